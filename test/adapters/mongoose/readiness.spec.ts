import { type Connection, createConnection, type mongo, Schema, Types } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { tables } from '../../../src/adapters/mongoose/collections.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { isStorageError, type StorageError } from '../../../src/ports/storage-error.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import { entry, user } from '../../../src/testing/contract/specimens.js';
import { anotherConnection, freshConnection, mongodUri } from '../../support/mongo.js';
import { connectionTo, ownStandalone } from './servers.js';

function dbOf({ db }: Connection): mongo.Db {
  if (db === undefined) throw new Error('the connection is not open');
  return db;
}

async function faultOf(call: Promise<unknown>): Promise<StorageError> {
  const fault: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (isStorageError(fault)) return fault;
  throw new Error('a StorageError was expected', { cause: fault });
}

const register = {
  changes: [insertOf('users', user(1))],
  journal: entry(1),
  messages: [],
};

const everyIndex = Object.values(tables).flatMap(({ collection, indexes }) =>
  indexes.map(({ name }) => ({ collection, name })),
);

async function setUpConnection(): Promise<Connection> {
  const connection = await freshConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  return connection;
}

describe('a database that was not set up', () => {
  it('is refused with what to do, by whatever comes first, and is left as it was', async () => {
    const connection = await freshConnection();
    const calls = [
      () => mongooseStorage({ connection }).ready(),
      () => mongooseStorage({ connection }).users.findById(user(1).id),
      () =>
        mongooseStorage({ connection }).memberships.list(
          user(1).defaultOrg,
          null,
          {},
          { limit: 1, after: null, skip: 0 },
        ),
      () => mongooseStorage({ connection }).commit(register),
      () => mongooseStorage({ connection }).time(),
    ];
    for (const call of calls) {
      const fault = await faultOf(call());
      expect(fault.code).toBe('misconfigured');
      expect(fault.message).toContain(connection.name);
      expect(fault.message).toContain('ensureIndexes()');
      for (const { collection, name } of everyIndex) {
        expect(fault.message).toContain(
          `the index "${name}" of the collection "${collection}" is missing`,
        );
      }
    }
    expect(await dbOf(connection).listCollections().toArray()).toEqual([]);
  });

  it('is looked at again after it was refused', async () => {
    const connection = await freshConnection();
    const storage = mongooseStorage({ connection });
    expect((await faultOf(storage.commit(register))).code).toBe('misconfigured');
    await mongooseStorage({ connection: await anotherConnection(connection) }).ensureIndexes();
    await storage.commit(register);
    expect((await storage.users.findById(user(1).id))?.value).toEqual(user(1));
  });

  it('is looked at once by however many calls at the same time', async () => {
    const connection = await freshConnection({ monitorCommands: true });
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const commands: string[] = [];
    connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
    await Promise.all(Array.from({ length: 10 }, () => storage.users.findById(user(1).id)));
    await storage.users.findById(user(1).id);
    expect(commands.filter((name) => name === 'listIndexes')).toHaveLength(
      Object.keys(tables).length,
    );
    expect(commands.filter((name) => name === 'find')).toHaveLength(11);
  });
});

