// Idempotency keys and operation ids.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow } from '../../../src/index.js';
import { noPacing, recordingStorage } from '../../../src/testing/doubles/index.js';
import { assertPresent, createPerson, createWorld, systemActor } from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

const recorded = recordingStorage(memoryStorage());
const world = createWorld(recorded, { pacing: noPacing() });
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
    const before = requestedWrites(recorded).length;
    const input = { email: 'ada@example.com' };
    const answer = await Reflect.apply(users.register, null, [
      systemActor,
      input,
      { idempotencyKey },
    ]);
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path: ['options', 'idempotencyKey'] },
    });
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('may have 200 characters, and is scoped to the actor and the command', async () => {
    const idempotencyKey = '~'.repeat(200);
    const [ada, grace] = [await createPerson(world), await createPerson(world)];
    const found = (actor: typeof ada.actor) =>
      organizations.create(actor, { name: 'Acme' }, { idempotencyKey });
    const first = orThrow(await found(ada.actor));
    expect(orThrow(await found(ada.actor)).id).toBe(first.id);
    expect(orThrow(await found(grace.actor)).id).not.toBe(first.id);
    const input = { organizationId: first.id, name: 'Acme' };
    const options = { idempotencyKey };
    expect(await organizations.rename(ada.actor, input, options)).toMatchObject({ ok: true });
  });

  it('treats inputs with the same fields in another order as equal', async () => {
    const options = { idempotencyKey: 'order' };
    const [email, name] = ['order@example.com', 'Ada'];
    const first = orThrow(await users.register(systemActor, { email, name }, options));
    expect(orThrow(await users.register(systemActor, { name, email }, options))).toEqual(first);
  });

  it('can be used again after a refusal: the command then runs again', async () => {
    const options = { idempotencyKey: 'free' };
    const input = { email: 'taken@example.com' };
    const taken = orThrow(await users.register(systemActor, input));
    const refused = await users.register(systemActor, input, options);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'email_taken' } });
    const other = { email: 'free@example.com' };
    expect(orThrow(await users.register(systemActor, other, options)).id).not.toBe(taken.id);
  });
});

describe('an operation id', () => {
  it.each(['', 'x', 'A'.repeat(24), 'a'.repeat(25), `${'a'.repeat(24)}.1`, null, 7, {}, ['a']])(
    'is refused as %j',
    async (operationId) => {
      const input = { email: 'grace@example.com' };
      const answer = await Reflect.apply(users.register, null, [
        systemActor,
        input,
        { operationId },
      ]);
      expect(answer).toMatchObject({
        ok: false,
        refusal: { code: 'invalid_input', path: ['options', 'operationId'] },
      });
    },
  );

  it('belongs to one actor', async () => {
    const [ada, grace] = [await createPerson(world), await createPerson(world)];
    const input = { name: 'Acme' };
    orThrow(await organizations.create(ada.actor, input));
    const operationId = assertPresent(writtenCommands(recorded).at(-1)).journal.id;
    expect(await organizations.create(grace.actor, input, { operationId })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path: ['options', 'operationId'] },
    });
  });
});
