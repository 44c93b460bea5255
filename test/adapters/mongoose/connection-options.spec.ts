// Options of the driver that an embedder may set on the connection, for the rest of the service.
import type { Connection, ConnectOptions, mongo } from 'mongoose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { apiKeyId } from '../../../src/testing/contract/app-fixtures.js';
import {
  atMinute,
  commandEntry,
  leaseId,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { createSampleOperation, readCalls } from '../../../src/testing/contract/sample-data.js';
import { insertChange, touchChange, updateChange } from '../../../src/testing/row-changes.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { dbOf, setUpConnection } from './database-fixtures.js';
import { deleteAllDocuments } from './own-servers.js';

let connection: Connection;

/** Each changes what is read or written, or how a statement is sent. */
const options: readonly ConnectOptions[] = [
  { promoteValues: false },
  { promoteLongs: false },
  { promoteBuffers: true },
  { bsonRegExp: true },
  { useBigInt64: true },
  { ignoreUndefined: true },
  { serializeFunctions: true },
  { raw: true },
  { fieldsAsRaw: { members: true, version: true } },
  { enableUtf8Validation: false },
  { forceServerObjectId: true },
  { pkFactory: { createPk: () => 'foreign' } },
  { readPreference: 'secondaryPreferred', maxStalenessSeconds: 90 },
  { readConcernLevel: 'local' },
  { readConcern: { level: 'available' } },
  { w: 0 },
  { w: 1, journal: false },
  { writeConcern: { w: 0 } },
  { wtimeoutMS: 1 },
  { retryWrites: false },
  { retryReads: false },
  { maxPoolSize: 1 },
  { timeoutMS: 60_000 },
  { serverApi: { version: '1', strict: true, deprecationErrors: true } },
  { compressors: ['zlib'] },
  { bufferCommands: false, autoIndex: false, autoCreate: false, sanitizeFilter: true },
];
const named = (each: readonly ConnectOptions[]) =>
  each.map((option) => ({ option, name: JSON.stringify(option) }));

function answersOf(storage: Storage): Promise<readonly unknown[]> {
  return Promise.all(readCalls.map(({ call }) => call(storage)));
}

/** Every kind of write, and what is in the database afterwards. */
async function writeEverything(storage: Storage): Promise<readonly unknown[]> {
  await storage.commit(createSampleOperation());
  const changes = [
    touchChange('users', user(1), 1),
    insertChange('users', user(7, { suspendedAt: atMinute(1), state: 'suspended' })),
  ];
  await storage.commit({ changes, journal: commandEntry(7), messages: [] });
  const lease = { id: leaseId(1), until: atMinute(2) };
  const taken = await storage.outbox.claim({ now: atMinute(1), lease, channel: 'mail', limit: 5 });
  for (const { kind, id } of taken) {
    const outcome = { kind: 'retry', at: atMinute(3) } as const;
    await storage.outbox.settle({ kind, id, leaseId: lease.id, outcome, at: atMinute(1) });
  }
  await storage.apiKeys.recordUse(apiKeyId(1), atMinute(4));
  await storage.outbox.prune(atMinute(0), 10);
  return documentsOf();
}

async function documentsOf(): Promise<readonly unknown[]> {
  const all = await dbOf(connection).collections();
  const own = all.filter(({ collectionName }) => !collectionName.endsWith('_documented'));
  const sorted = own.sort((a, b) => a.collectionName.localeCompare(b.collectionName));
  const documents = await Promise.all(sorted.map((each) => each.find().sort({ _id: 1 }).toArray()));
  return documents.flat().map(({ insertedAt: _time, ...document }) => withoutNewId(document));
}

/** The row of somebody absent has an id of its own. */
function withoutNewId({ _id, ...document }: mongo.Document): mongo.Document {
  return document['state'] === 'absent' ? document : { _id, ...document };
}

describe('a connection', () => {
  let expectedAnswers: readonly unknown[];
  let expectedDocuments: readonly unknown[];

  beforeAll(async () => {
    connection = await setUpConnection();
    const storage = mongooseStorage({ connection });
    expectedDocuments = await writeEverything(storage);
    expectedAnswers = await answersOf(storage);
  });

  beforeEach(() => deleteAllDocuments(connection));

  it.each(named(options))('may have any option of the driver: $name', async ({ option }) => {
    const other = await openSecondConnection(connection, option);
    const storage = mongooseStorage({ connection: other });
    await storage.ready();
    expect(await writeEverything(storage)).toEqual(expectedDocuments);
    expect(await answersOf(storage)).toEqual(expectedAnswers);
  });

  const forSetup = options.filter(
    (option) => option.promoteValues === false || option.raw || option.w === 0 || option.serverApi,
  );
  it.each(named(forSetup))('with any option sets a database up: $name', async ({ option }) => {
    const other = await openSecondConnection(await openTestConnection(), option);
    const storage = mongooseStorage({ connection: other });
    await storage.ensureIndexes();
    await storage.ensureIndexes();
    await storage.ready();
    const kept = [organization(1), user(1)] as const;
    const changes = [insertChange('organizations', kept[0]), insertChange('users', kept[1])];
    await storage.commit({ changes, journal: commandEntry(1), messages: [] });
    const renamed = { ...kept[0], name: kept[0].name };
    const change = updateChange('organizations', renamed, 1);
    await storage.commit({ changes: [change], journal: commandEntry(2), messages: [] });
    expect((await storage.organizations.findById(kept[0].id))?.version).toBe(2);
  });
});
