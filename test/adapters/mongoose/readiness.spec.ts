import { type Connection, createConnection, type mongo, Types } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { collections } from '../../../src/adapters/mongoose/collections.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { commandEntry, organization, user } from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import {
  mongodUri,
  openSecondConnection,
  openTestConnection,
} from '../../support/mongo-connections.js';
import { dbOf, faultOf, setUpConnection } from './database-fixtures.js';
import { connectTo, startOwnPair, startOwnStandalone } from './own-servers.js';

const register = {
  changes: [insertChange('users', user(1))],
  journal: commandEntry(1),
  messages: [],
};

const everyIndex = Object.values(collections).flatMap(({ collection, indexes }) =>
  indexes.map(({ name }) => ({ collection: `guildhall_${collection}`, name })),
);

describe('a database that is not set up', () => {
  it('makes the first call throw, saying what to do, and is not changed', async () => {
    const connection = await openTestConnection();
    const calls = [
      () => mongooseStorage({ connection }).ready(),
      () => mongooseStorage({ connection }).users.findById(user(1).id),
      () =>
        mongooseStorage({ connection }).memberships.listMembers(
          organization(1).id,
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
      const counts = [`${everyIndex.length} indexes are missing`, '10 validators are missing'];
      for (const text of counts) expect(fault.message).toContain(text);
      expect(fault.message).toContain('the index "users.email" of "guildhall_users"');
    }
    expect(await dbOf(connection).listCollections().toArray()).toEqual([]);
  });

  it('is checked again after a failed check', async () => {
    const connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    expect((await faultOf(storage.commit(register))).code).toBe('misconfigured');
    await mongooseStorage({ connection: await openSecondConnection(connection) }).ensureIndexes();
    await storage.commit(register);
    expect((await storage.users.findById(user(1).id))?.value).toEqual(user(1));
  });

  it('is checked once for concurrent calls', async () => {
    const connection = await openTestConnection({ monitorCommands: true });
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const commands: string[] = [];
    connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
    await Promise.all(Array.from({ length: 10 }, () => storage.users.findById(user(1).id)));
    await storage.users.findById(user(1).id);
    expect(commands.filter((name) => name === 'listIndexes')).toHaveLength(
      Object.keys(collections).length,
    );
    // Ten reads, one more, and that of the version of the rows.
    expect(commands.filter((name) => name === 'find')).toHaveLength(12);
  });
});

describe('an index that differs from its declaration', () => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await setUpConnection();
  });

  it.each(everyIndex)('is named if it is missing: $name', async ({ collection, name }) => {
    await dbOf(connection).collection(collection).dropIndex(name);
    const storage = mongooseStorage({ connection });
    const fault = await faultOf(storage.ready());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toContain(`1 index is missing: the index "${name}" of "${collection}".`);
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
      what: 'partial with another filter',
      key: { organization: 1, user: 1 },
      options: { unique: true, partialFilterExpression: { state: 'ended' } },
    },
    {
      what: 'on other keys',
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
    'is reported if it is $what, and ensureIndexes() does not drop it',
    async ({ key, options }) => {
      const name = 'memberships.organization_user';
      const memberships = dbOf(connection).collection('guildhall_memberships');
      await memberships.dropIndex(name);
      await memberships.createIndex(key, { ...options, name });
      const storage = mongooseStorage({ connection });
      const fault = await faultOf(storage.ready());
      expect(fault.code).toBe('misconfigured');
      expect(fault.message).toContain(
        `1 index is different from what is declared: the index "${name}" of "guildhall_memberships". Drop it first.`,
      );
      const inTheWay = await faultOf(storage.ensureIndexes());
      expect(inTheWay.code).toBe('misconfigured');
      expect(inTheWay.message).toContain(name);
      await memberships.dropIndex(name);
      await storage.ensureIndexes();
      await storage.ready();
    },
  );

  it('is reported if another index has its keys', async () => {
    const other = await setUpConnection();
    await dbOf(other).collection('guildhall_users').dropIndex('users.email');
    await dbOf(other)
      .collection('guildhall_users')
      .createIndex({ emailKey: 1 }, { name: 'emailKey_1', unique: true });
    const fault = await faultOf(mongooseStorage({ connection: other }).ensureIndexes());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toContain('emailKey_1');
    expect(fault.message).toContain('Drop it');
  });

  it('may exist together with other indexes', async () => {
    await dbOf(connection).collection('guildhall_users').createIndex({ name: 1 });
    await mongooseStorage({ connection }).ready();
  });
});

