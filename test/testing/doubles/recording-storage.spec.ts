// recordingStorage keeps every call of a storage.
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Operation } from '../../../src/ports/storage.js';
import {
  commandEntry,
  fenceEntry,
  notificationMessage,
  operationId,
  organization,
  slugRecord,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { describeCall } from '../../../src/testing/doubles/describe-call.js';
import { type RecordedCall, recordingStorage } from '../../../src/testing/doubles/index.js';
import { insertChange, removeChange, touchChange } from '../../../src/testing/row-changes.js';

const [ada, home] = [user(1), organization(1)];

it('keeps each call with its outcome and the name of the recorder', async () => {
  const storage = memoryStorage();
  const calls: RecordedCall[] = [];
  const one = recordingStorage(storage, { by: 'one', calls });
  const two = recordingStorage(storage, { by: 'two', calls });
  const operation: Operation = {
    changes: [insertChange('users', ada)],
    journal: commandEntry(1),
    messages: [],
  };
  expect(await one.commit(operation)).toBeUndefined();
  expect(await two.users.findById(ada.id)).toEqual({ value: ada, version: 1 });
  await expect(two.commit(operation)).rejects.toMatchObject({ constraint: 'journal.id' });

  expect(one.calls).toBe(two.calls);
  expect(calls).toMatchObject([
    { by: 'one', call: { method: 'commit' }, outcome: { status: 'fulfilled' } },
    {
      by: 'two',
      call: { port: 'users', method: 'findById', args: [ada.id] },
      outcome: { status: 'fulfilled', value: { version: 1 } },
    },
    { by: 'two', call: { method: 'commit' }, outcome: { status: 'rejected' } },
  ]);
});

it('has its own list unless it is given one', async () => {
  const storage = memoryStorage();
  const [one, two] = [recordingStorage(storage), recordingStorage(storage)];
  await one.time();
  expect([one.calls.length, two.calls.length]).toEqual([1, 0]);
});

it('keeps calls that `describeCall` describes in one line each', async () => {
  const storage = recordingStorage(memoryStorage());
  const slug = slugRecord('mentra', home);
  const changes = [
    insertChange('users', ada),
    touchChange('users', ada, 3),
    removeChange('slugs', slug, 1),
  ];
  const journal = commandEntry(1);
  const messages = [notificationMessage(journal.id, 0)];
  await storage.slugs.listTaken([slug.slug]);
  await storage.memberships.findActive(home.id, ada.id);
  await storage.commit({ changes, journal, messages }).catch(() => null);
  await storage.commit({ changes: [], journal: fenceEntry(operationId(2)), messages: [] });
  await storage.time();
  expect(storage.calls.map(({ call }) => describeCall(call))).toEqual([
    'slugs.listTaken(["mentra"])',
    `memberships.findActive(${ada.defaultOrg}, ${ada.id})`,
    `commit insert users ${ada.id}, touch users ${ada.id} at version 3, remove slugs mentra at version 1, journal user.register, message role_changed`,
    'commit journal fence',
    'time',
  ]);
});
