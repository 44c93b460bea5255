// Every wrong input is refused with a code and a path, and nothing is written.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import {
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  createOrganization,
  createPerson,
  createWorld,
  type Person,
  systemActor,
  type World,
} from '../../support/world.js';
import { createSampleRows } from '../support/sample-rows.js';
import { requestedWrites } from '../support/storage-calls.js';
import { type UseCase, type UseCaseSampleIds, useCases } from '../support/use-cases.js';

let recorded: RecordingStorage;
let world: World;
let ada: Person;
let elsewhere: Person;
let named: UseCaseSampleIds;
beforeAll(async () => {
  recorded = recordingStorage(memoryStorage());
  world = createWorld(recorded, { pacing: noPacing() });
  ({ ada, named } = await createSampleRows(world));
  elsewhere = await createPerson(world);
  await createOrganization(world, elsewhere, 'Elsewhere');
});

function deep(levels: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

function cyclic(): unknown {
  const value: Record<string, unknown> = { email: 'a@example.com' };
  value['self'] = value;
  return value;
}

/** Values that no field, no input and no actor may be. */
const misfits: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0.5,
  1n,
  Symbol('x'),
  () => 'x',
  [],
  ['a'],
  [Object.create(null)],
  { $ne: null },
  { $gt: '' },
  { $where: 'sleep(1000)' },
  JSON.parse('{"__proto__": {"isAdmin": true}}'),
  { constructor: { prototype: { isAdmin: true } } },
  { toString: 'x', valueOf: null },
  Object.create({ organizationId: 'inherited' }),
  new Date(Number.NaN),
  new Map([['email', 'a@example.com']]),
  new Uint8Array(12),
  cyclic(),
  deep(5_000),
];

const tooMuch = 'x'.repeat(1_000_000);
const illFormed = 'half \ud800 of a pair';

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});

async function refusesEach(calls: readonly (() => Promise<unknown>)[], path: readonly string[]) {
  const before = requestedWrites(recorded).length;
  for (const call of calls) {
    const answer = await call();
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_input' } });
    expect(pathOf(answer).slice(0, path.length)).toEqual(path);
  }
  expect(requestedWrites(recorded)).toHaveLength(before);
}

function pathOf(answer: unknown): readonly unknown[] {
  const refusal = fieldOf(answer, 'refusal');
  const path = fieldOf(refusal, 'path');
  if (!Array.isArray(path)) throw new Error(`there is no path in ${JSON.stringify(refusal)}`);
  return path;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

describe.each(useCases)('$name', ({ name, call, validInput }: UseCase) => {
  it('refuses a value that is no input', async () => {
    const bad = [...misfits, null, undefined, '', 'x', true, tooMuch];
    const inputs = bad.filter(
      (one) => !isAllOptional(name) || typeof one !== 'object' || one === null,
    );
    await refusesEach(
      inputs.map((input) => () => call(world.guildhall, systemActor, input)),
      [],
    );
  });

  it('refuses a wrong field, and names it', async () => {
    const input = validInput(named);
    for (const field of Object.keys(input)) {
      const misfit = misfits.filter((value) => !isGoodAfterAll(field, value));
      const bad = [...misfit, tooMuch, illFormed].map((value) => ({ ...input, [field]: value }));
      const calls = bad.map((one) => () => call(world.guildhall, systemActor, one));
      await refusesEach(calls, [field]);
    }
  });

  it('refuses an unknown field', async () => {
    const calls = ['$where', 'actor', 'constructor', '__proto__', 'ids'].map((field) => () => {
      return call(world.guildhall, systemActor, { ...validInput(named), [field]: 'x' });
    });
    await refusesEach(calls, []);
  });

  it('gives an answer to every input, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        anything,
        fc.constantFrom('none', ...Object.keys(validInput(named))),
        async (value, field) => {
          const before = requestedWrites(recorded).length;
          for (const actor of [ada.actor, value]) {
            const whole = await call(world.guildhall, actor, value);
            if (fieldOf(whole, 'ok') !== true) expect(pathOf(whole)).toBeInstanceOf(Array);
          }
          expect(requestedWrites(recorded)).toHaveLength(before);
          const answer = await call(world.guildhall, elsewhere.actor, {
            ...validInput(named),
            [field]: value,
          });
          expect(fieldOf(answer, 'ok')).toBeTypeOf('boolean');
        },
      ),
      { numRuns: 50 },
    );
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });
});

