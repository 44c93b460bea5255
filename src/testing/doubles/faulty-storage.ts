import type { Operation, Storage } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { passThrough, type StorageCall } from './pass-through.js';

/**
 * What goes wrong with one call. `before`: the storage cannot be reached, and nothing is done. `after`: it is done
 * (or refused), and the answer is lost; for a read that is the same as `before`.
 */
export type StorageFault = 'none' | 'before' | 'after';

/**
 * Takes one fault from the iterator for every call but `close`, and none once it has ended. An endless stream that
 * fast-check makes shrinks and replays.
 */
export function faultyStorage(storage: Storage, faults: Iterator<StorageFault>): Storage {
  return passThrough(storage, async (call, proceed) => {
    if (call.method === 'close') return proceed();
    const fault = next(faults);
    if (fault === 'none') return proceed();
    if (fault === 'before' || !isWrite(call)) throw unreachable();
    await Promise.allSettled([proceed()]);
    throw answerLost(call);
  });
}

function next(faults: Iterator<StorageFault>): StorageFault {
  const { done, value } = faults.next();
  return done ? 'none' : value;
}

function isWrite({ port, method }: StorageCall): boolean {
  return port === 'outbox' || method === 'commit' || method === 'noteUsed';
}

function unreachable(): StorageError {
  return new StorageError('unavailable', 'the storage was told to be out of reach; try again');
}

function answerLost(call: StorageCall): StorageError {
  return call.method === 'commit' && call.port === 'storage'
    ? lostCommit(call.args[0])
    : new StorageError(
        'outcome_unknown',
        `the storage was told to lose the answer to ${call.method}`,
      );
}

/** How a storage tells that a commit may have been written. */
export function lostCommit({ journal }: Operation): StorageError {
  return new StorageError(
    'outcome_unknown',
    `the storage was told to lose the answer to the commit of operation ${journal.id}`,
    { operationId: journal.id },
  );
}
