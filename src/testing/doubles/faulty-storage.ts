// A storage whose calls fail as a test decides.

import type { Operation, Storage } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { interceptStorage, type StorageCall } from './intercept-storage.js';

/**
 * What goes wrong with one call. `before`: the call fails with `unavailable` and does nothing. `after`: the call runs, its
 * answer is lost, and it fails with `outcome_unknown`; a read fails as with `before`.
 */
export type FaultTiming = 'none' | 'before' | 'after';

/**
 * Takes one fault from `faults` for every call except `close`; there are no faults after its end. Pass
 * `fc.infiniteStream(…)` to let fast-check shrink and replay the faults.
 */
export function faultyStorage(storage: Storage, faults: Iterator<FaultTiming>): Storage {
  return interceptStorage(storage, async (call, proceed) => {
    if (call.method === 'close') return proceed();
    const fault = takeNextFault(faults);
    if (fault === 'none') return proceed();
    if (fault === 'before' || !isWrite(call)) throw unavailableError();
    await Promise.allSettled([proceed()]);
    throw lostAnswerError(call);
  });
}

function takeNextFault(faults: Iterator<FaultTiming>): FaultTiming {
  const { done, value } = faults.next();
  return done ? 'none' : value;
}

function isWrite({ port, method }: StorageCall): boolean {
  return port === 'outbox' || method === 'commit' || method === 'recordUse';
}

function unavailableError(): StorageError {
  return new StorageError(
    'unavailable',
    'faultyStorage made this call fail before the storage; try again',
  );
}

function lostAnswerError(call: StorageCall): StorageError {
  return call.method === 'commit' && call.port === 'storage'
    ? lostCommitError(call.args[0])
    : new StorageError(
        'outcome_unknown',
        `faultyStorage lost the answer of ${call.method}; it may have been written`,
      );
}

/** The error of a commit whose answer is lost. */
export function lostCommitError({ journal }: Operation): StorageError {
  return new StorageError(
    'outcome_unknown',
    `the answer to the commit of operation ${journal.id} was lost; it may have been written`,
    { operationId: journal.id },
  );
}