describe('an index that is not as declared', () => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await setUpConnection();
  });

  it.each(everyIndex)('$name, missing, is named', async ({ collection, name }) => {
    await dbOf(connection).collection(collection).dropIndex(name);
    const storage = mongooseStorage({ connection });
    const fault = await faultOf(storage.ready());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toContain(
      `the index "${name}" of the collection "${collection}" is missing`,
    );
    await storage.ensureIndexes();
    await storage.ready();
  });

  it.each<{ what: string; key: mongo.IndexSpecification; options: mongo.CreateIndexesOptions }>([
    {
      what: 'not unique',
      key: { organization: 1, user: 1 },
      options: { partialFilterExpression: { state: 'active' } },
    },
    { what: 'not partial', key: { organization: 1, user: 1 }, options: { unique: true } },
    {
      what: 'partial otherwise',
      key: { organization: 1, user: 1 },
      options: { unique: true, partialFilterExpression: { state: 'ended' } },
    },
    {
      what: 'of other keys',
      key: { user: 1, organization: 1 },
      options: { unique: true, partialFilterExpression: { state: 'active' } },
    },
    {
      what: 'compared by a language’s rules',
      key: { organization: 1, user: 1 },
      options: {
        unique: true,
        partialFilterExpression: { state: 'active' },
        collation: { locale: 'en', strength: 2 },
      },
    },
    {
      what: 'hidden',
      key: { organization: 1, user: 1 },
      options: { unique: true, partialFilterExpression: { state: 'active' }, hidden: true },
    },
  ])(
    'is refused where it is $what, and ensureIndexes() does not drop it',
    async ({ key, options }) => {
      const name = 'memberships.organization_user';
      const memberships = dbOf(connection).collection('memberships');
      await memberships.dropIndex(name);
      await memberships.createIndex(key, { ...options, name });
      const storage = mongooseStorage({ connection });
      const fault = await faultOf(storage.ready());
      expect(fault.code).toBe('misconfigured');
      expect(fault.message).toContain(`"${name}" of the collection "memberships" is different`);
      const inTheWay = await faultOf(storage.ensureIndexes());
      expect(inTheWay.code).toBe('misconfigured');
      expect(inTheWay.message).toContain(name);
      await memberships.dropIndex(name);
      await storage.ensureIndexes();
      await storage.ready();
    },
  );

  it('is refused where another index has its keys', async () => {
    const other = await freshConnection();
    await dbOf(other)
      .collection('users')
      .createIndex({ emailKey: 1 }, { name: 'emailKey_1', unique: true });
    const fault = await faultOf(mongooseStorage({ connection: other }).ensureIndexes());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toContain('emailKey_1');
    expect(fault.message).toContain('Drop it');
  });

  it('may have others beside it', async () => {
    await dbOf(connection).collection('users').createIndex({ name: 1 });
    await mongooseStorage({ connection }).ready();
  });
});

describe('ensureIndexes()', () => {
  it('can be called by several services at once, and again', async () => {
    const connection = await freshConnection();
    const others = await Promise.all([1, 2, 3].map(() => anotherConnection(connection)));
    const storages = [connection, ...others].map((each) => mongooseStorage({ connection: each }));
    await Promise.all(storages.map((storage) => storage.ensureIndexes()));
    await Promise.all(storages.map((storage) => storage.ensureIndexes()));
    await Promise.all(storages.map((storage) => storage.ready()));
  });

  it('leaves documents and fields that it does not know as they were', async () => {
    const connection = await freshConnection();
    const legacy = {
      _id: new Types.ObjectId(),
      name: 'Legacy',
      members: [{ userId: 'x', role: 'admin' }],
    };
    const organizations = dbOf(connection).collection('organizations');
    await organizations.insertOne(legacy);
    await mongooseStorage({ connection }).ensureIndexes();
    expect(await organizations.find().toArray()).toEqual([legacy]);
    await organizations.updateOne({ _id: legacy._id }, { $set: { name: 'Still writable' } });
  });

  it('fences every collection against writers who know nothing of its shape', async () => {
    const db = dbOf(await setUpConnection());
    for (const { collection } of Object.values(tables)) {
      const foreign = db.collection(collection).insertOne({ role: 'owner' });
      await expect(foreign, collection).rejects.toMatchObject({ code: 121 });
    }
  });

  it('puts the fence around a collection that was there before, once', async () => {
    const connection = await freshConnection({ monitorCommands: true });
    await dbOf(connection).createCollection('slugs');
    const commands: string[] = [];
    connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    await storage.ensureIndexes();
    expect(commands.filter((name) => name === 'collMod')).toHaveLength(1);
    const foreign = dbOf(connection).collection('slugs').insertOne({ state: 'mine' });
    await expect(foreign).rejects.toMatchObject({ code: 121 });
  });

  const [organization, person] = [new Types.ObjectId(), new Types.ObjectId()];
  it.each<{ constraint: string; row: mongo.Document; says: string }>([
    { constraint: 'users.email', row: { emailKey: 'ada@example.org' }, says: 'the same emailKey' },
    {
      constraint: 'organizations.personal',
      row: { personalOf: person },
      says: 'the same personalOf',
    },
    {
      constraint: 'memberships.organization_user',
      row: { organization, user: person, state: 'active' },
      says: 'the same organization and user',
    },
    {
      constraint: 'invitations.pending',
      row: { organization, emailKey: 'ada@example.org', state: 'pending' },
      says: 'the same organization and emailKey',
    },
    {
      constraint: 'apps.package_name',
      row: { packageName: 'org.example.captions' },
      says: 'the same packageName',
    },
    { constraint: 'submissions.open', row: { app: person, isOpen: true }, says: 'the same app' },
  ])('names the duplicates in the way of $constraint', async ({ constraint, row, says }) => {
    const connection = await freshConnection();
    const rows = [1, 2].map(() => ({ ...row, _id: new Types.ObjectId() }));
    const [collection = ''] = constraint.split('.');
    await dbOf(connection).collection(collection).insertMany(rows);
    const storage = mongooseStorage({ connection });
    const fault = await faultOf(storage.ensureIndexes());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toContain(`"${constraint}"`);
    expect(fault.message).toContain(says);
    for (const { _id } of rows) expect(fault.message).toContain(String(_id));
    expect(fault.message).not.toContain('ada@example.org');
    expect((await faultOf(storage.ready())).message).toContain(constraint);
    await dbOf(connection).collection(collection).deleteOne(row);
    await storage.ensureIndexes();
    await storage.ready();
  });
});

