// The memory storage lets others go first in every call, so races on it are as real as on a database.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { rename } from '../../../src/domain/organization/organization.js';
import { queued } from '../../../src/domain/shared/delivery.js';
import type { Storage } from '../../../src/ports/storage.js';
import { insertOf, updateOf } from '../../../src/testing/contract/changes.js';
import { found, tally, verdictOf } from '../../../src/testing/contract/expectations.js';
import {
  at,
  entry,
  invitation,
  leaseId,
  message,
  name,
  operationId,
  organization,
  user,
} from '../../../src/testing/contract/specimens.js';
import { reads, world, writes } from '../../../src/testing/contract/world.js';
import { scheduledStorage } from '../../../src/testing/doubles/index.js';

const mentra = organization(1);

async function storageWith(...invitations: readonly number[]): Promise<Storage> {
  const storage = memoryStorage();
  const rows = invitations.map((n) =>
    insertOf('invitations', invitation(n, mentra, user(1), { delivery: queued(at(n)) })),
  );
  const told = [1, 2, 3].map((n) => message(operationId(100), n, { delivery: queued(at(n)) }));
  await storage.commit({
    changes: [insertOf('organizations', mentra), ...rows],
    journal: entry(100),
    messages: told,
  });
  return storage;
}

/** Reads, decides, commits: loses where somebody else has done the same meanwhile. */
async function renaming(storage: Storage, n: number): Promise<void> {
  const read = found(await storage.organizations.findById(mentra.id), 'the organization');
  const renamed = rename(read.value, name(`Name ${n}`), at(n));
  await storage.commit({
    changes: [updateOf('organizations', renamed, read.version)],
    journal: entry(n),
    messages: [],
  });
}

it('lets exactly one of two commands through that run at once from the same version', async () => {
  const storage = await storageWith();
  const outcomes = await tally([renaming(storage, 1), renaming(storage, 2)]);
  expect(outcomes).toEqual({ done: 1, version_conflict: 1 });
});

it('under any schedule never lets two through from one version, and loses no write', async () => {
  const commands = 4;
  const lost: number[] = [];
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const storage = await storageWith();
      const scheduled = scheduledStorage(storage, scheduler);
      const running = Array.from({ length: commands }, (_, n) => renaming(scheduled, n + 1));
      const outcomes = tally(running);
      await scheduler.waitFor(outcomes);
      const { done = 0, version_conflict = 0 } = await outcomes;
      const read = await storage.organizations.findById(mentra.id);
      expect(done + version_conflict).toBe(commands);
      expect(read?.version).toBe(1 + done);
      lost.push(version_conflict);
    }),
  );
  // The schedules must differ: some where nobody is in the way, some where everybody is.
  expect(new Set(lost).size).toBeGreaterThan(2);
});

it.each(reads)('$name sees what was committed between its call and its look', async ({ call }) => {
  const storage = memoryStorage();
  const beforehand = await call(storage);
  const commit = storage.commit(world());
  const meanwhile = await call(storage);
  await commit;
  expect(meanwhile).toEqual(await call(storage));
  expect(meanwhile).not.toEqual(beforehand);
});

it.each(writes)('$name leaves a read alone that was called before it', async ({ name, call }) => {
  const everything = (from: Storage) => Promise.all(reads.map((read) => read.call(from)));
  const storage = memoryStorage();
  await storage.commit(world());
  if (name === 'outbox.settle') {
    const lease = { id: leaseId(1), until: at(2) };
    await storage.outbox.claim({ now: at(1), lease, limit: 10 });
  }
  const beforehand = await everything(storage);
  const [seen] = await Promise.all([everything(storage), call(storage)]);
  expect(seen).toEqual(beforehand);
});

it('gives two relays at once each message once, oldest first', async () => {
  const storage = await storageWith(1, 2, 3, 4);
  const claim = (n: number) =>
    storage.outbox.claim({ now: at(60), lease: { id: leaseId(n), until: at(61) }, limit: 5 });
  const [one, two] = await Promise.all([claim(1), claim(2)]);
  const ids = (claimed: typeof one) => claimed.map(({ id }) => id);
  const [first, second] = [operationId(100), invitation(1, mentra, user(1)).id];
  expect(ids(one)).toHaveLength(5);
  expect(ids(two)).toHaveLength(2);
  expect(new Set([...ids(one), ...ids(two)]).size).toBe(7);
  expect(ids(one).slice(0, 2)).toEqual([second, `${first}-1`].sort());
});

it('lets a commit and a claim of one invitation not both decide from the same version', async () => {
  const storage = await storageWith(1);
  const { id } = invitation(1, mentra, user(1));
  const read = found(await storage.invitations.findById(id), 'the invitation');
  const [verdict, claimed] = await Promise.all([
    verdictOf(
      storage.commit({
        changes: [updateOf('invitations', { ...read.value, state: 'revoked' }, read.version)],
        journal: entry(1),
        messages: [],
      }),
    ),
    storage.outbox.claim({ now: at(60), lease: { id: leaseId(1), until: at(61) }, limit: 1 }),
  ]);
  expect(verdict).toBe('done');
  expect(claimed.map(({ kind }) => kind)).toEqual(['message']);
});
