// Storages that do one thing otherwise: what tests of the contract, and of the comparison with plain lists, plant.
import type { Change, Operation, Storage, UniqueConstraint } from '../../src/ports/storage.js';
import { isStorageError, StorageError } from '../../src/ports/storage-error.js';

type CommitMethod = Storage['commit'];

/** Replaces `commit`. */
export function withCommit(
  commit: (operation: Operation, real: CommitMethod, storage: Storage) => Promise<void>,
): (storage: Storage) => Storage {
  return (storage) => ({
    ...storage,
    commit: (operation) => commit(operation, storage.commit, storage),
  });
}

/** Replaces every change of a commit. */
export function withChanges(
  change: (change: Change, storage: Storage) => Promise<readonly Change[]>,
): (storage: Storage) => Storage {
  return withCommit(async (operation, real, storage) => {
    const changed = await Promise.all(operation.changes.map((each) => change(each, storage)));
    return real({ ...operation, changes: changed.flat() });
  });
}

type ReplaceablePart = Exclude<keyof Storage, 'commit' | 'time' | 'close'>;

/** Replaces methods of one part of the storage. */
export function withMethods<P extends ReplaceablePart>(
  port: P,
  replace: (real: Storage[P], storage: Storage) => Partial<Storage[P]>,
): (storage: Storage) => Storage {
  return (storage) => ({
    ...storage,
    [port]: { ...storage[port], ...replace(storage[port], storage) },
  });
}

/** Runs `instead` when a commit fails with a matching error. */
export function withFaultHandler(
  matches: (fault: StorageError) => boolean,
  instead: (fault: StorageError, operation: Operation, real: CommitMethod) => Promise<void>,
): (storage: Storage) => Storage {
  return withCommit(async (operation, real) => {
    try {
      await real(operation);
    } catch (fault) {
      if (!isStorageError(fault) || !matches(fault)) throw fault;
      await instead(fault, operation, real);
    }
  });
}

export function oneMillisecondAfter(date: Date): Date {
  return new Date(date.getTime() + 1);
}

export function oneMillisecondBefore(date: Date): Date {
  return new Date(date.getTime() - 1);
}

export function uniqueConflictOf(constraint: UniqueConstraint): StorageError {
  return new StorageError('unique_conflict', 'a mutant made this up', { constraint });
}
