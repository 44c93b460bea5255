import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Operation } from '../../../src/ports/storage.js';
import { insertOf, removalOf, touchOf } from '../../../src/testing/contract/changes.js';
import {
  entry,
  fence,
  message,
  operationId,
  slugRecord,
  user,
} from '../../../src/testing/contract/specimens.js';
import {
  describeCall,
  type RecordedCall,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';

const ada = user(1);

it('keeps each call with its outcome, by whoever made it', async () => {
  const storage = memoryStorage();
  const calls: RecordedCall[] = [];
  const one = recordingStorage(storage, { by: 'one', calls });
  const two = recordingStorage(storage, { by: 'two', calls });
  const operation: Operation = {
    changes: [insertOf('users', ada)],
    journal: entry(1),
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

it('keeps a list of its own unless it is given one', async () => {
  const storage = memoryStorage();
  const [one, two] = [recordingStorage(storage), recordingStorage(storage)];
  await one.time();
  expect([one.calls.length, two.calls.length]).toEqual([1, 0]);
});

it('is described in one line a call', async () => {
  const storage = recordingStorage(memoryStorage());
  const slug = slugRecord('mentra', { id: ada.defaultOrg });
  const changes = [insertOf('users', ada), touchOf('users', ada, 3), removalOf('slugs', slug, 1)];
  const journal = entry(1);
  const messages = [message(journal.id, 0)];
  await storage.slugs.taken([slug.slug]);
  await storage.memberships.findActive(ada.defaultOrg, ada.id);
  await storage.commit({ changes, journal, messages }).catch(() => null);
  await storage.commit({ changes: [], journal: fence(operationId(2)), messages: [] });
  await storage.time();
  expect(storage.calls.map(({ call }) => describeCall(call))).toEqual([
    'slugs.taken(["mentra"])',
    `memberships.findActive(${ada.defaultOrg}, ${ada.id})`,
    `commit insert users ${ada.id}, touch users ${ada.id} at version 3, remove slugs mentra at version 1, journal user.register, message role_changed`,
    'commit journal fence',
    'time',
  ]);
});
