// ensureIndexes() in a database where somebody else's collections have the names that Guildhall needs.
import { type Connection, type mongo, Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { collections } from '../../../src/adapters/mongoose/collections.js';
import {
  type MongooseStorageOptions,
  mongooseRateLimiter,
  mongooseStorage,
} from '../../../src/adapters/mongoose/index.js';
import { validatorOptionsOf, validatorRevision } from '../../../src/adapters/mongoose/validator.js';
import { commandEntry, user } from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { dbOf, faultOf, setUpConnection, snapshotOf } from './database-fixtures.js';

/** Every collection and view that ensureIndexes() makes. */
const ownNames = [...Object.keys(collections), 'ratelimits', 'schema', 'organizations_documented'];
const host = { _id: new Types.ObjectId(), name: 'Ada', email: 'ada@example.org' };

/** A storage whose collections have no prefix, so that they meet those of the host. */
function unprefixed(connection: Connection): MongooseStorageOptions {
  return { connection, collectionPrefix: '', database: connection.name };
}

/** Makes something of the host's under this name. */
type MakeForeign = (db: mongo.Db, name: string) => Promise<unknown>;

const foreignKinds: readonly { what: string; says: string; make: MakeForeign }[] = [
  {
    what: 'a document',
    says: `has documents that are not Guildhall's, such as ${host._id}`,
    make: (db, name) => db.collection<mongo.Document>(name).insertOne(host),
  },
  {
    what: 'an index but no document',
    says: 'has the indexes email_1',
    make: (db, name) => db.collection(name).createIndex({ email: 1 }, { unique: true }),
  },
  {
    what: 'a validator but no document',
    says: 'has a validator',
    make: (db, name) => db.createCollection(name, { validator: { email: { $type: 'string' } } }),
  },
  {
    what: 'neither document, index nor validator',
    says: 'was made by somebody else, and is empty',
    make: (db, name) => db.createCollection(name),
  },
  {
    what: 'the kind of a capped collection',
    says: 'is a capped collection',
    make: (db, name) => db.createCollection(name, { capped: true, size: 4_096 }),
  },
  {
    what: 'the kind of a time series',
    says: 'is a timeseries collection',
    make: (db, name) => db.createCollection(name, { timeseries: { timeField: 'at' } }),
  },
  {
    what: 'the kind of a clustered collection',
    says: 'is a clustered collection',
    make: (db, name) =>
      db.createCollection(name, { clusteredIndex: { key: { _id: 1 }, unique: true } }),
  },
  {
    what: 'a collation',
    says: 'has a collation',
    make: (db, name) => db.createCollection(name, { collation: { locale: 'en', strength: 2 } }),
  },
  {
    what: 'the kind of a view',
    says: 'is a view',
    make: (db, name) => db.createCollection(name, { viewOn: 'people', pipeline: [] }),
  },
];

async function expectRefused(connection: Connection, says: string): Promise<void> {
  const db = dbOf(connection);
  const before = await snapshotOf(db);
  const fault = await faultOf(mongooseStorage(unprefixed(connection)).ensureIndexes());
  expect(fault.code).toBe('misconfigured');
  expect(fault.message).toContain(says);
  expect(fault.message).toContain('Choose another collectionPrefix');
  expect(fault.message).toContain(connection.name);
  expect(await snapshotOf(db)).toEqual(before);
}

describe('a collection of somebody else', () => {
  it.each(foreignKinds)('with $what is found before anything is written', async (kind) => {
    const connection = await openTestConnection();
    await kind.make(dbOf(connection), 'users');
    await expectRefused(connection, `"users" ${kind.says}`);
  });

  it.each(ownNames)('is found if it alone has a name that Guildhall needs: %s', async (name) => {
    const connection = await openTestConnection();
    await dbOf(connection).collection<mongo.Document>(name).insertOne(host);
    await expectRefused(connection, `"${name}" `);
  });

  it('is named together with all others', async () => {
    const connection = await openTestConnection();
    for (const name of ['users', 'outbox']) await dbOf(connection).createCollection(name);
    const fault = await faultOf(mongooseStorage(unprefixed(connection)).ensureIndexes());
    for (const name of ['users', 'outbox']) expect(fault.message).toContain(`"${name}"`);
  });

  it('is found behind many rows of Guildhall, if an older version took it for its own', async () => {
    const connection = await setUpConnection();
    const db = dbOf(connection);
    await mongooseStorage({ connection }).commit({
      changes: Array.from({ length: 150 }, (_, n) => insertChange('users', user(n + 1))),
      journal: commandEntry(1),
      messages: [],
    });
    await db.collection<mongo.Document>('guildhall_users').insertOne(host, {
      bypassDocumentValidation: true,
    });
    await db.command({ collMod: 'guildhall_users', validator: {} });
    const before = await snapshotOf(db);
    const fault = await faultOf(mongooseStorage({ connection }).ensureIndexes());
    expect(fault.message).toContain(`such as ${host._id}`);
    expect(await snapshotOf(db)).toEqual(before);
  });

  it('is found by the rate limiter alone, too', async () => {
    const connection = await openTestConnection();
    const db = dbOf(connection);
    await db.collection<mongo.Document>('ratelimits').insertOne(host);
    const before = await snapshotOf(db);
    const limiter = mongooseRateLimiter(unprefixed(connection));
    expect((await faultOf(limiter.ensureIndexes())).message).toContain('"ratelimits"');
    expect(await snapshotOf(db)).toEqual(before);
  });

  it('stays as it is when two services start at once', async () => {
    const connection = await openTestConnection();
    const db = dbOf(connection);
    await db.collection<mongo.Document>('slugs').insertOne(host);
    const before = await snapshotOf(db);
    const others = [connection, await openSecondConnection(connection)];
    const starts = others.map((each) => mongooseStorage(unprefixed(each)).ensureIndexes());
    for (const fault of await Promise.all(starts.map(faultOf)))
      expect(fault.message).toContain('"slugs"');
    expect(await snapshotOf(db)).toEqual(before);
  });

  it('stays as it is beside collections with the default prefix', async () => {
    const connection = await openTestConnection();
    const db = dbOf(connection);
    for (const name of ownNames) await db.collection<mongo.Document>(name).insertOne(host);
    const hostSnapshot = await snapshotOf(db);
    await mongooseStorage({ connection }).ensureIndexes();
    expect(await snapshotOf(db)).toEqual(expect.arrayContaining([...hostSnapshot]));
    for (const name of ownNames) {
      await db.collection(name).insertOne({ name: 'Ben' });
    }
  });
});

describe('a collection of Guildhall', () => {
  const usersSetup = collections.users;

  async function validatorOf(connection: Connection): Promise<unknown> {
    const filter = { name: 'guildhall_users' };
    const [info] = await dbOf(connection).listCollections(filter, { nameOnly: false }).toArray();
    return info?.options;
  }

  function withTitle(title: string | null): mongo.Document {
    const { validator, ...rest }: mongo.Document = validatorOptionsOf(usersSetup);
    const { title: _own, ...schema } = validator.$jsonSchema;
    const $jsonSchema = title === null ? schema : { title, ...schema, required: ['_id'] };
    return { ...rest, validator: { $jsonSchema } };
  }

  it('without the title of newer validators gets it, if its indexes or rows are there', async () => {
    const connection = await setUpConnection();
    const db = dbOf(connection);
    await db.command({ collMod: 'guildhall_users', ...withTitle(null) });
    const storage = mongooseStorage({ connection });
    expect((await faultOf(storage.ready())).message).toContain(
      '1 validator is different from what is declared: the validator of "guildhall_users".',
    );
    await storage.ensureIndexes();
    await storage.ready();
    expect(await validatorOf(connection)).toEqual(validatorOptionsOf(usersSetup));
  });

  it('restored without its indexes and validators gets them again', async () => {
    const connection = await setUpConnection();
    const db = dbOf(connection);
    const changes = [insertChange('users', user(1))];
    const operation = { changes, journal: commandEntry(1), messages: [] };
    await mongooseStorage({ connection }).commit(operation);
    const rows = await db.collection('guildhall_users').find().toArray();
    await db.collection('guildhall_users').drop();
    await db.collection('guildhall_users').insertMany(rows);
    await mongooseStorage({ connection }).ensureIndexes();
    await mongooseStorage({ connection }).ready();
  });

  it('with the validator of an older version gets the new one', async () => {
    const connection = await setUpConnection();
    const older = withTitle('Guildhall users, revision 0');
    await dbOf(connection).command({ collMod: 'guildhall_users', ...older });
    await mongooseStorage({ connection }).ensureIndexes();
    expect(await validatorOf(connection)).toEqual(validatorOptionsOf(usersSetup));
  });

  it('keeps the validator of a newer version, with which an older service is ready', async () => {
    const connection = await setUpConnection();
    const newer = withTitle(`Guildhall users, revision ${validatorRevision + 1}`);
    await dbOf(connection).command({ collMod: 'guildhall_users', ...newer });
    await mongooseStorage({ connection }).ensureIndexes();
    await mongooseStorage({ connection }).ready();
    expect(await validatorOf(connection)).toEqual(newer);
  });

  it('keeps a unique index of a newer version, but not one that only looks like it', async () => {
    const connection = await setUpConnection();
    const users = dbOf(connection).collection('guildhall_users');
    await users.createIndex({ later: 1 }, { name: 'users.later', unique: true, sparse: true });
    const refused = () => faultOf(mongooseStorage({ connection }).ready());
    expect((await refused()).message).toContain('the index "users.later"');
    const newer = withTitle(`Guildhall users, revision ${validatorRevision + 1}`);
    await dbOf(connection).command({ collMod: 'guildhall_users', ...newer });
    await mongooseStorage({ connection }).ready();
    await users.createIndex({ other: 1 }, { name: 'other', unique: true, sparse: true });
    expect((await refused()).message).toContain('the index "other"');
  });

  it.each([
    { what: 'off', change: { validationLevel: 'off' } },
    { what: 'only warning', change: { validationAction: 'warn' } },
    { what: 'somebody else’s', change: { validator: { name: 'Ada' } } },
  ])('is not ready while its validator is $what', async ({ change }) => {
    const connection = await setUpConnection();
    await dbOf(connection).command({ collMod: 'guildhall_users', ...change });
    const storage = mongooseStorage({ connection });
    expect((await faultOf(storage.ready())).message).toContain('validator of "guildhall_users"');
    await storage.ensureIndexes();
    await storage.ready();
  });
});
