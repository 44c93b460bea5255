// The storage of a relay: opened once the database can be reached and is found to be set up.

import { setTimeout as sleep } from 'node:timers/promises';
import type { MongooseStorage } from '../../adapters/mongoose/index.js';
import { isStorageError, type StorageError } from '../../ports/storage-error.js';
import { needed } from '../tour/needed.js';
import type { RelaySettings } from './settings.js';

export interface OpenStorage {
  readonly storage: MongooseStorage;
  close(): Promise<void>;
}

/** Milliseconds; a stop waits for no longer than this for a database that is away. */
const patience = 5_000;

/** Tries until it succeeds or the signal aborts, which gives null. Throws what waiting does not mend. */
export async function openStorage(
  { mongodb, mirrorDocumentedShape }: Pick<RelaySettings, 'mongodb' | 'mirrorDocumentedShape'>,
  signal: AbortSignal,
  onAway: (fault: StorageError) => void,
): Promise<OpenStorage | null> {
  while (!signal.aborted) {
    try {
      return await open(mongodb, { mirrorDocumentedShape });
    } catch (fault) {
      if (!isStorageError(fault) || fault.code !== 'unavailable') throw fault;
      onAway(fault);
      await sleep(patience, undefined, { signal }).catch(() => {});
    }
  }
  return null;
}

async function open(
  uri: string,
  options: { readonly mirrorDocumentedShape: boolean },
): Promise<OpenStorage> {
  const { createConnection, mongo } = await needed(
    () => import('mongoose'),
    'npm install mongoose',
  );
  const { mongooseStorage } = await import('../../adapters/mongoose/index.js');
  checkUri(() => new mongo.MongoClient(uri));
  const connection = createConnection(uri, { serverSelectionTimeoutMS: patience });
  const storage = mongooseStorage({ connection, ...options });
  const close = async () => {
    await storage.close();
    await connection.close();
  };
  try {
    await storage.ready();
    return { storage, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** The driver's own complaint would repeat the password. */
function checkUri(read: () => unknown): void {
  try {
    read();
  } catch {
    throw new Error('MONGODB_URI is not a connection string that the driver can read; correct it.');
  }
}
