// Inputs of any size and depth are refused in few words.
import { beforeAll, describe, expect, it } from 'vitest';
import { type AppId, orThrow, type UserActor } from '../../../src/index.js';
import { draftApp, updateDraft } from '../../support/app-steps.js';
import { createMemoryWorld, type World } from '../../support/world.js';

let world: World;
let actor: UserActor;
let appId: AppId;
beforeAll(async () => {
  world = createMemoryWorld();
  const of = await draftApp(world);
  [actor, appId] = [of.creator.actor, of.appId];
});

/** Lists or objects in each other. */
function nested(levels: number, wrap: (inside: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
}

const inList = (inside: unknown): unknown => [inside];
const inObject = (inside: unknown): unknown => ({ inside });
const repeated = (count: number, value: unknown) => Array.from({ length: count }, () => value);
const tooMuch = 'x'.repeat(1_000_000);
const select = { type: 'select', key: 'k', label: 'l' };

const bodies: readonly (readonly [string, unknown])[] = [
  ['300,000 lists in each other', nested(300_000, inList)],
  ['300,000 objects in each other', { settings: nested(300_000, inObject) }],
  ['33 levels', { settings: nested(33, inObject) }],
  ['250,000 wrong choices', { settings: repeated(500, { ...select, options: repeated(500, 0) }) }],
  ['a list of 100 million places', { settings: new Array(100_000_000) }],
  ['300,000 unknown fields', Object.fromEntries(repeated(300_000, 0).map((_, n) => [`k${n}`, 0]))],
  ['a field with a name of a megabyte', { [tooMuch]: 1 }],
  [
    'a parameter with a name of a megabyte',
    { tools: [{ id: 'a', description: 'd', parameters: { [tooMuch]: {} } }] },
  ],
  ['50 unknown fields with long names', nameEach(50, (n) => `${n}`.padEnd(200, 'x'))],
  ['texts of 3 megabytes', { description: tooMuch, name: tooMuch, version: tooMuch }],
  ['a text of a megabyte', { description: tooMuch }],
];

function nameEach(count: number, nameOf: (n: number) => string): unknown {
  return Object.fromEntries(repeated(count, 0).map((_, n) => [nameOf(n), 0]));
}

describe('a command', () => {
  it.each(bodies)('refuses %s, in few words', async (_what, body) => {
    const { apps } = world.guildhall;
    const changes = JSON.parse('{}');
    const input = { appId, expectedRevision: 1, changes: Object.assign(changes, { body }).body };
    const answer = await apps.updateDraft(actor, input);
    if (answer.ok) throw new Error('the input was accepted');
    expect(answer.refusal.code).toBe('invalid_input');
    expect(JSON.stringify(answer).length).toBeLessThan(10_000);
  });

  it('says what is too much', async () => {
    const { organizations } = world.guildhall;
    const create = async (name: unknown) => {
      const answer = await organizations.create(actor, JSON.parse(JSON.stringify({ name })));
      return answer.ok ? [] : answer.refusal;
    };
    expect(await create(nested(40, inList))).toMatchObject({ issues: [{ code: 'too_deep' }] });
    expect(await create(repeated(200_001, 0))).toMatchObject({ issues: [{ code: 'too_many' }] });
    expect(await create(repeated(3, tooMuch))).toMatchObject({ issues: [{ code: 'too_long' }] });
  });

  it('takes the largest manifest', async () => {
    const options = repeated(200, 0).map((_, n) => ({ label: `${n}`, value: `${n}` }));
    const settings = repeated(100, 0).map((_, n) => ({
      type: 'select' as const,
      key: `k${n}`,
      label: 'l',
      options,
    }));
    const other = await draftApp(world);
    const { draft } = await updateDraft(world, other, { settings });
    expect(draft.manifest.settings).toHaveLength(100);
    const { items } = orThrow(
      await world.guildhall.apps.list(other.creator.actor, {
        organizationId: other.organizationId,
      }),
    );
    expect(JSON.stringify(items).length).toBeLessThan(2_000);
  });
});
