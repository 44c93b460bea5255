// Concurrent commits of several services: the arrays always show the changes of all of them.
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import type { Change, Storage } from '../../../src/ports/storage.js';
import { outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  endedMembership,
  invitation,
  leaseId,
  membership,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange, removeChange, updateChange } from '../../../src/testing/row-changes.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { collectionOf, expectMirrored } from './expect-mirrored.js';
import { deleteAllDocuments } from './own-servers.js';

const organizations = [organization(1), organization(2)];
const [mentra = organization(1), acme = organization(2)] = organizations;
const inviter = user(1);
const services = 3;

let connection: Connection;
let storages: readonly Storage[];
let last = 0;

beforeAll(async () => {
  connection = await openTestConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  const numbers = Array.from({ length: services }, (_, index) => index);
  const connections = await Promise.all(numbers.map(() => openSecondConnection(connection)));
  storages = connections.map((each) =>
    mongooseStorage({ connection: each, mirrorDocumentedShape: true, commitDeadline: 20 }),
  );
});

beforeEach(begin);

async function begin(): Promise<void> {
  await deleteAllDocuments(connection);
  await write(storageOf(0), ...organizations.map((each) => insertChange('organizations', each)));
}

function storageOf(n: number): Storage {
  const storage = storages[n % services];
  if (storage === undefined) throw new Error('no storage has this number');
  return storage;
}

function write(storage: Storage, ...changes: readonly Change[]): Promise<void> {
  last += 1;
  return storage.commit({ changes, journal: commandEntry(last), messages: [] });
}

it('keeps the arrays right while members join and invitations are made', async () => {
  for (let round = 0; round < 3; round += 1) {
    const numbers = Array.from({ length: 12 }, (_, index) => 100 * round + index);
    await Promise.all(
      numbers.map((n) =>
        n % 3 === 0
          ? write(storageOf(n), insertChange('invitations', invitation(n, mentra, inviter)))
          : write(storageOf(n), insertChange('memberships', membership(n, mentra, user(n)))),
      ),
    );
    await expectMirrored(connection);
  }
});

it('brings the arrays back when two members leave at once and only both departures reach the limit', async () => {
  const numbers = Array.from({ length: 1_002 }, (_, index) => index + 1);
  await write(
    storageOf(0),
    ...numbers.map((n) => insertChange('memberships', membership(n, mentra, user(n)))),
  );
  const pair = [1, 2].map((n) => membership(n, mentra, user(n)));
  for (let round = 0; round < 8; round += 1) {
    await Promise.all(
      pair.map((row, n) => write(storageOf(n), removeChange('memberships', row, 1))),
    );
    const [document] = await collectionOf(connection, 'organizations')
      .find()
      .sort({ _id: 1 })
      .toArray();
    expect(document?.['members']).toHaveLength(1_000);
    await write(storageOf(2), ...pair.map((row) => insertChange('memberships', row)));
  }
});

/** A change to the row with this number, which may or may not exist. */
type MirroredWrite = (storage: Storage, n: number) => Promise<unknown>;

const mirroredWrites: readonly MirroredWrite[] = [
  (storage, n) =>
    write(storage, insertChange('memberships', membership(n, placeOf(n), user(n % 5)))),
  async (storage, n) => {
    const found = await storage.memberships.findById(membership(n, mentra, inviter).id);
    if (found === null) return;
    await write(storage, updateChange('memberships', endedMembership(found.value), found.version));
  },
  async (storage, n) => {
    const found = await storage.memberships.findById(membership(n, mentra, inviter).id);
    if (found === null) return;
    await write(storage, removeChange('memberships', found.value, found.version));
  },
  (storage, n) => {
    const about = { delivery: queuedDelivery(atMinute(0)) };
    return write(storage, insertChange('invitations', invitation(n, placeOf(n), inviter, about)));
  },
  async (storage, n) => {
    const found = await storage.invitations.findById(invitation(n, mentra, inviter).id);
    if (found === null) return;
    const closed = { ...found.value, state: 'accepted', closedAt: atMinute(1) } as const;
    const { organizationId } = found.value;
    await write(
      storage,
      updateChange('invitations', closed, found.version),
      insertChange('memberships', membership(500 + n, { id: organizationId }, user(n))),
    );
  },
  async (storage, n) => {
    const found = await storage.invitations.findById(invitation(n, mentra, inviter).id);
    if (found === null) return;
    await write(storage, removeChange('invitations', found.value, found.version));
  },
  async (storage, n) => {
    const lease = { id: leaseId(n), until: atMinute(1) };
    for (const { kind, id } of await storage.outbox.claim({
      now: atMinute(0),
      lease,
      channel: 'mail',
      limit: 2,
    })) {
      const outcome =
        n % 2 === 0 ? ({ kind: 'sent' } as const) : ({ kind: 'retry', at: atMinute(0) } as const);
      await storage.outbox.settle({ kind, id, leaseId: lease.id, outcome, at: atMinute(n) });
    }
  },
];

function placeOf(n: number) {
  return n % 3 === 0 ? acme : mentra;
}

it('keeps the arrays right for any concurrent changes', async () => {
  const deed = fc.record({
    deed: fc.constantFrom(...mirroredWrites),
    n: fc.integer({ min: 1, max: 8 }),
  });
  const rounds = fc.array(fc.array(deed, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rounds, async (given) => {
      await begin();
      for (const round of given) {
        await Promise.all(
          round.map(({ deed: act, n }, index) => outcomeOfCall(act(storageOf(index), n))),
        );
        await expectMirrored(connection);
      }
    }),
    { numRuns: fc.readConfigureGlobal().numRuns ?? 25 },
  );
});

it('lets a crowd join one organization, each with one transaction', async () => {
  const observed = await openSecondConnection(connection, { monitorCommands: true });
  const sent: string[] = [];
  observed.getClient().on('commandStarted', ({ commandName }) => sent.push(commandName));
  const mirroring = mongooseStorage({ connection: observed, mirrorDocumentedShape: true });
  await mirroring.ready();
  const numbers = Array.from({ length: 100 }, (_, index) => index + 1);
  await Promise.all(
    numbers.map((n) =>
      write(mirroring, insertChange('memberships', membership(n, mentra, user(n)))),
    ),
  );
  await expectMirrored(connection);
  const timesSent = (name: string) => sent.filter((each) => each === name).length;
  expect([timesSent('commitTransaction'), timesSent('abortTransaction')]).toEqual([100, 0]);
});
