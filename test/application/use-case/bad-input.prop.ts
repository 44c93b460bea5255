// Whatever is handed in that is not what was asked for is refused with a code and a path, and nothing is written.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow } from '../../../src/index.js';
import {
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import { drafted, submitted } from '../../support/apps.js';
import {
  invited,
  joined,
  organizationOf,
  type Person,
  person,
  theSystem,
  tokenOf,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { writesAsked } from '../support/calls.js';
import { type Named, type UseCase, useCases } from '../support/every-use-case.js';

let recorded: RecordingStorage;
let world: World;
let ada: Person;
let elsewhere: Person;
let named: Named;
beforeAll(async () => {
  recorded = recordingStorage(memoryStorage());
  world = worldOn(recorded, { pacing: noPacing() });
  ada = await person(world);
  const acme = await organizationOf(world, ada, 'Acme');
  const member = await joined(world, { by: ada, to: acme });
  const invitee = await person(world);
  const { id } = await invited(world, { by: ada, to: acme, email: invitee.email });
  const token = await tokenOf(world, id);
  const of = { founder: ada, organizationId: acme.id };
  const { appId, submission } = await submitted(world, await drafted(world, of));
  const input = { organizationId: acme.id, name: 'server', environment: 'live' } as const;
  const { key } = orThrow(await world.guildhall.keys.create(ada.actor, input));
  named = {
    organizationId: acme.id,
    userId: member.id,
    invitationId: id,
    token,
    appId,
    submissionId: submission.id,
    keyId: key.id,
  };
  elsewhere = await person(world);
  await organizationOf(world, elsewhere, 'Elsewhere');
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

/** No field of any input is one of these, nor is an input or an actor. */
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
  const before = writesAsked(recorded).length;
  for (const call of calls) {
    const answer = await call();
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_input' } });
    expect(pathOf(answer).slice(0, path.length)).toEqual(path);
  }
  expect(writesAsked(recorded)).toHaveLength(before);
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

describe.each(useCases)('$name', ({ name, call, good }: UseCase) => {
  it('refuses an input that is none', async () => {
    const bad = [...misfits, null, undefined, '', 'x', true, tooMuch];
    const inputs = bad.filter(
      (one) => !isAllOptional(name) || typeof one !== 'object' || one === null,
    );
    await refusesEach(
      inputs.map((input) => () => call(world.guildhall, theSystem, input)),
      [],
    );
  });

  it('refuses a field that is not as it must be, and names it', async () => {
    const input = good(named);
    for (const field of Object.keys(input)) {
      const misfit = misfits.filter((value) => !isGoodAfterAll(field, value));
      const bad = [...misfit, tooMuch, illFormed].map((value) => ({ ...input, [field]: value }));
      const calls = bad.map((one) => () => call(world.guildhall, theSystem, one));
      await refusesEach(calls, [field]);
    }
  });

  it('refuses a field that nobody asked for', async () => {
    const calls = ['$where', 'actor', 'constructor', '__proto__', 'id'].map((field) => () => {
      return call(world.guildhall, theSystem, { ...good(named), [field]: 'x' });
    });
    await refusesEach(calls, []);
  });

  it('answers whatever it is given, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        anything,
        fc.constantFrom('none', ...Object.keys(good(named))),
        async (value, field) => {
          const before = writesAsked(recorded).length;
          for (const actor of [ada.actor, value]) {
            const whole = await call(world.guildhall, actor, value);
            if (fieldOf(whole, 'ok') !== true) expect(pathOf(whole)).toBeInstanceOf(Array);
          }
          expect(writesAsked(recorded)).toHaveLength(before);
          const answer = await call(world.guildhall, elsewhere.actor, {
            ...good(named),
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

/** An empty list of testers takes all of them away, a missing reason has a refusal of its own, and an object without fields changes nothing. */
function isGoodAfterAll(field: string, value: unknown): boolean {
  if (field === 'changes') return typeof value === 'object' && !Array.isArray(value);
  return ['testers', 'reasons'].includes(field) && Array.isArray(value) && value.length === 0;
}

/** Anything that is an object can be read as an input without fields. */
function isAllOptional(name: string): boolean {
  return [
    'users.get',
    'users.getDefaultOrganization',
    'organizations.listOfUser',
    'organizations.listDeleted',
    'review.queue',
    'review.figures',
    'review.claimed',
    'store.search',
  ].includes(name);
}

/** What everybody may ask, whoever they say they are. */
function isPublic(name: string): boolean {
  return name === 'invitations.preview' || name.startsWith('store.');
}

const ofActors = useCases.filter(({ name }) => !isPublic(name));

describe.each(ofActors)('$name', ({ call, good }) => {
  it('refuses an actor that is none', async () => {
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
    const calls = forged.map((actor) => () => call(world.guildhall, actor, good(named)));
    await refusesEach(calls, ['actor']);
  });
});

const nothing: Named = {
  organizationId: '',
  userId: '',
  invitationId: '',
  token: '',
  appId: '',
  submissionId: '',
  keyId: '',
};
/** What is refused for who asks, whatever it is about: the embedding service's own, and what is asked of somebody else. */
const bySystem = ['organizations.purge', 'organizations.verifyContact'];
const ofOthers = [...bySystem, 'users.setDefaultOrganization', 'users.unblockOrganization'];
const ofOrganizations = useCases.filter(
  ({ name, good }) => 'organizationId' in good(nothing) && !isPublic(name),
);

describe.each(ofOrganizations)('$name', ({ name, call, good }) => {
  it('does not know the organization of another tenant', async () => {
    const before = writesAsked(recorded).length;
    expect(await call(world.guildhall, elsewhere.actor, good(named))).toEqual({
      ok: false,
      refusal: ofOthers.includes(name)
        ? { code: 'permission_denied', path: [bySystem.includes(name) ? 'actor' : 'userId'] }
        : { code: 'organization_not_found', path: ['organizationId'] },
    });
    expect(writesAsked(recorded)).toHaveLength(before);
  });
});

const notFound = {
  appId: 'app_not_found',
  submissionId: 'submission_not_found',
  keyId: 'key_not_found',
};
const ofApps = useCases.filter(({ good }) =>
  Object.keys(notFound).some((id) => id in good(nothing)),
);

describe.each(ofApps)('$name', ({ name, call, good }) => {
  it('does not know the app, the submission or the key of another tenant', async () => {
    const before = writesAsked(recorded).length;
    const input = good(named);
    const [id, code] = Object.entries(notFound).find(([field]) => field in input) ?? [];
    expect(await call(world.guildhall, elsewhere.actor, input)).toEqual({
      ok: false,
      refusal: name.startsWith('review.')
        ? { code: 'permission_denied', path: ['actor'] }
        : { code, path: [id] },
    });
    expect(writesAsked(recorded)).toHaveLength(before);
  });
});
