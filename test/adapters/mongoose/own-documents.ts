// A database of a test file's own, emptied before each test: rows are written by the storage and read as documents.
import { type Connection, type mongo, Types } from 'mongoose';
import { beforeAll, beforeEach, expect } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { Change } from '../../../src/ports/storage.js';
import { entry } from '../../../src/testing/contract/specimens.js';
import { freshConnection } from '../../support/mongo.js';
import { emptied } from './servers.js';

export let connection: Connection;
export let storage: MongooseStorage;
let last = 0;

beforeAll(async () => {
  connection = await freshConnection();
  storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
});

beforeEach(() => emptied(connection));

export function collection(name: string): mongo.Collection<mongo.Document> {
  if (connection.db === undefined) throw new Error('the connection is not open');
  return connection.db.collection(name);
}

export async function write(...changes: readonly Change[]): Promise<void> {
  last += 1;
  await storage.commit({ changes, journal: entry(last), messages: [] });
}

export async function onlyDocumentOf(name: string): Promise<mongo.Document> {
  const [document, ...others] = await collection(name).find().toArray();
  expect(others).toEqual([]);
  return document ?? {};
}

export function idOf(text: string): Types.ObjectId {
  return Types.ObjectId.createFromHexString(text);
}
