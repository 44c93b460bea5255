// Every call of the memory storage lets other calls go first, so its races are as real as those of a database.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { renameOrganization } from '../../../src/domain/organization/rename-organization.js';
import { queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import type { Storage } from '../../../src/ports/storage.js';
import {
  countOutcomes,
  foundOrThrow,
  outcomeOfCall,
} from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  displayNameOrThrow,
  invitation,
  leaseId,
  notificationMessage,
  operationId,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import {
  createSampleOperation,
  readCalls,
  writeCalls,
} from '../../../src/testing/contract/sample-data.js';
import { scheduledStorage } from '../../../src/testing/doubles/index.js';
import { insertChange, updateChange } from '../../../src/testing/row-changes.js';

const mentra = organization(1);

async function storageWith(...invitations: readonly number[]): Promise<Storage> {
  const storage = memoryStorage();
  const rows = invitations.map((n) =>
    insertChange(
      'invitations',
      invitation(n, mentra, user(1), { delivery: queuedDelivery(atMinute(n)) }),
    ),
  );
  const messages = [1, 2, 3].map((n) =>
    notificationMessage(operationId(100), n, { delivery: queuedDelivery(atMinute(n)) }),
  );
  await storage.commit({
    changes: [insertChange('organizations', mentra), ...rows],
    journal: commandEntry(100),
    messages,
  });
  return storage;
}

/** Reads, decides and commits; fails if another command has committed in between. */
async function renaming(storage: Storage, n: number): Promise<void> {
  const read = foundOrThrow(await storage.organizations.findById(mentra.id), 'the organization');
  const renamed = renameOrganization(read.value, displayNameOrThrow(`Name ${n}`), atMinute(n));
  await storage.commit({
    changes: [updateChange('organizations', renamed, read.version)],
    journal: commandEntry(n),
    messages: [],
  });
}

it('accepts exactly one of two concurrent commands from the same version', async () => {
  const storage = await storageWith();
  const outcomes = await countOutcomes([renaming(storage, 1), renaming(storage, 2)]);
  expect(outcomes).toEqual({ done: 1, version_conflict: 1 });
});

it('never accepts two commands from one version and loses no write, under any schedule', async () => {
  const commands = 4;
  const lost: number[] = [];
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const storage = await storageWith();
      const scheduled = scheduledStorage(storage, scheduler);
      const running = Array.from({ length: commands }, (_, n) => renaming(scheduled, n + 1));
      const outcomes = countOutcomes(running);
      await scheduler.waitFor(outcomes);
      const { done = 0, version_conflict = 0 } = await outcomes;
      const read = await storage.organizations.findById(mentra.id);
      expect(done + version_conflict).toBe(commands);
      expect(read?.version).toBe(1 + done);
      lost.push(version_conflict);
    }),
  );
  // The schedules must differ: in some, no commands conflict; in others, all of them do.
  expect(new Set(lost).size).toBeGreaterThan(2);
});

it.each(readCalls)('$name sees a commit between its call and its execution', async ({ call }) => {
  const storage = memoryStorage();
  const beforehand = await call(storage);
  const commit = storage.commit(createSampleOperation());
  const after = await call(storage);
  await commit;
  expect(after).toEqual(await call(storage));
  expect(after).not.toEqual(beforehand);
});

it.each(writeCalls)(
  '$name does not change the result of an earlier read',
  async ({ name, call }) => {
    const everything = (from: Storage) => Promise.all(readCalls.map((read) => read.call(from)));
    const storage = memoryStorage();
    await storage.commit(createSampleOperation());
    if (name === 'outbox.settle') {
      const lease = { id: leaseId(1), until: atMinute(2) };
      await storage.outbox.claim({ now: atMinute(1), lease, channel: 'mail', limit: 10 });
    }
    const beforehand = await everything(storage);
    const [seen] = await Promise.all([everything(storage), call(storage)]);
    expect(seen).toEqual(beforehand);
  },
);

it('gives each message to one of two concurrent relays, oldest first', async () => {
  const storage = await storageWith(1, 2, 3, 4);
  const claim = (n: number) =>
    storage.outbox.claim({
      now: atMinute(60),
      lease: { id: leaseId(n), until: atMinute(61) },
      channel: 'mail',
      limit: 5,
    });
  const [one, two] = await Promise.all([claim(1), claim(2)]);
  const ids = (claimed: typeof one) => claimed.map(({ id }) => id);
  const [first, second] = [operationId(100), invitation(1, mentra, user(1)).id];
  expect(ids(one)).toHaveLength(5);
  expect(ids(two)).toHaveLength(2);
  expect(new Set([...ids(one), ...ids(two)]).size).toBe(7);
  expect(ids(one).slice(0, 2)).toEqual([second, `${first}-1`].sort());
});

it('does not let a commit and a claim of one invitation both succeed from the same version', async () => {
  const storage = await storageWith(1);
  const { id } = invitation(1, mentra, user(1));
  const read = foundOrThrow(await storage.invitations.findById(id), 'the invitation');
  const [verdict, claimed] = await Promise.all([
    outcomeOfCall(
      storage.commit({
        changes: [updateChange('invitations', { ...read.value, state: 'revoked' }, read.version)],
        journal: commandEntry(1),
        messages: [],
      }),
    ),
    storage.outbox.claim({
      now: atMinute(60),
      lease: { id: leaseId(1), until: atMinute(61) },
      channel: 'mail',
      limit: 1,
    }),
  ]);
  expect(verdict).toBe('done');
  expect(claimed.map(({ kind }) => kind)).toEqual(['message']);
});
