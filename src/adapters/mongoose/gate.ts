// What stands before every call: the storage is open, it has been found to be set up, and faults speak the port's language.

import { StorageError } from '../../ports/storage-error.js';
import { faultOf } from './errors.js';

/** Runs the work once the storage is ready for it. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export interface Doors {
  /** For what needs the database to be set up. */
  readonly whenReady: Gate;
  /** For what sets it up. */
  readonly always: Gate;
  ready(): Promise<void>;
  close(): void;
}

export function doorsBefore(check: () => Promise<void>): Doors {
  let isClosed = false;
  const always: Gate = async (work) => {
    if (isClosed) throw closed();
    try {
      return await work();
    } catch (error) {
      throw faultOf(error);
    }
  };
  const ready = onceDone(() => always(check));
  return {
    ready,
    always,
    whenReady: (work) =>
      always(async () => {
        await ready();
        return work();
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
