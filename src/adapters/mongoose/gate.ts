// What stands before every call: the storage is open, the database has been found to be set up, and faults speak the port's
// language.

import type { Connection, mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { faultOf } from './errors.js';
import { checkReadiness, databaseOf } from './readiness.js';
import type { Structure } from './tables.js';

/** Does the work on a database that is ready for it. */
export type Gate = <T>(work: (db: mongo.Db) => Promise<T>) => Promise<T>;

interface Doors {
  readonly whenReady: Gate;
  /** For what makes it ready. */
  readonly always: Gate;
  ready(): Promise<void>;
  close(): void;
}

/** To these tables of the connection's database. */
export function doorsTo(connection: Connection, tables: readonly Structure[]): Doors {
  let isClosed = false;
  const always: Gate = async (work) => {
    if (isClosed) throw closed();
    try {
      return await work(await databaseOf(connection));
    } catch (error) {
      throw faultOf(error);
    }
  };
  const ready = onceDone(() => always((db) => checkReadiness(db, tables)));
  return {
    always,
    ready,
    whenReady: (work) =>
      always(async (db) => {
        await ready();
        return work(db);
      }),
    close: () => {
      isClosed = true;
    },
  };
}

/** Runs until it succeeds, and then never again; callers at the same time share a run. */
function onceDone(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= run().catch((error: unknown) => {
      running = null;
      throw error;
    });
    return running;
  };
}

function closed(): StorageError {
  return new StorageError(
    'unavailable',
    'This storage was closed; make another one with mongooseStorage().',
  );
}