/** These are valid: an empty list of testers removes all, a missing reason has its own refusal, and an object without fields changes nothing. */
function isGoodAfterAll(field: string, value: unknown): boolean {
  if (field === 'changes') return typeof value === 'object' && !Array.isArray(value);
  return ['testers', 'reasons'].includes(field) && Array.isArray(value) && value.length === 0;
}

/** Every object passes as an input without fields. */
function isAllOptional(name: string): boolean {
  return [
    'users.get',
    'users.list',
    'users.getDefaultOrganization',
    'organizations.listForUser',
    'organizations.listDeleted',
    'organizations.list',
    'memberships.accessOf',
    'invitations.listForMe',
    'review.queue',
    'review.stats',
    'review.listClaimed',
    'store.search',
  ].includes(name);
}

/** The queries that everybody may call, with every actor. */
function isPublic(name: string): boolean {
  return name === 'invitations.preview' || name.startsWith('store.');
}

const ofActors = useCases.filter(({ name }) => !isPublic(name));

describe.each(ofActors)('$name', ({ call, validInput }) => {
  it('refuses a value that is no actor', async () => {
    const forged = [
      ...misfits,
      null,
      'system',
      { kind: 'system' },
      { kind: 'user' },
      { kind: 'user', userId: { $ne: null } },
      { kind: 'user', userId: ada.id, isAdmin: true },
      { kind: 'admin', userId: ada.id },
      { kind: ['system'], reason: 'x' },
    ];
    const calls = forged.map((actor) => () => call(world.guildhall, actor, validInput(named)));
    await refusesEach(calls, ['actor']);
  });

  it.each([undefined, 'ada', {}, { kind: 'admin' }])(
    'says where the actor stands: %j',
    async (actor) => {
      const answer = await call(world.guildhall, actor, validInput(named));
      expect(answer).toMatchObject({ refusal: { issues: [{ message: sentenceOnActors }] } });
    },
  );
});

const sentenceOnActors = expect.stringMatching(
  /^the actor comes first, .* the kinds are user, reviewer, key and system$/,
);

const nothing: UseCaseSampleIds = {
  organizationId: '',
  userId: '',
  invitationId: '',
  token: '',
  appId: '',
  submissionId: '',
  keyId: '',
};
/** The use cases that refuse the actor first: those of the embedding service, and those about another user. */
const bySystem = [
  'organizations.purge',
  'organizations.verifyContact',
  'organizations.setExternalId',
  'organizations.updateMetadata',
  'memberships.add',
  'memberships.updateMetadata',
];
const ofOthers = [...bySystem, 'users.setDefaultOrganization', 'users.unblockOrganization'];
const ofOrganizations = useCases.filter(
  ({ name, validInput }) => 'organizationId' in validInput(nothing) && !isPublic(name),
);

describe.each(ofOrganizations)('$name', ({ name, call, validInput }) => {
  it('does not find the organization of another tenant', async () => {
    const before = requestedWrites(recorded).length;
    expect(await call(world.guildhall, elsewhere.actor, validInput(named))).toEqual({
      ok: false,
      refusal: ofOthers.includes(name)
        ? { code: 'permission_denied', path: [bySystem.includes(name) ? 'actor' : 'userId'] }
        : { code: 'organization_not_found', path: ['organizationId'] },
    });
    expect(requestedWrites(recorded)).toHaveLength(before);
  });
});

const notFound = {
  appId: 'app_not_found',
  submissionId: 'submission_not_found',
  keyId: 'key_not_found',
};
const ofApps = useCases.filter(({ validInput }) =>
  Object.keys(notFound).some((id) => id in validInput(nothing)),
);

describe.each(ofApps)('$name', ({ name, call, validInput }) => {
  it('does not find the app, the submission or the key of another tenant', async () => {
    const before = requestedWrites(recorded).length;
    const input = validInput(named);
    const [id, code] = Object.entries(notFound).find(([field]) => field in input) ?? [];
    expect(await call(world.guildhall, elsewhere.actor, input)).toEqual({
      ok: false,
      refusal: name.startsWith('review.')
        ? { code: 'permission_denied', path: ['actor'] }
        : { code, path: [id] },
    });
    expect(requestedWrites(recorded)).toHaveLength(before);
  });
});
