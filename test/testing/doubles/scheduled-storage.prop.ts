import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { touchOf } from '../../../src/testing/contract/changes.js';
import { found, tally } from '../../../src/testing/contract/expectations.js';
import { entry, user } from '../../../src/testing/contract/specimens.js';
import { world } from '../../../src/testing/contract/world.js';
import {
  passThrough,
  type RecordedCall,
  recordingStorage,
  scheduledStorage,
} from '../../../src/testing/doubles/index.js';

const ada = user(1);

async function touching(storage: Storage, n: number): Promise<void> {
  const read = found(await storage.users.findById(ada.id), 'the user');
  await storage.commit({
    changes: [touchOf('users', ada, read.version)],
    journal: entry(n),
    messages: [],
  });
}

/** Two commands under one schedule: who called what in which order, and how both ended. */
async function race(scheduler: fc.Scheduler) {
  const storage = memoryStorage();
  await storage.commit(world());
  const calls: RecordedCall[] = [];
  const seenBy = (by: string) =>
    scheduledStorage(recordingStorage(storage, { by, calls }), scheduler, by);
  const ends = tally([touching(seenBy('one'), 11), touching(seenBy('two'), 12)]);
  await scheduler.waitFor(ends);
  return { order: calls.map(({ by, call }) => `${by} ${call.method}`), ends: await ends };
}

it('lets commands interleave in every way, and each call end before the next begins', async () => {
  const seen = new Map<string, unknown>();
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { order, ends } = await race(scheduler);
      seen.set(order.join(', '), ends);
    }),
    { numRuns: 200 },
  );
  const won = { done: 2 };
  const lost = { done: 1, version_conflict: 1 };
  expect(Object.fromEntries(seen)).toEqual({
    'one findById, one commit, two findById, two commit': won,
    'two findById, two commit, one findById, one commit': won,
    'one findById, two findById, one commit, two commit': lost,
    'one findById, two findById, two commit, one commit': lost,
    'two findById, one findById, one commit, two commit': lost,
    'two findById, one findById, two commit, one commit': lost,
  });
});

it('replays a schedule, call by call', async () => {
  const replayed = () => race(fc.schedulerFor([2, 1, 3, 4])).then(({ order }) => order);
  expect(await replayed()).toEqual(['two findById', 'one findById', 'two commit', 'one commit']);
  expect(await replayed()).toEqual(await replayed());
});

it('holds a call back until its turn, and says in the report who calls what', async () => {
  const scheduler = fc.schedulerFor([2, 1]);
  const reached: string[] = [];
  const inner = passThrough(memoryStorage(), (call, proceed) => {
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

it('hands on what the storage throws', async () => {
  const scheduler = fc.schedulerFor([1]);
  const storage = memoryStorage();
  await storage.close();
  const time = scheduledStorage(storage, scheduler).time();
  await expect(scheduler.waitFor(time)).rejects.toMatchObject({ code: 'unavailable' });
});
