import { type Connection, createConnection, type mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseRateLimiter, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { isStorageError, type StorageError } from '../../../src/ports/storage-error.js';
import { atMinute } from '../../../src/testing/contract/fixtures.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { connectTo, startOwnStandalone } from './own-servers.js';

const limit = { key: 'inviter a1', limit: 2, window: 600 };

function counters({ db }: Connection): mongo.Collection<mongo.Document> {
  if (db === undefined) throw new Error('the connection is not open');
  return db.collection('guildhall_ratelimits');
}

async function faultOf(call: Promise<unknown>): Promise<StorageError> {
  const fault: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (isStorageError(fault)) return fault;
  throw new Error('a StorageError was expected', { cause: fault });
}

describe('a rate limiter on a database that is set up', () => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await openTestConnection({ monitorCommands: true });
    await mongooseRateLimiter({ connection }).ensureIndexes();
  });

  it('keeps one counter for each key and window, until a day after the window', async () => {
    const limiter = mongooseRateLimiter({ connection });
    for (const cost of [1, 1, 1]) await limiter.take(limit, cost, atMinute(3));
    expect(await counters(connection).find().toArray()).toEqual([
      { _id: 'inviter a1@2026-01-05T09:40:00.000Z-600', count: 2, purgeAt: atMinute(10 + 24 * 60) },
    ]);
  });

  it('sends one statement if there is room, and two if there is none', async () => {
    const sent: mongo.Document[] = [];
    const limiter = mongooseRateLimiter({ connection });
    await limiter.ready();
    connection.getClient().on('commandStarted', ({ command }) => sent.push(command));
    const statements = async (cost: number) => {
      await limiter.take({ ...limit, key: 'counted' }, cost, atMinute(0));
      return sent.splice(0).map(({ writeConcern }) => writeConcern);
    };
    const majority = { w: 'majority' };
    expect(await statements(1)).toEqual([majority]);
    expect(await statements(1)).toEqual([majority]);
    expect(await statements(1)).toEqual([majority, majority]);
    expect(await statements(3)).toEqual([]);
  });

  it('rejects an operator as a key', async () => {
    const limiter = mongooseRateLimiter({ connection });
    for (const key of [{ $ne: null }, ['a'], null, 7]) {
      const smuggled = Object.assign({}, limit, { key });
      await expect(limiter.take(smuggled, 1, atMinute(0))).rejects.toThrow(TypeError);
    }
  });

  it('is set up by the storage, which does not need it', async () => {
    const other = await openTestConnection();
    await mongooseStorage({ connection: other }).ensureIndexes();
    await mongooseRateLimiter({ connection: other }).ready();
    await counters(other).drop();
    await mongooseStorage({ connection: other }).ready();
  });
});

describe('a rate limiter on a database that is not set up', () => {
  it('names the collection that it looked for, if the storage has another prefix', async () => {
    const connection = await openTestConnection();
    await mongooseStorage({ connection, collectionPrefix: 'orgs_' }).ensureIndexes();
    const { message } = await faultOf(
      mongooseRateLimiter({ connection }).take(limit, 1, atMinute(0)),
    );
    expect(message).toContain('There is no collection "guildhall_ratelimits".');
    expect(message).toContain('it was with another collectionPrefix or database');
  });

  it('throws `misconfigured` until it is set up', async () => {
    const connection = await openTestConnection();
    const limiter = mongooseRateLimiter({ connection });
    for (const call of [() => limiter.ready(), () => limiter.take(limit, 1, atMinute(0))]) {
      const fault = await faultOf(call());
      expect(fault.code).toBe('misconfigured');
      expect(fault.message).toContain('ratelimits.purge');
      expect(fault.message).toContain('ensureIndexes()');
    }
    expect(await connection.db?.listCollections().toArray()).toEqual([]);
    const others = [connection, await openSecondConnection(connection)];
    await Promise.all(
      others.map((each) => mongooseRateLimiter({ connection: each }).ensureIndexes()),
    );
    expect(await limiter.take(limit, 1, atMinute(0))).toBeNull();
  });

  it('throws `misconfigured` for another expiry in the index and for a standalone server', async () => {
    const connection = await openTestConnection();
    await counters(connection).createIndex(
      { purgeAt: 1 },
      { name: 'ratelimits.purge', expireAfterSeconds: 60 },
    );
    const limiter = mongooseRateLimiter({ connection });
    expect((await faultOf(limiter.ready())).message).toContain('different');
    expect((await faultOf(limiter.ensureIndexes())).code).toBe('misconfigured');
    const standalone = await connectTo(await startOwnStandalone());
    const fault = await faultOf(mongooseRateLimiter({ connection: standalone }).ready());
    expect(fault.message).toContain('standalone');
  });

  it('throws `unavailable` if no server answers', async () => {
    const nowhere = createConnection('mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100');
    const fault = await faultOf(
      mongooseRateLimiter({ connection: nowhere }).take(limit, 1, atMinute(0)),
    );
    expect(fault.code).toBe('unavailable');
  });
});
