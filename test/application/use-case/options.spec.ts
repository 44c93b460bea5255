// Wrong options of commands and tasks are refused with a path, and nothing is written.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { recordingStorage } from '../../../src/testing/doubles/index.js';
import { createPerson, createWorld, systemActor } from '../../support/world.js';
import { requestedWrites } from '../support/storage-calls.js';

const recorded = recordingStorage(memoryStorage());
const world = createWorld(recorded);
const ada = await createPerson(world);

/** Calls a method as a program without types would. */
async function answerTo(options: unknown, method: 'command' | 'task'): Promise<unknown> {
  const { organizations, invitations } = world.guildhall;
  return method === 'command'
    ? Reflect.apply(organizations.create, null, [ada.actor, { name: 'Acme' }, options])
    : Reflect.apply(invitations.revokeSigningKey, null, [systemActor, { kid: 'gone' }, options]);
}

const wrongOfBoth: readonly (readonly [unknown, readonly string[]])[] = [
  [null, ['options']],
  ['key', ['options']],
  [[], ['options']],
  [{ signal: {} }, ['options', 'signal']],
  [{ signal: 'now' }, ['options', 'signal']],
  [{ signal: null }, ['options', 'signal']],
  [{ signal: { aborted: false, addEventListener: 1 } }, ['options', 'signal']],
  [{ idempotencykey: 'form-42' }, ['options', 'idempotencykey']],
];

describe.each(['command', 'task'] as const)('a %s', (method) => {
  it.each(wrongOfBoth)('refuses the options %j', async (options, path) => {
    const before = requestedWrites(recorded).length;
    expect(await answerTo(options, method)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path },
    });
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('takes a signal, and options that are undefined', async () => {
    const { signal } = new AbortController();
    expect(await answerTo({ signal }, method)).toMatchObject({ ok: true });
    expect(await answerTo({ signal: undefined }, method)).toMatchObject({ ok: true });
    expect(await answerTo(undefined, method)).toMatchObject({ ok: true });
  });
});

it('a task refuses an idempotency key and an operation id: it would do its first step for ever', async () => {
  for (const options of [{ idempotencyKey: 'k' }, { operationId: '0'.repeat(24) }]) {
    expect(await answerTo(options, 'task')).toMatchObject({
      refusal: { code: 'invalid_input', path: ['options', Object.keys(options)[0]] },
    });
  }
});

it('a command takes an idempotency key that is undefined, as that of a missing header', async () => {
  expect(await answerTo({ idempotencyKey: undefined }, 'command')).toMatchObject({ ok: true });
  expect(await answerTo({ idempotencyKey: null }, 'command')).toMatchObject({
    refusal: { path: ['options', 'idempotencyKey'] },
  });
});
