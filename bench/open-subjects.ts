// Opens the subjects: each on a database of its own on the same server, or in memory, with the same rows.

import { type Connection, createConnection, mongo } from 'mongoose';
import { uniqueDatabaseName } from '../scripts/mongod/start-mongod.js';
import { memoryStorage } from '../src/adapters/memory/index.js';
import { mongooseStorage } from '../src/adapters/mongoose/index.js';
import { type BenchmarkData, writeBenchmarkData } from './benchmark-data.js';
import { type CarefulTeamSubject, createCarefulTeamSubject } from './careful-team/index.js';
import { createFloorSubject, type FloorSubject } from './floor/index.js';
import { loadBetterAuth } from './peer-subjects.js';
import { seedRows } from './seed-rows.js';
import { createSplitFloorSubject } from './split-floor/index.js';
import type { OpenSubject } from './subject.js';
import type { SubjectName } from './subjects.js';
import {
  createGuildhallSubject,
  type GuildhallSubject,
  maxOrganizationsPerUser,
} from './with-guildhall.js';

/** Writes the rows of the data. Called once, or several times with rows that do not refer to each other. */
export type WriteData = (data: BenchmarkData) => Promise<void>;

export async function openSubject(
  name: SubjectName,
  uri: string,
  data: BenchmarkData,
): Promise<OpenSubject> {
  switch (name) {
    case 'floor':
      return openFloor(uri, (write) => write(data));
    case 'splitFloor':
      return openFloor(uri, (write) => write(data), createSplitFloorSubject);
    case 'guildhall':
      return openGuildhall(uri, (write) => write(data));
    case 'carefulTeam':
      return openCarefulTeam(uri, data);
    case 'betterAuth':
      return (await loadBetterAuth()).createPeerOnMongo(data, uri, uniqueDatabaseName('peer'));
    case 'memory': {
      const storage = memoryStorage();
      await writeBenchmarkData(storage, data);
      return { subject: createGuildhallSubject(storage), close: () => storage.close() };
    }
    case 'betterAuthInMemory':
      return (await loadBetterAuth()).createPeerOnMemory(data);
  }
}

export async function openFloor(
  uri: string,
  seed: (write: WriteData) => Promise<void>,
  createSubject: typeof createFloorSubject = createFloorSubject,
): Promise<OpenSubject<FloorSubject>> {
  const client = await new mongo.MongoClient(uri).connect();
  const database = uniqueDatabaseName('floor');
  const subject = createSubject(client, database, { maxOrganizationsPerUser });
  await subject.ensureIndexes();
  await seed((data) => subject.seed(data));
  return {
    subject,
    async close() {
      await client.db(database).dropDatabase();
      await client.close();
    },
  };
}

/** Builds the indexes after the rows. */
export async function openGuildhall(
  uri: string,
  seed: (write: WriteData) => Promise<void>,
): Promise<OpenSubject<GuildhallSubject>> {
  const connection = await connect(uri, 'guildhall');
  const storage = mongooseStorage({ connection });
  await seed(({ changes }) => seedRows(connection.getClient().db(connection.name), changes));
  await storage.ensureIndexes();
  return { subject: createGuildhallSubject(storage), close: () => dropAndClose(connection) };
}

export async function openCarefulTeam(
  uri: string,
  data: BenchmarkData,
): Promise<OpenSubject<CarefulTeamSubject>> {
  const connection = await connect(uri, 'careful');
  const subject = createCarefulTeamSubject(connection);
  await subject.ensureIndexes();
  await subject.seed(data);
  return { subject, close: () => dropAndClose(connection) };
}

function connect(uri: string, purpose: string): Promise<Connection> {
  return createConnection(uri, { dbName: uniqueDatabaseName(purpose) }).asPromise();
}

async function dropAndClose(connection: Connection): Promise<void> {
  await connection.dropDatabase();
  await connection.close();
}

/** Notes what must be closed, and returns it. */
export type OpenedBy = <O extends { close(): Promise<void> }>(one: O) => O;

/** Closes what the work opened, the last first, even if the work fails. */
export async function closeAfter<T>(work: (opened: OpenedBy) => Promise<T>): Promise<T> {
  const opened: { close(): Promise<void> }[] = [];
  try {
    return await work((one) => {
      opened.push(one);
      return one;
    });
  } finally {
    for (const one of opened.toReversed()) await one.close();
  }
}
