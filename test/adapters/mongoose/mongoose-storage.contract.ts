import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { describe, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { freshConnection } from '../../support/mongo.js';

/** One database for the whole contract, with its indexes made once: an empty storage is one with no rows left. */
async function indexedConnection(): Promise<Connection> {
  const connection = await freshConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  return connection;
}

let indexed: Promise<Connection> | null = null;

async function emptyStorage(): Promise<Storage> {
  indexed ??= indexedConnection();
  const connection = await indexed;
  const collections = await connection.getClient().db(connection.name).collections();
  await Promise.all(collections.map((collection) => collection.deleteMany({})));
  connection.deleteModel(/./);
  return mongooseStorage({ connection, commitDeadline: 20 });
}

const runs = fc.readConfigureGlobal().numRuns ?? 25;

describeStorageContract('mongoose', { open: emptyStorage, runs }, { describe, it });
