// Opens the storage of a relay: waits until the database can be reached, and checks that it is set up.

import { setTimeout } from 'node:timers/promises';
import type { MongooseStorage } from '../../adapters/mongoose/index.js';
import type { RateLimiter } from '../../ports/rate-limiter.js';
import { isStorageError, type StorageError } from '../../ports/storage-error.js';
import { loadOptionalPackage } from '../optional-package.js';
import type { RelaySettings } from './settings.js';

export interface OpenedStorage {
  readonly storage: MongooseStorage;
  /** Shared with the services that count in this database. */
  readonly rateLimiter: RateLimiter;
  close(): Promise<void>;
}

type StorageSettings = Pick<RelaySettings, 'mongodbUri' | 'placement' | 'mirrorDocumentedShape'>;

/** Milliseconds. If the database cannot be reached, a stop takes at most this long. */
const serverSelectionTimeoutMs = 5_000;

/** Retries until it succeeds. Returns null if the signal aborts first. Throws any fault that waiting cannot solve. */
export async function waitForStorageUnlessAborted(
  settings: StorageSettings,
  signal: AbortSignal,
  onUnavailable: (fault: StorageError) => void,
): Promise<OpenedStorage | null> {
  while (!signal.aborted) {
    try {
      return await connectAndCheckStorage(settings);
    } catch (fault) {
      if (!isStorageError(fault) || fault.code !== 'unavailable') throw fault;
      onUnavailable(fault);
      await setTimeout(serverSelectionTimeoutMs, undefined, { signal }).catch(() => {});
    }
  }
  return null;
}

async function connectAndCheckStorage({
  mongodbUri: uri,
  placement,
  mirrorDocumentedShape,
}: StorageSettings): Promise<OpenedStorage> {
  const { createConnection, mongo } = await loadOptionalPackage(
    () => import('mongoose'),
    'npm install mongoose',
  );
  const { mongooseRateLimiter, mongooseStorage } = await import('../../adapters/mongoose/index.js');
  requireParsableConnectionString(() => new mongo.MongoClient(uri));
  const connection = createConnection(uri, { serverSelectionTimeoutMS: serverSelectionTimeoutMs });
  try {
    const storage = mongooseStorage({ connection, ...placement, mirrorDocumentedShape });
    const rateLimiter = mongooseRateLimiter({ connection, ...placement });
    await storage.ready();
    await rateLimiter.ready();
    const close = async () => {
      await storage.close();
      await connection.close();
    };
    return { storage, rateLimiter, close };
  } catch (fault) {
    await connection.close();
    throw fault;
  }
}

/** The driver's own error message would contain the password. */
function requireParsableConnectionString(parse: () => unknown): void {
  try {
    parse();
  } catch {
    throw new Error('MONGODB_URI is not a valid connection string; correct it.');
  }
}
