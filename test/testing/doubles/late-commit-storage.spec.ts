// lateCommitStorage holds commits back and writes them later.
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  commandEntry,
  fenceEntry,
  operationId,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { lateCommitStorage } from '../../../src/testing/doubles/index.js';
import { insertChange } from '../../../src/testing/row-changes.js';

function register(storage: Storage, n: number): Promise<void> {
  return storage.commit({
    changes: [insertChange('users', user(n))],
    journal: commandEntry(n),
    messages: [],
  });
}

it('reports a held commit as `outcome_unknown`, and writes it when it is released', async () => {
  const storage = lateCommitStorage(memoryStorage());
  storage.holdNextCommits();
  expect(await outcomeOfCall(register(storage, 1))).toBe('outcome_unknown');
  expect(storage.heldCount()).toBe(1);
  expect(await storage.users.findById(user(1).id)).toBeNull();
  expect(await outcomeOfCall(register(storage, 2))).toBe('done');

  expect(await storage.releaseHeld()).toEqual([{ status: 'fulfilled', value: undefined }]);
  expect(await storage.users.findById(user(1).id)).toEqual({ value: user(1), version: 1 });
  expect(storage.heldCount()).toBe(0);
  expect(await storage.releaseHeld()).toEqual([]);
});

it('cannot write a held commit after a fence with the same id', async () => {
  const storage = lateCommitStorage(memoryStorage());
  storage.holdNextCommits();
  await outcomeOfCall(register(storage, 1));
  await storage.commit({ changes: [], journal: fenceEntry(operationId(1)), messages: [] });
  expect(await storage.releaseHeld()).toMatchObject([
    { status: 'rejected', reason: { code: 'unique_conflict', constraint: 'journal.id' } },
  ]);
  expect(await storage.users.findById(user(1).id)).toBeNull();
});

it('makes a fence fail after the held commit was released', async () => {
  const storage = lateCommitStorage(memoryStorage());
  storage.holdNextCommits(2);
  await outcomeOfCall(register(storage, 1));
  await outcomeOfCall(register(storage, 2));
  expect(await storage.releaseHeld()).toHaveLength(2);
  const fencing = storage.commit({
    changes: [],
    journal: fenceEntry(operationId(1)),
    messages: [],
  });
  expect(await outcomeOfCall(fencing)).toBe('journal.id');
});
