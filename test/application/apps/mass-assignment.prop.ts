// A draft change with any input changes only the draft of the app.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftApp } from '../../support/app-steps.js';
import { assertPresent, createMemoryWorld } from '../../support/world.js';

/** Names of fields outside the draft and inside it. */
const fields = fc.constantFrom(
  'status',
  'state',
  'live',
  'organizationId',
  'packageName',
  'enforcement',
  'delistedAt',
  'visibility',
  'testers',
  'tier',
  'submissionCount',
  'createdBy',
  'deletedAt',
  'draft',
  'revision',
  'digest',
  'apiKey',
  'hashedApiKey',
  'reviewedBy',
  'appStoreStatus',
  '__proto__',
  'constructor',
  '$set',
  'draft.revision',
  'name',
  'description',
  'tools',
  'settings',
  'permissions',
);
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('PUBLISHED', 'verified', 'public', null, {}, { state: 'none' }, 'Captions 2'),
);
/** Valid changes: accepted alone, and refused together with unknown fields. */
const good = fc.record(
  { description: fc.constantFrom('One.', 'Two.', 'Three.'), onboardingInstructions: fc.string() },
  { requiredKeys: [] },
);
const anyChange = fc.oneof(
  good,
  fc.dictionary(fields, values, { maxKeys: 6 }),
  fc.tuple(good, fc.dictionary(fields, values, { maxKeys: 2 })).map(([one, other]) => ({
    ...one,
    ...other,
  })),
  fc.jsonValue({ maxDepth: 4 }),
);

describe('a draft change', () => {
  it('is refused, or changes only the draft', async () => {
    const world = createMemoryWorld();
    const { appId, creator } = await draftApp(world);
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(anyChange, async (changes) => {
        const {
          draft: before,
          updatedAt: _before,
          ...rest
        } = assertPresent(await world.storage.apps.findById(appId)).value;
        const input = { appId, expectedRevision: before.revision, changes };
        const call: unknown = Reflect.apply(world.guildhall.apps.updateDraft, null, [
          creator.actor,
          input,
        ]);
        const answer = await call;
        const {
          draft,
          updatedAt: _after,
          ...others
        } = assertPresent(await world.storage.apps.findById(appId)).value;
        expect(others).toEqual(rest);
        expect(Object.keys(draft).sort()).toEqual([
          'manifest',
          'revision',
          'updatedAt',
          'updatedBy',
        ]);
        expect(Object.keys(draft.manifest).filter((name) => !isKnown(name))).toEqual([]);
        if (draft.revision > before.revision) accepted += 1;
        else expect(draft).toEqual(before);
        expect(answer).toHaveProperty('ok');
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(5);
    expect(Reflect.get({}, 'state')).toBeUndefined();
  });
});

function isKnown(name: string): boolean {
  return [
    'name',
    'description',
    'version',
    'appType',
    'publicUrl',
    'webviewUrl',
    'logoUrl',
    'previewImages',
    'privacyPolicyUrl',
    'supportUrl',
    'onboardingInstructions',
    'permissions',
    'tools',
    'settings',
    'hardwareRequirements',
  ].includes(name);
}
