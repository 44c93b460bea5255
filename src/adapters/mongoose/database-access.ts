// Every call to the database goes through here: it checks that the storage is open and the database is set up, and
// turns errors of the driver into errors of the port.

import { StorageError } from '../../ports/storage-error.js';
import { createDatabase, type Database } from './database.js';
import { translateDatabaseError } from './errors.js';
import { awaitOpenClient } from './open-client.js';
import type { Placement } from './options.js';

/** Does the work on the database of the storage. */
export type WithDatabase = <T>(work: (database: Database) => Promise<T>) => Promise<T>;

interface DatabaseGate {
  readonly whenReady: WithDatabase;
  /** Skips the check that the database is set up. Only the setup uses it. */
  readonly withoutReadyCheck: WithDatabase;
  ready(): Promise<void>;
  close(): void;
}

/** The gate to the database, with what must hold before its first use. */
export function createDatabaseGate(
  placement: Placement,
  check: (database: Database) => Promise<void>,
): DatabaseGate {
  let isClosed = false;
  let opened: Database | null = null;
  const openDatabase = async () => {
    const { client, databaseName } = await awaitOpenClient(placement.connection);
    if (opened?.client !== client) {
      opened = createDatabase(client, placement.database ?? databaseName, placement.prefix);
    }
    return opened;
  };
  const withoutReadyCheck: WithDatabase = async (work) => {
    if (isClosed) throw storageClosedError();
    try {
      return await work(await openDatabase());
    } catch (error) {
      throw translateDatabaseError(error);
    }
  };
  const ready = memoizeSuccess(() => withoutReadyCheck(check));
  return {
    withoutReadyCheck,
    ready,
    whenReady: (work) =>
      withoutReadyCheck(async (database) => {
        await ready();
        return work(database);
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
