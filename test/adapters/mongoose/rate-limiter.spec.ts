import { type Connection, createConnection, type mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseRateLimiter, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { isStorageError, type StorageError } from '../../../src/ports/storage-error.js';
import { at } from '../../../src/testing/contract/specimens.js';
import { anotherConnection, freshConnection } from '../../support/mongo.js';
import { connectionTo, ownStandalone } from './servers.js';

const limit = { key: 'inviter a1', limit: 2, window: 600 };

function counters({ db }: Connection): mongo.Collection<mongo.Document> {
  if (db === undefined) throw new Error('the connection is not open');
  return db.collection('ratelimits');
}

async function faultOf(call: Promise<unknown>): Promise<StorageError> {
  const fault: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (isStorageError(fault)) return fault;
  throw new Error('a StorageError was expected', { cause: fault });
}

describe('a limiter on a database that is set up', () => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await freshConnection({ monitorCommands: true });
    await mongooseRateLimiter({ connection }).ensureIndexes();
  });

  it('keeps one counter for a key and window, until a day after the window', async () => {
    const limiter = mongooseRateLimiter({ connection });
    for (const cost of [1, 1, 1]) await limiter.take(limit, cost, at(3));
    expect(await counters(connection).find().toArray()).toEqual([
      { _id: 'inviter a1@2026-01-05T09:40:00.000Z-600', count: 2, purgeAt: at(10 + 24 * 60) },
    ]);
  });

  it('asks once where there is room, and twice where there is none', async () => {
    const sent: mongo.Document[] = [];
    const limiter = mongooseRateLimiter({ connection });
    await limiter.ready();
    connection.getClient().on('commandStarted', ({ command }) => sent.push(command));
    const statements = async (cost: number) => {
      await limiter.take({ ...limit, key: 'counted' }, cost, at(0));
      return sent.splice(0).map(({ writeConcern }) => writeConcern);
    };
    const majority = { w: 'majority' };
    expect(await statements(1)).toEqual([majority]);
    expect(await statements(1)).toEqual([majority]);
    expect(await statements(1)).toEqual([majority, majority]);
    expect(await statements(3)).toEqual([]);
  });

  it('takes no operator for a key', async () => {
    const limiter = mongooseRateLimiter({ connection });
    for (const key of [{ $ne: null }, ['a'], null, 7]) {
      const smuggled = Object.assign({}, limit, { key });
      await expect(limiter.take(smuggled, 1, at(0))).rejects.toThrow(TypeError);
    }
  });

  it('is made with everything else by the storage, which does without it', async () => {
    const other = await freshConnection();
    await mongooseStorage({ connection: other }).ensureIndexes();
    await mongooseRateLimiter({ connection: other }).ready();
    await counters(other).drop();
    await mongooseStorage({ connection: other }).ready();
  });
});

describe('a limiter on a database that is not set up', () => {
  it('is misconfigured, until it is', async () => {
    const connection = await freshConnection();
    const limiter = mongooseRateLimiter({ connection });
    for (const call of [() => limiter.ready(), () => limiter.take(limit, 1, at(0))]) {
      const fault = await faultOf(call());
      expect(fault.code).toBe('misconfigured');
      expect(fault.message).toContain('ratelimits.purge');
      expect(fault.message).toContain('ensureIndexes()');
    }
    expect(await connection.db?.listCollections().toArray()).toEqual([]);
    const others = [connection, await anotherConnection(connection)];
    await Promise.all(
      others.map((each) => mongooseRateLimiter({ connection: each }).ensureIndexes()),
    );
    expect(await limiter.take(limit, 1, at(0))).toBeNull();
  });

  it('is misconfigured where the index forgets at another time, or the server stands alone', async () => {
    const connection = await freshConnection();
    await counters(connection).createIndex(
      { purgeAt: 1 },
      { name: 'ratelimits.purge', expireAfterSeconds: 60 },
    );
    const limiter = mongooseRateLimiter({ connection });
    expect((await faultOf(limiter.ready())).message).toContain('different');
    expect((await faultOf(limiter.ensureIndexes())).code).toBe('misconfigured');
    const standalone = await connectionTo(await ownStandalone());
    const fault = await faultOf(mongooseRateLimiter({ connection: standalone }).ready());
    expect(fault.message).toContain('standalone');
  });

  it('is unavailable where no server answers', async () => {
    const nowhere = createConnection('mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100');
    const fault = await faultOf(mongooseRateLimiter({ connection: nowhere }).take(limit, 1, at(0)));
    expect(fault.code).toBe('unavailable');
  });
});
