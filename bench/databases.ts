// Two databases on one server with the same rows, indexes and validators, and the clients to them.

import { type Connection, createConnection, mongo } from 'mongoose';
import { uniqueDatabaseName } from '../scripts/mongod/start-mongod.js';
import { mongooseStorage } from '../src/adapters/mongoose/index.js';
import { createBareSubject } from './bare/index.js';
import { type BenchmarkData, writeBenchmarkData } from './benchmark-data.js';
import type { BenchmarkSubject } from './subject.js';
import { createGuildhallSubject } from './with-guildhall.js';

export interface BenchmarkDatabases {
  readonly uri: string;
  readonly bare: string;
  readonly guildhall: string;
}

/** A subject, with the driver's client that sends its statements. */
export interface BenchmarkClient {
  readonly subject: BenchmarkSubject;
  readonly driver: mongo.MongoClient;
  close(): Promise<void>;
}

export async function fillDatabases(uri: string, data: BenchmarkData): Promise<BenchmarkDatabases> {
  const databases = {
    uri,
    bare: uniqueDatabaseName('bare'),
    guildhall: uniqueDatabaseName('bench'),
  };
  await withConnection(uri, databases.bare, (connection) =>
    mongooseStorage({ connection }).ensureIndexes(),
  );
  await withConnection(uri, databases.guildhall, async (connection) => {
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    await writeBenchmarkData(storage, data);
    await copyCollections(connection, databases.bare);
  });
  return databases;
}

async function copyCollections({ db }: Connection, target: string): Promise<void> {
  const found = (await db?.listCollections({ type: 'collection' }).toArray()) ?? [];
  for (const { name } of found.filter((one) => !one.name.startsWith('system.'))) {
    const into = { db: target, coll: name };
    await db
      ?.collection(name)
      .aggregate([{ $merge: { into } }])
      .toArray();
  }
}

export async function dropDatabases({ uri, bare, guildhall }: BenchmarkDatabases): Promise<void> {
  for (const name of [bare, guildhall]) {
    await withConnection(uri, name, (connection) => connection.dropDatabase());
  }
}

async function withConnection(
  uri: string,
  dbName: string,
  work: (connection: Connection) => Promise<unknown>,
): Promise<void> {
  const connection = await createConnection(uri, { dbName }).asPromise();
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

/** Monitoring commands costs time, so clients that are measured must not do it. */
export async function openBareClient(
  { uri, bare }: BenchmarkDatabases,
  monitorCommands: boolean,
): Promise<BenchmarkClient> {
  const driver = await new mongo.MongoClient(uri, { monitorCommands }).connect();
  return { subject: createBareSubject(driver, bare), driver, close: () => driver.close() };
}

export async function openGuildhallClient(
  { uri, guildhall }: BenchmarkDatabases,
  monitorCommands: boolean,
): Promise<BenchmarkClient> {
  const options = { dbName: guildhall, monitorCommands };
  const connection = await createConnection(uri, options).asPromise();
  const storage = mongooseStorage({ connection });
  await storage.ready();
  return {
    subject: createGuildhallSubject(storage),
    driver: connection.getClient(),
    close: () => connection.close(),
  };
}

export async function readServerVersion({ driver }: BenchmarkClient): Promise<string> {
  const { version } = await driver.db('admin').command({ buildInfo: 1 });
  return String(version);
}
