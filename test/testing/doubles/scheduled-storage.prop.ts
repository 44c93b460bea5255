// scheduledStorage runs calls in the order that a scheduler decides.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { countOutcomes, foundOrThrow } from '../../../src/testing/contract/assertions.js';
import { commandEntry, user } from '../../../src/testing/contract/fixtures.js';
import { createSampleOperation } from '../../../src/testing/contract/sample-data.js';
import {
  interceptStorage,
  type RecordedCall,
  recordingStorage,
  scheduledStorage,
} from '../../../src/testing/doubles/index.js';
import { touchChange } from '../../../src/testing/row-changes.js';

const ada = user(1);

async function touching(storage: Storage, n: number): Promise<void> {
  const read = foundOrThrow(await storage.users.findById(ada.id), 'the user');
  await storage.commit({
    changes: [touchChange('users', ada, read.version)],
    journal: commandEntry(n),
    messages: [],
  });
}

/** Runs two commands under one schedule. Returns who called what in which order, and both outcomes. */
async function race(scheduler: fc.Scheduler) {
  const storage = memoryStorage();
  await storage.commit(createSampleOperation());
  const calls: RecordedCall[] = [];
  const seenBy = (by: string) =>
    scheduledStorage(recordingStorage(storage, { by, calls }), scheduler, by);
  const ends = countOutcomes([touching(seenBy('one'), 11), touching(seenBy('two'), 12)]);
  await scheduler.waitFor(ends);
  return { order: calls.map(({ by, call }) => `${by} ${call.method}`), ends: await ends };
}

it('lets commands interleave in every way, and ends each call before the next starts', async () => {
  const seen = new Map<string, unknown>();
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { order, ends } = await race(scheduler);
      seen.set(order.join(', '), ends);
    }),
    { numRuns: 200 },
  );
  const bothDone = { done: 2 };
  const oneConflict = { done: 1, version_conflict: 1 };
  expect(Object.fromEntries(seen)).toEqual({
    'one findById, one commit, two findById, two commit': bothDone,
    'two findById, two commit, one findById, one commit': bothDone,
    'one findById, two findById, one commit, two commit': oneConflict,
    'one findById, two findById, two commit, one commit': oneConflict,
    'two findById, one findById, one commit, two commit': oneConflict,
    'two findById, one findById, two commit, one commit': oneConflict,
  });
});

it('replays a schedule call by call', async () => {
  const replayed = () => race(fc.schedulerFor([2, 1, 3, 4])).then(({ order }) => order);
  expect(await replayed()).toEqual(['two findById', 'one findById', 'two commit', 'one commit']);
  expect(await replayed()).toEqual(await replayed());
});

it('delays a call until its turn, and names the caller in the report', async () => {
  const scheduler = fc.schedulerFor([2, 1]);
  const reached: string[] = [];
  const inner = interceptStorage(memoryStorage(), (call, proceed) => {
    reached.push(call.method);
    return proceed();
  });
  const [one, two] = [
    scheduledStorage(inner, scheduler, 'one'),
    scheduledStorage(inner, scheduler),
  ];
  const answers = Promise.all([one.users.findById(ada.id), two.time()]);
  expect(reached).toEqual([]);
  await scheduler.waitNext(1);
  expect(reached).toEqual(['time']);
  await scheduler.waitFor(answers);
  expect(reached).toEqual(['time', 'findById']);
  expect(scheduler.report().map(({ label }) => label)).toEqual([
    'time',
    `one users.findById(${ada.id})`,
  ]);
});

it('passes on what the storage throws', async () => {
  const scheduler = fc.schedulerFor([1]);
  const storage = memoryStorage();
  await storage.close();
  const time = scheduledStorage(storage, scheduler).time();
  await expect(scheduler.waitFor(time)).rejects.toMatchObject({ code: 'unavailable' });
});
