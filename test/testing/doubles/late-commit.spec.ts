import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import { verdictOf } from '../../../src/testing/contract/expectations.js';
import { entry, fence, operationId, user } from '../../../src/testing/contract/specimens.js';
import { lateCommit } from '../../../src/testing/doubles/index.js';

function register(storage: Storage, n: number): Promise<void> {
  return storage.commit({
    changes: [insertOf('users', user(n))],
    journal: entry(n),
    messages: [],
  });
}

it('reports a held commit as unknown, and writes it only once it lands', async () => {
  const storage = lateCommit(memoryStorage());
  storage.holdNext();
  expect(await verdictOf(register(storage, 1))).toBe('outcome_unknown');
  expect(storage.held()).toBe(1);
  expect(await storage.users.findById(user(1).id)).toBeNull();
  expect(await verdictOf(register(storage, 2))).toBe('done');

  expect(await storage.land()).toEqual([{ status: 'fulfilled', value: undefined }]);
  expect(await storage.users.findById(user(1).id)).toEqual({ value: user(1), version: 1 });
  expect(storage.held()).toBe(0);
  expect(await storage.land()).toEqual([]);
});

it('is kept out by a fence under the same id', async () => {
  const storage = lateCommit(memoryStorage());
  storage.holdNext();
  await verdictOf(register(storage, 1));
  await storage.commit({ changes: [], journal: fence(operationId(1)), messages: [] });
  expect(await storage.land()).toMatchObject([
    { status: 'rejected', reason: { code: 'unique_conflict', constraint: 'journal.id' } },
  ]);
  expect(await storage.users.findById(user(1).id)).toBeNull();
});

it('keeps the fence out where it landed before', async () => {
  const storage = lateCommit(memoryStorage());
  storage.holdNext(2);
  await verdictOf(register(storage, 1));
  await verdictOf(register(storage, 2));
  expect(await storage.land()).toHaveLength(2);
  const fencing = storage.commit({ changes: [], journal: fence(operationId(1)), messages: [] });
  expect(await verdictOf(fencing)).toBe('journal.id');
});
