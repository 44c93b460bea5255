// Where the rows are kept: under a prefix, in a database, on a connection of Mongoose.
import { createRequire } from 'node:module';
import { type Connection, createConnection, Mongoose, mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { mongooseModule } from '../../../src/adapters/inversify/mongoose.js';
import {
  type MongooseStorageOptions,
  mongooseRateLimiter,
  mongooseStorage,
} from '../../../src/adapters/mongoose/index.js';
import { commandEntry, user } from '../../../src/testing/contract/fixtures.js';
import { createSampleOperation, readCalls } from '../../../src/testing/contract/sample-data.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { dbOf } from './database-fixtures.js';

/** The options as a caller without types may give them. */
function storageOf(options: object): () => unknown {
  return () => Reflect.apply(mongooseStorage, undefined, [options]);
}

async function namesIn(db: mongo.Db): Promise<readonly string[]> {
  const infos = await db.listCollections({}, { nameOnly: true }).toArray();
  return infos.map(({ name }) => name).filter((name) => !name.startsWith('system.'));
}

describe('the collections', () => {
  it.each([
    { what: 'the default prefix', prefix: 'guildhall_', options: {} },
    { what: 'a prefix', prefix: 'acme.orgs-', options: { collectionPrefix: 'acme.orgs-' } },
    { what: 'a database of their own', prefix: 'guildhall_', own: true, options: {} },
    { what: 'no prefix', prefix: '', own: true, options: { collectionPrefix: '' } },
  ])('stand under $what and nowhere else', async ({ prefix, own = false, options }) => {
    const connection = await openTestConnection();
    const database = own ? (await openTestConnection()).name : undefined;
    const placement = { connection, ...options, ...(database === undefined ? {} : { database }) };
    const storage = mongooseStorage(placement);
    await storage.ensureIndexes();
    await storage.commit(createSampleOperation());
    const limiter = mongooseRateLimiter(placement);
    await limiter.take({ key: 'k', limit: 1, window: 60 }, 1, new Date());
    const db = connection.getClient().db(database ?? connection.name);
    const names = await namesIn(db);
    expect(names).toHaveLength(13);
    for (const name of names) expect(name.startsWith(prefix)).toBe(true);
    expect(await db.collection(`${prefix}ratelimits`).countDocuments()).toBe(1);
    if (own) expect(await namesIn(dbOf(connection))).toEqual([]);
    const { User } = await storage.models();
    expect(await User.countDocuments()).toBe(
      await db.collection(`${prefix}users`).countDocuments(),
    );
  });

  it('of two prefixes know nothing of each other', async () => {
    const connection = await openTestConnection();
    const [first, second] = ['one_', 'two_'].map((collectionPrefix) =>
      mongooseStorage({ connection, collectionPrefix }),
    );
    await first?.ensureIndexes();
    await second?.ensureIndexes();
    await first?.commit(createSampleOperation());
    const empty = await Promise.all(readCalls.map(({ call }) => call(second ?? first ?? raise())));
    await second?.commit(createSampleOperation());
    const found = await Promise.all(readCalls.map(({ call }) => call(second ?? raise())));
    expect(found).not.toEqual(empty);
    expect(found).toEqual(await Promise.all(readCalls.map(({ call }) => call(first ?? raise()))));
  });
});

function raise(): never {
  throw new Error('a storage was expected');
}

describe('an option', () => {
  const connection = createConnection();

  it.each<{ options: Partial<MongooseStorageOptions>; says: string }>([
    { options: { collectionPrefix: '' }, says: 'also give `database`' },
    { options: { collectionPrefix: 'a b' }, says: 'collectionPrefix is "a b"' },
    { options: { collectionPrefix: '$x' }, says: 'collectionPrefix' },
    { options: { collectionPrefix: '9_' }, says: 'collectionPrefix' },
    { options: { collectionPrefix: 'system.' }, says: 'collectionPrefix' },
    { options: { collectionPrefix: 'x'.repeat(61) }, says: 'collectionPrefix' },
    { options: { database: '' }, says: 'database is ""' },
    { options: { database: 'a.b' }, says: 'database is "a.b"' },
    { options: { database: 'Admin' }, says: "none of MongoDB's own" },
    { options: { database: 'ü'.repeat(32) }, says: '1 to 63 bytes' },
    { options: { database: 'x'.repeat(64) }, says: 'database' },
  ])('is refused at once if it is out of bounds: $options', ({ options, says }) => {
    for (const create of [storageOf, limiterOf]) {
      expect(create({ connection, ...options })).toThrow(RangeError);
      expect(create({ connection, ...options })).toThrow(says);
    }
  });

  it('is refused if there is none of its name, and the message lists all', () => {
    expect(storageOf({ conection: connection })).toThrow(TypeError);
    expect(storageOf({ conection: connection })).toThrow(
      'mongooseStorage has no option "conection"; its options are connection, collectionPrefix, database, ' +
        'commitDeadline, callDeadline, mirrorDocumentedShape',
    );
    expect(storageOf({ connection, modelPrefix: 'X' })).toThrow('no option "modelPrefix"');
    expect(limiterOf({ connection, commitDeadline: 5 })).toThrow(
      'mongooseRateLimiter has no option "commitDeadline"',
    );
  });

  function limiterOf(options: object): () => unknown {
    return () => Reflect.apply(mongooseRateLimiter, undefined, [options]);
  }
});

describe('a connection', () => {
  const secondCopy = loadSecondCopy();
  it.each<{ what: string; given: unknown; says: string }>([
    { what: 'absent', given: undefined, says: 'such as mongoose.connection' },
    { what: 'Mongoose itself', given: new Mongoose(), says: 'give mongoose.connection' },
    {
      what: 'a client of the driver',
      given: new mongo.MongoClient('mongodb://127.0.0.1:9'),
      says: 'createConnection(uri)',
    },
    { what: 'another object', given: {}, says: 'not another object' },
    {
      what: 'of a second copy of Mongoose',
      given: secondCopy.createConnection(),
      says: `another copy of Mongoose (${secondCopy.version}) than the one that Guildhall loads (`,
    },
  ])('is refused at once if it is $what, with the reason', ({ given, says }) => {
    for (const create of [mongooseStorage, mongooseRateLimiter]) {
      const creating = () => Reflect.apply(create, undefined, [{ connection: given }]);
      expect(creating).toThrow(says);
      expect(creating).toThrow(expect.objectContaining({ code: 'misconfigured' }));
    }
  });

  it('may come from another Mongoose of the same copy', async () => {
    const first = await openTestConnection();
    const own = new Mongoose().createConnection().setClient(first.getClient()).useDb(first.name);
    await mongooseStorage({ connection: own }).ensureIndexes();
    await mongooseStorage({ connection: first }).ready();
  });

  /** A service has two copies if two packages depend on versions that do not agree. */
  function loadSecondCopy(): Mongoose {
    const require = createRequire(import.meta.url);
    const first: unknown = require('mongoose');
    const loaded = { ...require.cache };
    for (const path of Object.keys(loaded)) delete require.cache[path];
    const second: Mongoose = require('mongoose');
    // Other test files must find the first copy again.
    for (const path of Object.keys(require.cache)) delete require.cache[path];
    Object.assign(require.cache, loaded);
    expect(second).not.toBe(first);
    return second;
  }
});

describe('the Inversify module', () => {
  it('keeps the rows and the counts where the options say', async () => {
    const { Container } = await import('inversify');
    const { TOKENS } = await import('../../../src/adapters/inversify/tokens.js');
    const connection: Connection = await openTestConnection();
    const placement = { connection, collectionPrefix: 'orgs_' };
    await mongooseStorage(placement).ensureIndexes();
    const container = new Container();
    container.load(mongooseModule(placement));
    const changes = [insertChange('users', user(1))];
    const operation = { changes, journal: commandEntry(1), messages: [] };
    await container.get(TOKENS.Storage).commit(operation);
    const limiter = container.get(TOKENS.RateLimiter);
    await limiter.take({ key: 'k', limit: 1, window: 60 }, 1, new Date());
    const second = dbOf(await openSecondConnection(connection));
    expect(await second.collection('orgs_users').countDocuments()).toBe(1);
    expect(await second.collection('orgs_ratelimits').countDocuments()).toBe(1);
  });
});
