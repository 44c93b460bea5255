// What is written beside plain commits, while the way to the server or the server itself fails.
import type { Connection } from 'mongoose';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type MongooseStorage,
  type MongooseStorageOptions,
  mongooseRateLimiter,
  mongooseStorage,
} from '../../../src/adapters/mongoose/index.js';
import { queued } from '../../../src/domain/shared/delivery.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import { verdictOf } from '../../../src/testing/contract/expectations.js';
import {
  at,
  entry,
  invitation,
  leaseId,
  membership,
  message,
  organization,
  user,
} from '../../../src/testing/contract/specimens.js';
import { type Fault, heal, plant } from './fail-points.js';
import { expectMirrored } from './mirror-check.js';
import { connectionTo, ownReplicaSet } from './servers.js';

const mentra = organization(1);
const transient = { errorCode: 112, errorLabels: ['TransientTransactionError'] };
const lost = { closeConnection: true } as const;

let server: Connection;
let connection: Connection;
let storage: MongooseStorage;
let hasty: MongooseStorage;

let uri: string;

beforeAll(async () => {
  uri = await ownReplicaSet();
  server = await connectionTo(uri);
});

beforeEach(async () => {
  connection = await connectionTo(uri);
  storage = await mirroring({ connection });
  const other = await connectionTo(uri, { dbName: connection.name, appName: 'hasty' });
  hasty = await mirroring({ connection: other, commitDeadline: 0.5 });
  const row = invitation(1, mentra, user(1), { delivery: queued(at(0)) });
  const changes = [insertOf('organizations', mentra), insertOf('invitations', row)];
  await storage.commit({ changes, journal: entry(1), messages: [] });
});

afterEach(() => heal(server));

async function mirroring(options: MongooseStorageOptions): Promise<MongooseStorage> {
  const made = mongooseStorage({ ...options, mirrorDocumentedShape: true });
  await made.ensureIndexes();
  await made.ready();
  return made;
}

function claimBy(claiming: MongooseStorage, now = at(0)) {
  const lease = { id: leaseId(1), until: new Date(now.getTime() + 60_000) };
  return claiming.outbox.claim({ now, lease, limit: 5 });
}

describe('a commit that mirrors', () => {
  it.each<{ what: string; fault: Fault }>([
    { what: 'a conflict on reading', fault: { failCommands: ['aggregate'], ...transient } },
    { what: 'a connection lost on reading', fault: { failCommands: ['aggregate'], ...lost } },
    { what: 'a conflict on showing', fault: { failCommands: ['update'], ...transient } },
    { what: 'a lost commit', fault: { failCommands: ['commitTransaction'], ...lost } },
  ])('is sent again after $what', async ({ fault }) => {
    await plant(server, fault, 2);
    const changes = [insertOf('memberships', membership(1, mentra, user(1)))];
    await storage.commit({ changes, journal: entry(2), messages: [] });
    await expectMirrored(connection);
    expect((await storage.memberships.findActive(mentra.id, user(1).id))?.version).toBe(1);
  });
});

describe('a claim that mirrors', () => {
  it.each<{ what: string; fault: Fault }>([
    { what: 'a conflict', fault: { failCommands: ['findAndModify'], ...transient } },
    { what: 'a lost connection', fault: { failCommands: ['findAndModify'], ...lost } },
    { what: 'a lost commit', fault: { failCommands: ['commitTransaction'], ...lost } },
  ])('is sent again after $what, and counts once', async ({ fault }) => {
    await plant(server, fault, 2);
    expect(await claimBy(storage)).toMatchObject([
      { invitation: { emailSentCount: 1, delivery: { attempts: 1 } } },
    ]);
    await expectMirrored(connection);
    expect((await storage.invitations.findById(invitation(1, mentra, user(1)).id))?.version).toBe(
      2,
    );
  });

  it('is unavailable where its answer stays away, and what it took is free after the lease', async () => {
    await plant(
      server,
      { failCommands: ['commitTransaction'], appName: 'hasty', ...lost },
      'always',
    );
    expect(await verdictOf(claimBy(hasty))).toBe('unavailable');
    await heal(server);
    // Until the server has ended the transaction that nobody goes on with, the row cannot be written.
    let taken: readonly unknown[] = [];
    while (taken.length === 0) taken = await claimBy(storage, at(5)).catch(() => []);
    expect(taken).toHaveLength(1);
    await expectMirrored(connection);
  });
});

describe('forgetting', () => {
  it('goes on after a lost connection, and is counted once', async () => {
    const delivery = { state: 'sent', attempts: 1 } as const;
    const messages = [0, 1].map((n) => message(entry(2).id, n, { delivery }));
    await storage.commit({ changes: [], journal: entry(2), messages });
    await plant(server, { failCommands: ['delete'], ...lost }, 1);
    expect(await storage.outbox.prune(at(9), 10)).toBe(4);
    expect(await storage.outbox.prune(at(9), 10)).toBe(0);
  });

  it('is unavailable where the server cannot be reached', async () => {
    await plant(server, { failCommands: ['find', 'aggregate', 'delete'], ...lost }, 'always');
    expect(await verdictOf(storage.outbox.prune(at(9), 10))).toBe('unavailable');
  });
});

describe('a rate limiter', () => {
  const limit = { key: 'inviter a1', limit: 2, window: 600 };

  it('counts once where a connection is lost', async () => {
    const limiter = mongooseRateLimiter({ connection });
    await limiter.ready();
    await plant(server, { failCommands: ['update'], ...lost }, 1);
    expect(await limiter.take(limit, 1, at(0))).toBeNull();
    expect(await limiter.take(limit, 1, at(0))).toBeNull();
    expect(await limiter.take(limit, 1, at(0))).toBe(600);
  });

  it('is unavailable where the server cannot be reached', async () => {
    const limiter = mongooseRateLimiter({ connection });
    await limiter.ready();
    await plant(server, { failCommands: ['update'], ...lost }, 'always');
    expect(await verdictOf(limiter.take(limit, 1, at(0)))).toBe('unavailable');
  });
});
