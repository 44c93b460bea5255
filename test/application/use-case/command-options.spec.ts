import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow } from '../../../src/index.js';
import { noPacing, recordingStorage } from '../../../src/testing/doubles/index.js';
import { person, present, theSystem, worldOn } from '../../support/guildhall.js';
import { landed, writesAsked } from '../support/calls.js';

const recorded = recordingStorage(memoryStorage());
const world = worldOn(recorded, { pacing: noPacing() });
const { users, organizations } = world.guildhall;

describe('an idempotency key', () => {
  it.each([
    '',
    ' ',
    'with space',
    'x'.repeat(201),
    'ümlaut',
    'line\n',
    null,
    7,
    ['a'],
    { $ne: '' },
  ])('is refused as %j', async (idempotencyKey) => {
    const before = writesAsked(recorded).length;
    const input = { email: 'ada@example.com' };
    const answer = await Reflect.apply(users.register, null, [
      theSystem,
      input,
      { idempotencyKey },
    ]);
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path: ['options', 'idempotencyKey'] },
    });
    expect(writesAsked(recorded)).toHaveLength(before);
  });

  it('may have 200 characters, and is scoped to the actor and the command', async () => {
    const idempotencyKey = '~'.repeat(200);
    const [ada, grace] = [await person(world), await person(world)];
    const found = (actor: typeof ada.actor) =>
      organizations.found(actor, { name: 'Acme' }, { idempotencyKey });
    const first = orThrow(await found(ada.actor));
    expect(orThrow(await found(ada.actor)).id).toBe(first.id);
    expect(orThrow(await found(grace.actor)).id).not.toBe(first.id);
    const input = { organizationId: first.id, name: 'Acme' };
    const options = { idempotencyKey };
    expect(await organizations.rename(ada.actor, input, options)).toMatchObject({ ok: true });
  });

  it('takes an input whose fields stand in another order for the same', async () => {
    const options = { idempotencyKey: 'order' };
    const [email, name] = ['order@example.com', 'Ada'];
    const first = orThrow(await users.register(theSystem, { email, name }, options));
    expect(orThrow(await users.register(theSystem, { name, email }, options))).toEqual(first);
  });

  it('is free again after a refusal, which is decided anew', async () => {
    const options = { idempotencyKey: 'free' };
    const input = { email: 'taken@example.com' };
    const taken = orThrow(await users.register(theSystem, input));
    const refused = await users.register(theSystem, input, options);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'email_taken' } });
    const other = { email: 'free@example.com' };
    expect(orThrow(await users.register(theSystem, other, options)).id).not.toBe(taken.id);
  });
});

describe('an operation id', () => {
  it.each(['', 'x', 'A'.repeat(24), 'a'.repeat(25), `${'a'.repeat(24)}.1`, null, 7, {}, ['a']])(
    'is refused as %j',
    async (operationId) => {
      const input = { email: 'grace@example.com' };
      const answer = await Reflect.apply(users.register, null, [theSystem, input, { operationId }]);
      expect(answer).toMatchObject({
        ok: false,
        refusal: { code: 'invalid_input', path: ['options', 'operationId'] },
      });
    },
  );

  it('belongs to one actor', async () => {
    const [ada, grace] = [await person(world), await person(world)];
    const input = { name: 'Acme' };
    orThrow(await organizations.found(ada.actor, input));
    const operationId = present(landed(recorded).at(-1)).journal.id;
    expect(await organizations.found(grace.actor, input, { operationId })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path: ['options', 'operationId'] },
    });
  });
});
