// Writes other than plain commits, while the network or the server fails.
import type { Connection } from 'mongoose';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type MongooseStorage,
  type MongooseStorageOptions,
  mongooseRateLimiter,
  mongooseStorage,
} from '../../../src/adapters/mongoose/index.js';
import { queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import { outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  invitation,
  leaseId,
  membership,
  notificationMessage,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { expectMirrored } from './expect-mirrored.js';
import { clearFailPoint, type FailPoint, setFailPoint } from './fail-points.js';
import { connectTo, startOwnReplicaSet } from './own-servers.js';

const mentra = organization(1);
const transient = { errorCode: 112, errorLabels: ['TransientTransactionError'] };
const lost = { closeConnection: true } as const;

let server: Connection;
let connection: Connection;
let storage: MongooseStorage;
let hasty: MongooseStorage;

let uri: string;

beforeAll(async () => {
  uri = await startOwnReplicaSet();
  server = await connectTo(uri);
});

beforeEach(async () => {
  connection = await connectTo(uri);
  storage = await mirroring({ connection });
  const other = await connectTo(uri, { dbName: connection.name, appName: 'hasty' });
  hasty = await mirroring({ connection: other, commitDeadline: 0.5 });
  const row = invitation(1, mentra, user(1), { delivery: queuedDelivery(atMinute(0)) });
  const changes = [insertChange('organizations', mentra), insertChange('invitations', row)];
  await storage.commit({ changes, journal: commandEntry(1), messages: [] });
});

afterEach(() => clearFailPoint(server));

async function mirroring(options: MongooseStorageOptions): Promise<MongooseStorage> {
  const made = mongooseStorage({ ...options, mirrorDocumentedShape: true });
  await made.ensureIndexes();
  await made.ready();
  return made;
}

function claimBy(claiming: MongooseStorage, now = atMinute(0)) {
  const lease = { id: leaseId(1), until: new Date(now.getTime() + 60_000) };
  return claiming.outbox.claim({ now, lease, channel: 'mail', limit: 5 });
}

describe('a commit that mirrors', () => {
  it.each<{ what: string; fault: FailPoint }>([
    { what: 'a conflict on reading', fault: { failCommands: ['aggregate'], ...transient } },
    { what: 'a connection lost on reading', fault: { failCommands: ['aggregate'], ...lost } },
    {
      what: 'a conflict while the arrays are rebuilt',
      fault: { failCommands: ['update'], ...transient },
    },
    { what: 'a lost commit', fault: { failCommands: ['commitTransaction'], ...lost } },
  ])('is retried after $what', async ({ fault }) => {
    await setFailPoint(server, fault, 2);
    const changes = [insertChange('memberships', membership(1, mentra, user(1)))];
    await storage.commit({ changes, journal: commandEntry(2), messages: [] });
    await expectMirrored(connection);
    expect((await storage.memberships.findActive(mentra.id, user(1).id))?.version).toBe(1);
  });
});

describe('a claim that mirrors', () => {
  it.each<{ what: string; fault: FailPoint }>([
    { what: 'a conflict', fault: { failCommands: ['findAndModify'], ...transient } },
    { what: 'a lost connection', fault: { failCommands: ['findAndModify'], ...lost } },
    { what: 'a lost commit', fault: { failCommands: ['commitTransaction'], ...lost } },
  ])('is retried after $what and counts once', async ({ fault }) => {
    await setFailPoint(server, fault, 2);
    expect(await claimBy(storage)).toMatchObject([
      { invitation: { emailSentCount: 1, delivery: { attempts: 1 } } },
    ]);
    await expectMirrored(connection);
    expect((await storage.invitations.findById(invitation(1, mentra, user(1)).id))?.version).toBe(
      2,
    );
  });

  it('throws `unavailable` if it is never answered, and its deliveries are free after the lease', async () => {
    await setFailPoint(
      server,
      { failCommands: ['commitTransaction'], appName: 'hasty', ...lost },
      'always',
    );
    expect(await outcomeOfCall(claimBy(hasty))).toBe('unavailable');
    await clearFailPoint(server);
    // The row cannot be written until the server has ended the abandoned transaction.
    let taken: readonly unknown[] = [];
    while (taken.length === 0) taken = await claimBy(storage, atMinute(5)).catch(() => []);
    expect(taken).toHaveLength(1);
    await expectMirrored(connection);
  });
});

describe('pruning', () => {
  it('continues after a lost connection and counts each row once', async () => {
    const delivery = { state: 'sent', attempts: 1 } as const;
    const messages = [0, 1].map((n) => notificationMessage(commandEntry(2).id, n, { delivery }));
    await storage.commit({ changes: [], journal: commandEntry(2), messages });
    await setFailPoint(server, { failCommands: ['delete'], ...lost }, 1);
    expect(await storage.outbox.prune(atMinute(9), 10)).toBe(4);
    expect(await storage.outbox.prune(atMinute(9), 10)).toBe(0);
  });

  it('throws `unavailable` if the server cannot be reached', async () => {
    await setFailPoint(
      server,
      { failCommands: ['find', 'aggregate', 'delete'], ...lost },
      'always',
    );
    expect(await outcomeOfCall(storage.outbox.prune(atMinute(9), 10))).toBe('unavailable');
  });
});

describe('a rate limiter', () => {
  const limit = { key: 'inviter a1', limit: 2, window: 600 };

  it('counts once if a connection is lost', async () => {
    const limiter = mongooseRateLimiter({ connection });
    await limiter.ready();
    await setFailPoint(server, { failCommands: ['update'], ...lost }, 1);
    expect(await limiter.take(limit, 1, atMinute(0))).toBeNull();
    expect(await limiter.take(limit, 1, atMinute(0))).toBeNull();
    expect(await limiter.take(limit, 1, atMinute(0))).toBe(600);
  });

  it('throws `unavailable` if the server cannot be reached', async () => {
    const limiter = mongooseRateLimiter({ connection });
    await limiter.ready();
    await setFailPoint(server, { failCommands: ['update'], ...lost }, 'always');
    expect(await outcomeOfCall(limiter.take(limit, 1, atMinute(0)))).toBe('unavailable');
  });
});
