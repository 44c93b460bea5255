// Two databases with the same rows, indexes and validators on one server, and clients to them.

import { type Connection, createConnection, mongo } from 'mongoose';
import { mongooseStorage } from '../src/adapters/mongoose/index.js';
import { freshDatabaseName } from '../src/cli/mongod.js';
import { byHand } from './bare/index.js';
import { type Stage, set } from './stage.js';
import type { Subject } from './subject.js';
import { withGuildhall } from './with-guildhall.js';

export interface Databases {
  readonly uri: string;
  readonly bare: string;
  readonly guildhall: string;
}

/** A subject with the client that sends its statements. */
export interface Client {
  readonly subject: Subject;
  readonly driver: mongo.MongoClient;
  close(): Promise<void>;
}

export async function fillDatabases(uri: string, stage: Stage): Promise<Databases> {
  const databases = { uri, bare: freshDatabaseName('bare'), guildhall: freshDatabaseName('bench') };
  await onConnection(uri, databases.bare, (connection) =>
    mongooseStorage({ connection }).ensureIndexes(),
  );
  await onConnection(uri, databases.guildhall, async (connection) => {
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    await set(storage, stage);
    await copyTo(connection, databases.bare);
  });
  return databases;
}

async function copyTo({ db }: Connection, target: string): Promise<void> {
  const found = (await db?.listCollections({ type: 'collection' }).toArray()) ?? [];
  for (const { name } of found.filter((one) => !one.name.startsWith('system.'))) {
    const into = { db: target, coll: name };
    await db
      ?.collection(name)
      .aggregate([{ $merge: { into } }])
      .toArray();
  }
}

export async function dropDatabases({ uri, bare, guildhall }: Databases): Promise<void> {
  for (const name of [bare, guildhall]) {
    await onConnection(uri, name, (connection) => connection.dropDatabase());
  }
}

async function onConnection(
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

/** Monitoring costs time, so only clients that are not measured do it. */
export async function bareClient(
  { uri, bare }: Databases,
  monitorCommands: boolean,
): Promise<Client> {
  const driver = await new mongo.MongoClient(uri, { monitorCommands }).connect();
  return { subject: byHand(driver, bare), driver, close: () => driver.close() };
}

export async function guildhallClient(
  { uri, guildhall }: Databases,
  monitorCommands: boolean,
): Promise<Client> {
  const options = { dbName: guildhall, monitorCommands };
  const connection = await createConnection(uri, options).asPromise();
  const storage = mongooseStorage({ connection });
  await storage.ready();
  return {
    subject: withGuildhall(storage),
    driver: connection.getClient(),
    close: () => connection.close(),
  };
}

export async function serverVersion({ driver }: Client): Promise<string> {
  const { version } = await driver.db('admin').command({ buildInfo: 1 });
  return String(version);
}
