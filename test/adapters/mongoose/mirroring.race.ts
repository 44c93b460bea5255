// Commits at once by several services: no two of them leave arrays behind that miss what the other has done.
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { queued } from '../../../src/domain/shared/delivery.js';
import type { Change, Storage } from '../../../src/ports/storage.js';
import { insertOf, removalOf, updateOf } from '../../../src/testing/contract/changes.js';
import { verdictOf } from '../../../src/testing/contract/expectations.js';
import {
  at,
  ended,
  entry,
  invitation,
  leaseId,
  membership,
  organization,
  user,
} from '../../../src/testing/contract/specimens.js';
import { anotherConnection, freshConnection } from '../../support/mongo.js';
import { collectionOf, expectMirrored } from './mirror-check.js';
import { emptied } from './servers.js';

const organizations = [organization(1), organization(2)];
const [mentra = organization(1), acme = organization(2)] = organizations;
const inviter = user(1);
const services = 3;

let connection: Connection;
let storages: readonly Storage[];
let last = 0;

beforeAll(async () => {
  connection = await freshConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  const numbers = Array.from({ length: services }, (_, index) => index);
  const connections = await Promise.all(numbers.map(() => anotherConnection(connection)));
  storages = connections.map((each) =>
    mongooseStorage({ connection: each, mirrorDocumentedShape: true, commitDeadline: 20 }),
  );
});

beforeEach(begin);

async function begin(): Promise<void> {
  await emptied(connection);
  await write(storageOf(0), ...organizations.map((each) => insertOf('organizations', each)));
}

function storageOf(n: number): Storage {
  const storage = storages[n % services];
  if (storage === undefined) throw new Error('there is no storage of this number');
  return storage;
}

function write(storage: Storage, ...changes: readonly Change[]): Promise<void> {
  last += 1;
  return storage.commit({ changes, journal: entry(last), messages: [] });
}

it('joining and inviting at once', async () => {
  for (let round = 0; round < 3; round += 1) {
    const numbers = Array.from({ length: 12 }, (_, index) => 100 * round + index);
    await Promise.all(
      numbers.map((n) =>
        n % 3 === 0
          ? write(storageOf(n), insertOf('invitations', invitation(n, mentra, inviter)))
          : write(storageOf(n), insertOf('memberships', membership(n, mentra, user(n)))),
      ),
    );
    await expectMirrored(connection);
  }
});

it('two that leave at once an organization that shows nothing, where both must go for it to show its members', async () => {
  const numbers = Array.from({ length: 1_002 }, (_, index) => index + 1);
  await write(
    storageOf(0),
    ...numbers.map((n) => insertOf('memberships', membership(n, mentra, user(n)))),
  );
  const pair = [1, 2].map((n) => membership(n, mentra, user(n)));
  for (let round = 0; round < 8; round += 1) {
    await Promise.all(pair.map((row, n) => write(storageOf(n), removalOf('memberships', row, 1))));
    const [document] = await collectionOf(connection, 'organizations')
      .find()
      .sort({ _id: 1 })
      .toArray();
    expect(document?.['members']).toHaveLength(1_000);
    await write(storageOf(2), ...pair.map((row) => insertOf('memberships', row)));
  }
});

/** Something that somebody does to a row of this number, which is there or not. */
type Deed = (storage: Storage, n: number) => Promise<unknown>;

const deeds: readonly Deed[] = [
  (storage, n) => write(storage, insertOf('memberships', membership(n, placeOf(n), user(n % 5)))),
  async (storage, n) => {
    const found = await storage.memberships.findById(membership(n, mentra, inviter).id);
    if (found === null) return;
    await write(storage, updateOf('memberships', ended(found.value), found.version));
  },
  async (storage, n) => {
    const found = await storage.memberships.findById(membership(n, mentra, inviter).id);
    if (found === null) return;
    await write(storage, removalOf('memberships', found.value, found.version));
  },
  (storage, n) => {
    const about = { delivery: queued(at(0)) };
    return write(storage, insertOf('invitations', invitation(n, placeOf(n), inviter, about)));
  },
  async (storage, n) => {
    const found = await storage.invitations.findById(invitation(n, mentra, inviter).id);
    if (found === null) return;
    const closed = { ...found.value, state: 'accepted', closedAt: at(1) } as const;
    const { organizationId } = found.value;
    await write(
      storage,
      updateOf('invitations', closed, found.version),
      insertOf('memberships', membership(500 + n, { id: organizationId }, user(n))),
    );
  },
  async (storage, n) => {
    const found = await storage.invitations.findById(invitation(n, mentra, inviter).id);
    if (found === null) return;
    await write(storage, removalOf('invitations', found.value, found.version));
  },
  async (storage, n) => {
    const lease = { id: leaseId(n), until: at(1) };
    for (const { kind, id } of await storage.outbox.claim({ now: at(0), lease, limit: 2 })) {
      const outcome =
        n % 2 === 0 ? ({ kind: 'sent' } as const) : ({ kind: 'retry', at: at(0) } as const);
      await storage.outbox.settle({ kind, id, lease: lease.id, outcome, at: at(n) });
    }
  },
];

function placeOf(n: number) {
  return n % 3 === 0 ? acme : mentra;
}

it('whatever is done at once', async () => {
  const deed = fc.record({ deed: fc.constantFrom(...deeds), n: fc.integer({ min: 1, max: 8 }) });
  const rounds = fc.array(fc.array(deed, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rounds, async (given) => {
      await begin();
      for (const round of given) {
        await Promise.all(
          round.map(({ deed: act, n }, index) => verdictOf(act(storageOf(index), n))),
        );
        await expectMirrored(connection);
      }
    }),
    { numRuns: fc.readConfigureGlobal().numRuns ?? 25 },
  );
});