describe('ensureIndexes()', () => {
  it('can be called by several services at once, and again', async () => {
    const connection = await openTestConnection();
    const others = await Promise.all([1, 2, 3].map(() => openSecondConnection(connection)));
    const storages = [connection, ...others].map((each) => mongooseStorage({ connection: each }));
    await Promise.all(storages.map((storage) => storage.ensureIndexes()));
    await Promise.all(storages.map((storage) => storage.ensureIndexes()));
    await Promise.all(storages.map((storage) => storage.ready()));
  });

  it('leaves unknown documents and fields unchanged', async () => {
    const connection = await setUpConnection();
    const legacy = {
      _id: new Types.ObjectId(),
      name: 'Legacy',
      members: [{ userId: 'x', role: 'admin' }],
    };
    const organizations = dbOf(connection).collection('guildhall_organizations');
    await organizations.insertOne(legacy, { bypassDocumentValidation: true });
    await mongooseStorage({ connection }).ensureIndexes();
    expect(await organizations.find().toArray()).toEqual([legacy]);
    await organizations.updateOne({ _id: legacy._id }, { $set: { name: 'Still writable' } });
  });

  it('adds a validator to every collection, against other programs', async () => {
    const db = dbOf(await setUpConnection());
    for (const { collection } of Object.values(collections)) {
      const foreign = db.collection(`guildhall_${collection}`).insertOne({ role: 'owner' });
      await expect(foreign, collection).rejects.toMatchObject({ code: 121 });
    }
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
      constraint: 'organizations.external_id',
      row: { externalId: 'customer-1' },
      says: 'the same externalId',
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
  ])('names the duplicates that violate $constraint', async ({ constraint, row, says }) => {
    const connection = await setUpConnection();
    const rows = [1, 2].map(() => ({ ...row, _id: new Types.ObjectId() }));
    const [collection = ''] = constraint.split('.');
    const documents = dbOf(connection).collection(`guildhall_${collection}`);
    await documents.dropIndex(constraint);
    await documents.insertMany(rows, { bypassDocumentValidation: true });
    const storage = mongooseStorage({ connection });
    const fault = await faultOf(storage.ensureIndexes());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toContain(`"${constraint}"`);
    expect(fault.message).toContain(says);
    for (const { _id } of rows) expect(fault.message).toContain(String(_id));
    expect(fault.message).not.toContain('ada@example.org');
    expect((await faultOf(storage.ready())).message).toContain(constraint);
    await documents.deleteOne(row);
    await storage.ensureIndexes();
    await storage.ready();
  });
});

describe('a standalone server', () => {
  it('makes every call throw, saying what to do', async () => {
    const connection = await connectTo(await startOwnStandalone());
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
  it('may still be opening when the storage is created', async () => {
    const { name } = await setUpConnection();
    const connection = createConnection(mongodUri(), { dbName: name });
    try {
      expect(await mongooseStorage({ connection }).users.findById(user(1).id)).toBeNull();
    } finally {
      await connection.close();
    }
  });

  it('throws `unavailable` if it is never opened', async () => {
    const fault = await faultOf(mongooseStorage({ connection: createConnection() }).ready());
    expect(fault.code).toBe('unavailable');
    expect(fault.message).toContain('openUri()');
  });

  it('throws `unavailable` if no server answers', async () => {
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

  it('may have several storages', async () => {
    const connection = await setUpConnection();
    const [first, second] = [mongooseStorage({ connection }), mongooseStorage({ connection })];
    await first.commit(register);
    expect(await second.users.findById(user(1).id)).toEqual({ value: user(1), version: 1 });
  });

  it.each([
    { options: { commitDeadline: 0 }, says: 'commitDeadline' },
    { options: { commitDeadline: Number.NaN }, says: 'commitDeadline' },
    { options: { commitDeadline: 61 }, says: 'commitDeadline' },
  ])('is not used if $says is out of bounds', ({ options, says }) => {
    const connection = createConnection();
    expect(() => mongooseStorage({ connection, ...options })).toThrow(RangeError);
    expect(() => mongooseStorage({ connection, ...options })).toThrow(says);
    expect(connection.modelNames()).toEqual([]);
  });
});

describe('an index of somebody else', () => {
  it.each<{ what: string; options: mongo.CreateIndexesOptions }>([
    { what: 'removes rows', options: { expireAfterSeconds: 60 } },
    { what: 'refuses rows', options: { unique: true } },
  ])('is named if it $what', async ({ options }) => {
    const connection = await setUpConnection();
    const memberships = dbOf(connection).collection('guildhall_memberships');
    await memberships.createIndex({ createdAt: 1 }, { name: 'theirs', ...options });
    const fault = await faultOf(mongooseStorage({ connection }).ready());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toContain(
      '1 index is somebody else\'s, and would refuse or remove rows: the index "theirs" of "guildhall_memberships". Drop it first.',
    );
  });

  it('is no matter of ours if it changes nothing that can be stored', async () => {
    const connection = await setUpConnection();
    await dbOf(connection).collection('guildhall_memberships').createIndex({ createdAt: 1 });
    await mongooseStorage({ connection }).ready();
  });
});

it('a direct connection to a member of several is refused, since it would read what is no longer true', async () => {
  const { uri, secondary } = await startOwnPair();
  const connection = await connectTo(uri);
  await mongooseStorage({ connection }).ensureIndexes();
  for (const one of [secondary, uri.replace(/,.*\//, '/').replace(/\?.*$/, '')]) {
    const direct = await connectTo(one, { directConnection: true, dbName: connection.name });
    const fault = await faultOf(mongooseStorage({ connection: direct }).ready());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toMatch(/directConnection=true .* Leave directConnection out/);
  }
});
