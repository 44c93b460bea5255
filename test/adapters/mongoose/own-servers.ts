// Starts servers for one test file, for tests that cannot use the shared server: fail points affect every client of a
// server, and a standalone server is not a replica set.
import { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core';
import { type Connection, type ConnectOptions, createConnection } from 'mongoose';
import { findOrDownloadMongod } from '../../../scripts/mongod/find-or-download-mongod.js';
import { uniqueDatabaseName } from '../../../scripts/mongod/start-mongod.js';
import { afterFile } from '../../support/after-file.js';

const smallCacheArguments = ['--wiredTigerCacheSizeGB', '0.25'];

/** A replica set of one member that allows fail points and ends abandoned transactions after one second. */
export async function startOwnReplicaSet(): Promise<string> {
  const parameters = ['enableTestCommands=1', 'transactionLifetimeLimitSeconds=1'];
  const server = await MongoMemoryReplSet.create({
    ...(await mongodBinaryOptions()),
    replSet: {
      count: 1,
      storageEngine: 'wiredTiger',
      args: [
        ...parameters.flatMap((parameter) => ['--setParameter', parameter]),
        ...smallCacheArguments,
      ],
    },
  });
  afterFile(() => server.stop());
  return server.getUri();
}

/** The addresses of the members of a replica set with two, the secondary last. */
export async function startOwnPair(): Promise<{
  readonly uri: string;
  readonly secondary: string;
}> {
  const set = await MongoMemoryReplSet.create({
    ...(await mongodBinaryOptions()),
    replSet: { count: 2, storageEngine: 'wiredTiger', args: smallCacheArguments },
  });
  afterFile(() => set.stop());
  const uri = set.getUri();
  const connection = await connectTo(uri);
  const { hosts, primary } = (await connection.db?.admin().command({ hello: 1 })) ?? {};
  const secondary: unknown = hosts.find((host: unknown) => host !== primary);
  return { uri, secondary: `mongodb://${secondary}/` };
}

export async function startOwnStandalone(): Promise<string> {
  const server = await MongoMemoryServer.create({
    ...(await mongodBinaryOptions()),
    instance: { storageEngine: 'wiredTiger', args: smallCacheArguments },
  });
  afterFile(() => server.stop());
  return server.getUri();
}

async function mongodBinaryOptions(): Promise<{
  binary: { systemBinary: string; version: string };
}> {
  const { path, version } = await findOrDownloadMongod(() => {});
  return { binary: { systemBinary: path, version } };
}

export async function connectTo(uri: string, options: ConnectOptions = {}): Promise<Connection> {
  const connection = createConnection(uri, { dbName: uniqueDatabaseName('own'), ...options });
  await connection.asPromise();
  afterFile(() => connection.close());
  return connection;
}

/** Removes every document of a database, and keeps its indexes and the version of its rows. */
export async function deleteAllDocuments({ db }: Connection): Promise<void> {
  const all = (await db?.collections()) ?? [];
  const own = all.filter(({ collectionName }) => isRowCollection(collectionName));
  await Promise.all(own.map((collection) => collection.deleteMany({})));
}

/** Views have no rows, and are themselves rows of `system.views`. */
function isRowCollection(name: string): boolean {
  const isOther = name.endsWith('organizations_documented') || name.endsWith('schema');
  return !isOther && !name.startsWith('system.');
}
