import { describe, expect, it } from 'vitest';
import type { App } from '../../../src/domain/app/app.js';
import { emptyManifest, type Manifest } from '../../../src/domain/app/manifest.js';
import { type Ready, readiness } from '../../../src/domain/review/readiness.js';
import { shownIssue, versionOf } from '../app/support/app-samples.js';
import { nameOf } from '../support/samples.js';
import { appWith } from './support/perform.js';
import { appOf, digestOf, manifestOf, snapshotOf, submissionIn } from './support/review-samples.js';

const ready: Ready = {
  app: appOf(),
  snapshot: snapshotOf(),
  digest: digestOf(5),
  isContactVerified: true,
  sentBack: null,
};
const faults = (change: Partial<Ready>): string[] =>
  readiness({ ...ready, ...change }).map(shownIssue);
const withManifest = (manifest: Manifest): Partial<Ready> => ({
  snapshot: { ...ready.snapshot, manifest },
});
const withDraft = (change: Partial<Manifest>): Partial<Ready> => withManifest(manifestOf(change));

/** The app with this live, at digest 1. */
function appWithLive(change: Partial<Manifest>): App {
  return appWith(submissionIn('released', { snapshot: snapshotOf(change) }));
}

describe('a draft is ready', () => {
  it('where nothing is missing, for its first release', () => {
    expect(readiness(ready)).toEqual([]);
  });

  it('where its version is higher than the live one', () => {
    const app = appWithLive({ version: versionOf('1.0.0') });
    expect(faults({ app, ...withDraft({ version: versionOf('1.0.1') }) })).toEqual([]);
    expect(faults({ app, ...withDraft({ version: versionOf('2.0.0-beta.1') }) })).toEqual([]);
  });

  it('without permissions, pictures, tools, settings, a webview and what people are told at first', () => {
    expect(faults(withDraft({ permissions: [] }))).toEqual([]);
  });
});

describe('a draft is not ready', () => {
  it('before the contact of the organization is verified', () => {
    expect(faults({ isContactVerified: false })).toEqual([
      'contact_email_not_verified organization.profile.contactEmail',
    ]);
  });

  it.each(['private', 'organization'] as const)('while its app is shared as %s', (visibility) => {
    expect(faults({ app: appOf({ visibility }) })).toEqual(['not_public visibility']);
  });

  it.each([
    'description',
    'version',
    'publicUrl',
    'logoUrl',
    'privacyPolicyUrl',
    'supportUrl',
  ] as const)('without its %s', (field) => {
    const { [field]: _left, ...manifest } = manifestOf();
    expect(faults(withManifest(manifest))).toEqual([`missing draft.${field}`]);
  });

  it('with a permission that nobody is told the reason of', () => {
    const permissions = [
      { type: 'CALENDAR', reason: 'To name the meeting.', required: false },
      { type: 'CAMERA', required: true },
      { type: 'MICROPHONE', required: false },
    ] as const;
    expect(faults(withDraft({ permissions }))).toEqual([
      'missing draft.permissions.1.reason',
      'missing draft.permissions.2.reason',
    ]);
  });

  it('with ALL, with a reason or without', () => {
    for (const reason of [{}, { reason: 'For everything.' }]) {
      const permissions = [{ type: 'ALL', required: true, ...reason }] as const;
      expect(faults(withDraft({ permissions }))).toEqual(['permission_all draft.permissions.0']);
    }
  });

  it.each([
    ['1.2.3', '1.2.3'],
    ['1.2.3', '1.2.2'],
    ['1.2.3', '1.2.3-rc.1'],
    ['1.2.3', '1.2.3+build.7'],
    ['1.10.0', '1.9.0'],
  ])('where %s is live, with the version %s', (live, draft) => {
    const app = appWithLive({ version: versionOf(live) });
    expect(faults({ app, ...withDraft({ version: versionOf(draft) }) })).toEqual([
      'version_not_higher draft.version',
    ]);
  });

  it('where nothing has changed since the release, or since it was sent back', () => {
    const app = appWithLive({ version: versionOf('0.9.0') });
    expect(faults({ app, digest: digestOf(1) })).toEqual(['nothing_changed draft']);
    expect(faults({ sentBack: digestOf(5) })).toEqual(['nothing_changed draft']);
    expect(faults({ sentBack: digestOf(4) })).toEqual([]);
    expect(faults({ app, digest: digestOf(1), sentBack: digestOf(1) })).toHaveLength(1);
  });
});

describe('all that is missing', () => {
  const issues = readiness({
    app: {
      ...appWithLive({ version: versionOf('3.0.0') }),
      visibility: 'private',
    },
    snapshot: {
      ...ready.snapshot,
      manifest: {
        ...emptyManifest(nameOf('Captions')),
        version: versionOf('3.0.0'),
        permissions: [
          { type: 'ALL', required: true },
          { type: 'CAMERA', required: true },
        ],
      },
    },
    digest: digestOf(1),
    isContactVerified: false,
    sentBack: digestOf(1),
  });

  it('is told at once, each with a code and a path', () => {
    expect(issues.map(shownIssue)).toEqual([
      'contact_email_not_verified organization.profile.contactEmail',
      'not_public visibility',
      'missing draft.description',
      'missing draft.publicUrl',
      'missing draft.logoUrl',
      'missing draft.privacyPolicyUrl',
      'missing draft.supportUrl',
      'permission_all draft.permissions.0',
      'missing draft.permissions.1.reason',
      'version_not_higher draft.version',
      'nothing_changed draft',
    ]);
  });

  it('is told in words for people', () => {
    const sentences = issues.map(({ message }) => message);
    for (const sentence of sentences) expect(sentence).toMatch(/^\S.{15,}[^.]$/);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
