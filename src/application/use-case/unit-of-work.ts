// What becomes of a commit: how conflicts are tried again within a deadline, and how a lost answer is settled.

import type { FenceEntry } from '../../domain/journal/entry.js';
import { type OperationId, parseOperationId } from '../../domain/shared/ids.js';
import { isStorageError, StorageError } from '../../ports/storage-error.js';
import type { Context } from '../context.js';

/** The entry's id after `epoch` fences: each fence closes one id for good, and the next attempt takes the next. */
export function journalIdAt(operationId: OperationId, epoch: number): OperationId {
  const id = parseOperationId(epoch === 0 ? operationId : `${operationId}.${epoch}`);
  if (id === null)
    throw new Error(`operation ${operationId} cannot have been fenced ${epoch} times`);
  return id;
}

export interface Deadline {
  /** Ends the waiting early. */
  readonly signal: AbortSignal | undefined;
  /** Waits before the next attempt; throws the fault where trying again is in vain or the time is over. */
  pauseAfter(fault: unknown): Promise<void>;
}

export function deadlineOf({ pacing, policy }: Context, signal?: AbortSignal): Deadline {
  const end = pacing.elapsed() + policy.commandDeadline * 1000;
  let attempt = 0;
  return {
    signal,
    async pauseAfter(fault) {
      signal?.throwIfAborted();
      if (!isWorthAnotherTry(fault) || pacing.elapsed() >= end) throw fault;
      await pacing.pause(attempt, signal);
      attempt += 1;
    },
  };
}

function isWorthAnotherTry(fault: unknown): boolean {
  if (!isStorageError(fault)) return false;
  return ['version_conflict', 'unique_conflict', 'unavailable'].includes(fault.code);
}

/** What an attempt is to be written as, and until when it is tried. */
export interface Target {
  readonly operationId: OperationId;
  readonly journalId: OperationId;
  readonly deadline: Deadline;
}

/** `again`: nothing was written. `look`: the journal has an entry under this id. `fenced`: this id is closed. */
export type AfterFault = 'again' | 'look' | 'fenced';

/** Finds out what a fault means for the command whose entry would have had this id; throws what cannot be mended. */
export async function afterFault(
  context: Context,
  fault: unknown,
  target: Target,
): Promise<AfterFault> {
  if (isStorageError(fault) && fault.code === 'outcome_unknown') return fence(context, target);
  if (isEntryInTheWay(fault)) return 'look';
  await target.deadline.pauseAfter(fault);
  return 'again';
}

/**
 * Inserts an entry under the id of the commit whose answer was lost. An absent entry proves nothing, since the
 * commit may still land; a fence waits for it or keeps it out.
 */
export async function fence(
  context: Context,
  { operationId, journalId, deadline }: Target,
): Promise<'look' | 'fenced'> {
  for (;;) {
    try {
      const entry: FenceEntry = { kind: 'fence', id: journalId, at: await context.clock.now() };
      await context.storage.commit({ changes: [], journal: entry, messages: [] });
      return 'fenced';
    } catch (fault) {
      if (isEntryInTheWay(fault)) return 'look';
      await deadline.pauseAfter(retryable(fault)).catch((last: unknown) => {
        throw outcomeUnknown(operationId, last);
      });
    }
  }
}

/** For writes that may be done twice, such as a fence: a lost answer is settled by trying again. */
export function retryable(fault: unknown): unknown {
  const isLost = isStorageError(fault) && fault.code === 'outcome_unknown';
  return isLost ? new StorageError('unavailable', fault.message, { cause: fault }) : fault;
}

function isEntryInTheWay(fault: unknown): boolean {
  return isStorageError(fault) && fault.constraint === 'journal.id';
}

/** What a fault means where an earlier commit may have been written: not that nothing was. */
export function unsettled(fault: unknown, { operationId, deadline }: Target): unknown {
  const isTold = isStorageError(fault) && fault.code === 'outcome_unknown';
  const isOfTheWorld = isStorageError(fault) || deadline.signal?.aborted === true;
  return isTold || !isOfTheWorld ? fault : outcomeUnknown(operationId, fault);
}

function outcomeUnknown(operationId: OperationId, cause: unknown): StorageError {
  return new StorageError(
    'outcome_unknown',
    `the storage did not say whether operation ${operationId} was written; call the command again with this operationId to finish it`,
    { operationId, cause },
  );
}
