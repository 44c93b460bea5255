// Handles a failed commit: tries again after a conflict until the deadline, and finds out whether a commit without an answer was written.

import type { FenceEntry } from '../../domain/journal/journal-entry.js';
import { type OperationId, parseOperationId } from '../../domain/shared/ids.js';
import { isStorageError, StorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import type { CommandTurn } from './command-turn.js';
import { giveWay } from './give-way.js';
import type { RetryTimer } from './retry-timer.js';

/** The journal id of the next attempt. Each fence closes one id for good, so after `fenceCount` fences the id ends in `.<fenceCount>`. */
export function journalIdAfterFences(operationId: OperationId, fenceCount: number): OperationId {
  const id = parseOperationId(fenceCount === 0 ? operationId : `${operationId}.${fenceCount}`);
  if (id === null) throw new Error(`operation ${operationId} has too many fences (${fenceCount})`);
  return id;
}

function isVersionConflict(fault: unknown): boolean {
  return isStorageError(fault) && fault.code === 'version_conflict';
}

/** The id under which an attempt is written, its deadline, and its rows. */
export interface CommitAttempt {
  readonly journalId: OperationId;
  readonly retryTimer: RetryTimer;
  readonly turn: CommandTurn;
}

/**
 * Finds out whether a commit that failed was written, and waits if the command tries again. Throws the fault if it cannot.
 * `retry`: nothing was written. `check_journal`: the journal has an entry under this id. `fenced`: a fence closes this id.
 */
export async function recoverFromFault(
  deps: Dependencies,
  fault: unknown,
  commitAttempt: CommitAttempt,
): Promise<'retry' | 'check_journal' | 'fenced'> {
  if (isOutcomeUnknownFault(fault)) return insertFence(deps, commitAttempt);
  if (isJournalIdTaken(fault)) return 'check_journal';
  const { retryTimer, turn } = commitAttempt;
  if (!isVersionConflict(fault)) await retryTimer.pauseBeforeRetry(fault);
  else {
    retryTimer.checkBeforeRetry(fault);
    if (turn.hadRowsBeforeReading()) await giveWay(deps, turn, retryTimer);
  }
  return 'retry';
}

/**
 * Inserts a fence: an empty entry under the journal id of a commit that gave no answer. Reading the journal is not enough,
 * since the commit may still arrive later. With the fence, either the commit is in the journal already, or it can never be written.
 */
export async function insertFence(
  deps: Dependencies,
  { journalId, retryTimer }: CommitAttempt,
): Promise<'check_journal' | 'fenced'> {
  for (;;) {
    try {
      const entry: FenceEntry = { kind: 'fence', id: journalId, at: await deps.clock.now() };
      retryTimer.throwIfOver();
      await deps.storage.commit({ changes: [], journal: entry, messages: [] });
      return 'fenced';
    } catch (fault) {
      if (isJournalIdTaken(fault)) return 'check_journal';
      await retryTimer.pauseBeforeRetry(toRetryableFault(fault));
    }
  }
}

/** Turns `outcome_unknown` into `unavailable`, so that the write is tried again. Only for writes that may run twice, such as a fence. */
export function toRetryableFault(fault: unknown): unknown {
  return isOutcomeUnknownFault(fault)
    ? new StorageError('unavailable', fault.message, { cause: fault })
    : fault;
}

export function isOutcomeUnknownFault(fault: unknown): fault is StorageError {
  return isStorageError(fault) && fault.code === 'outcome_unknown';
}

function isJournalIdTaken(fault: unknown): boolean {
  return isStorageError(fault) && fault.constraint === 'journal.id';
}

/** The fault for a caller who can find out by another call whether the operation was written. */
export function outcomeUnknownError(operationId: string, cause: unknown): StorageError {
  return new StorageError(
    'outcome_unknown',
    `the storage did not say whether operation ${operationId} was written; call the command again with this operationId to finish it`,
    { operationId, cause },
  );
}
