// Servers of a test file's own, for what must not be done to the one that all tests share: fail points reach every
// client of a server, and a standalone one is no replica set.
import { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core';
import { type Connection, type ConnectOptions, createConnection } from 'mongoose';
import { afterAll } from 'vitest';
import { freshDatabaseName } from '../../../src/cli/mongod.js';
import { findMongodBinary } from '../../../src/cli/mongod-binary.js';

const closing: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const small = ['--wiredTigerCacheSizeGB', '0.25'];

/** A replica set of one member that takes fail points and ends abandoned transactions after a second. */
export async function ownReplicaSet(): Promise<string> {
  const parameters = ['enableTestCommands=1', 'transactionLifetimeLimitSeconds=1'];
  const server = await MongoMemoryReplSet.create({
    ...(await binary()),
    replSet: {
      count: 1,
      storageEngine: 'wiredTiger',
      args: [...parameters.flatMap((parameter) => ['--setParameter', parameter]), ...small],
    },
  });
  closing.push(() => server.stop());
  return server.getUri();
}

export async function ownStandalone(): Promise<string> {
  const server = await MongoMemoryServer.create({
    ...(await binary()),
    instance: { storageEngine: 'wiredTiger', args: small },
  });
  closing.push(() => server.stop());
  return server.getUri();
}

async function binary(): Promise<{ binary: { systemBinary: string; version: string } }> {
  const { path, version } = await findMongodBinary(() => {});
  return { binary: { systemBinary: path, version } };
}

export async function connectionTo(uri: string, options: ConnectOptions = {}): Promise<Connection> {
  const connection = createConnection(uri, { dbName: freshDatabaseName('own'), ...options });
  await connection.asPromise();
  closing.push(() => connection.close());
  return connection;
}

/** Takes every document out of a database and leaves its indexes. */
export async function emptied({ db }: Connection): Promise<void> {
  const all = (await db?.collections()) ?? [];
  const own = all.filter(({ collectionName }) => isOfRows(collectionName));
  await Promise.all(own.map((collection) => collection.deleteMany({})));
}

/** Views hold no rows of their own, and are themselves rows of `system.views`. */
function isOfRows(name: string): boolean {
  return name !== 'organizations_documented' && !name.startsWith('system.');
}
