// A database for one test file, emptied before each test. The storage writes rows, and the tests read them as
// documents.
import { type Connection, type mongo, Types } from 'mongoose';
import { beforeAll, beforeEach, expect } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { Change } from '../../../src/ports/storage.js';
import { commandEntry } from '../../../src/testing/contract/fixtures.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { deleteAllDocuments } from './own-servers.js';
import { validateRows } from './validate-rows.js';

export let connection: Connection;
export let storage: MongooseStorage;
let last = 0;

/** Opens `connection` and `storage` for the test file that calls this. */
export function useTestDatabase(): void {
  beforeAll(async () => {
    connection = await openTestConnection();
    storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
  });
  beforeEach(() => deleteAllDocuments(connection));
}

/** The collection with this name behind the default prefix. */
export function collection(name: string): mongo.Collection<mongo.Document> {
  if (connection.db === undefined) throw new Error('the connection is not open');
  return connection.db.collection(`guildhall_${name}`);
}

export async function commitChanges(...changes: readonly Change[]): Promise<void> {
  last += 1;
  await storage.commit({ changes, journal: commandEntry(last), messages: [] });
}

/** What the collection's model says of a row that it refuses. */
export async function expectModelRefuses(change: Change, path: string): Promise<string> {
  const operation = { changes: [change], journal: commandEntry(1), messages: [] };
  const fault: unknown = await validateRows(operation).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Error);
  expect(String(fault)).toContain(`${change.collection} ${change.id} is invalid`);
  expect(String(fault)).toContain(path);
  return String(fault);
}

export async function findOnlyDocument(name: string): Promise<mongo.Document> {
  const [document, ...others] = await collection(name).find().toArray();
  expect(others).toEqual([]);
  return document ?? {};
}

export function toObjectId(text: string): Types.ObjectId {
  return Types.ObjectId.createFromHexString(text);
}
