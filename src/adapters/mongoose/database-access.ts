// Every call to the database goes through here: it checks that the storage is open and the database is set up, and
// turns errors of the driver into errors of the port.

import type { Connection, mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { CollectionSetup } from './collection-definition.js';
import { translateDatabaseError } from './errors.js';
import { awaitDatabase, checkReadiness } from './readiness.js';

/** Does the work on the connection's database. */
export type WithDatabase = <T>(work: (db: mongo.Db) => Promise<T>) => Promise<T>;

interface DatabaseGate {
  readonly whenReady: WithDatabase;
  /** Skips the check that the database is set up. Only the setup uses it. */
  readonly withoutReadyCheck: WithDatabase;
  ready(): Promise<void>;
  close(): void;
}

/** The gate to these collections of the connection's database. */
export function createDatabaseGate(
  connection: Connection,
  setups: readonly CollectionSetup[],
): DatabaseGate {
  let isClosed = false;
  const withoutReadyCheck: WithDatabase = async (work) => {
    if (isClosed) throw storageClosedError();
    try {
      return await work(await awaitDatabase(connection));
    } catch (error) {
      throw translateDatabaseError(error);
    }
  };
  const ready = memoizeSuccess(() => withoutReadyCheck((db) => checkReadiness(db, setups)));
  return {
    withoutReadyCheck,
    ready,
    whenReady: (work) =>
      withoutReadyCheck(async (db) => {
        await ready();
        return work(db);
      }),
    close: () => {
      isClosed = true;
    },
  };
}

/** Runs until it succeeds once, and then never again. Concurrent callers share one run. */
function memoizeSuccess(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= run().catch((error: unknown) => {
      running = null;
      throw error;
    });
    return running;
  };
}

function storageClosedError(): StorageError {
  return new StorageError(
    'unavailable',
    'This storage is closed; create another one with mongooseStorage().',
  );
}