describe('a standalone server', () => {
  it('is refused by everything, with what to do', async () => {
    const connection = await connectionTo(await ownStandalone());
    const storage = mongooseStorage({ connection });
    const calls = [
      () => storage.ready(),
      () => storage.ensureIndexes(),
      () => storage.users.findById(user(1).id),
      () => storage.commit(register),
    ];
    for (const call of calls) {
      const fault = await faultOf(call());
      expect(fault.code).toBe('misconfigured');
      expect(fault.message).toContain('standalone');
      expect(fault.message).toContain('--replSet');
    }
    expect(await dbOf(connection).listCollections().toArray()).toEqual([]);
  });
});

describe('the embedder’s connection', () => {
  it('may still be opening when the storage is made', async () => {
    const { name } = await setUpConnection();
    const connection = createConnection(mongodUri(), { dbName: name });
    try {
      expect(await mongooseStorage({ connection }).users.findById(user(1).id)).toBeNull();
    } finally {
      await connection.close();
    }
  });

  it('is unavailable where nobody opens it', async () => {
    const fault = await faultOf(mongooseStorage({ connection: createConnection() }).ready());
    expect(fault.code).toBe('unavailable');
    expect(fault.message).toContain('openUri()');
  });

  it('is unavailable where no server answers', async () => {
    const nowhere = 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100';
    const connection = createConnection(nowhere);
    const storage = mongooseStorage({ connection });
    const calls = [() => storage.ready(), () => storage.commit(register), () => storage.time()];
    for (const call of calls) expect((await faultOf(call())).code).toBe('unavailable');
  });

  it('is left open by close()', async () => {
    const connection = await setUpConnection();
    const storage = mongooseStorage({ connection });
    await storage.close();
    expect((await faultOf(storage.time())).code).toBe('unavailable');
    expect((await faultOf(storage.ensureIndexes())).code).toBe('unavailable');
    expect((await faultOf(storage.ready())).code).toBe('unavailable');
    expect(await mongooseStorage({ connection }).users.findById(user(1).id)).toBeNull();
  });

  it('may have models of the same names where a prefix tells them apart', async () => {
    const connection = await anotherConnection(await setUpConnection());
    const own = connection.model('User', new Schema({ nickname: String }), 'own_users');
    const refused = () => mongooseStorage({ connection });
    expect(refused).toThrow(/"User".*modelPrefix/s);
    expect(refused).toThrow(expect.objectContaining({ code: 'misconfigured' }));
    const storage = mongooseStorage({ connection, modelPrefix: 'Guildhall' });
    await storage.commit(register);
    expect((await storage.users.findById(user(1).id))?.value).toEqual(user(1));
    expect(connection.model('User')).toBe(own);
    expect(await connection.model('GuildhallUser').countDocuments()).toBe(1);
  });

  it('may carry several storages', async () => {
    const connection = await setUpConnection();
    const [first, second] = [mongooseStorage({ connection }), mongooseStorage({ connection })];
    await first.commit(register);
    expect(await second.users.findById(user(1).id)).toEqual({ value: user(1), version: 1 });
  });

  it.each([
    { options: { modelPrefix: 'a b' }, says: 'modelPrefix' },
    { options: { commitDeadline: 0 }, says: 'commitDeadline' },
    { options: { commitDeadline: Number.NaN }, says: 'commitDeadline' },
    { options: { commitDeadline: 61 }, says: 'commitDeadline' },
  ])('is not touched where $says is out of bounds', ({ options, says }) => {
    const connection = createConnection();
    expect(() => mongooseStorage({ connection, ...options })).toThrow(RangeError);
    expect(() => mongooseStorage({ connection, ...options })).toThrow(says);
    expect(connection.modelNames()).toEqual([]);
  });
});
