// Storages that record calls, fail, or lose answers.
import type { CommandEntry, Operation, OperationId, Storage } from '../../../src/index.js';
import { isStorageError, parseOperationId, StorageError } from '../../../src/index.js';
import {
  interceptStorage,
  type RecordedCall,
  type StorageCall,
} from '../../../src/testing/doubles/index.js';

import { assertPresent } from '../../support/world.js';

export interface WrittenCommand extends Operation {
  readonly journal: CommandEntry;
}

interface RecordedCalls {
  readonly calls: readonly RecordedCall[];
}

/** The commits of commands, in order. */
export function writtenCommands({ calls }: RecordedCalls): readonly WrittenCommand[] {
  return calls.flatMap(({ call, outcome }) => {
    if (call.port !== 'storage' || call.method !== 'commit') return [];
    const [{ journal, ...rest }] = call.args;
    const isLanded = outcome.status === 'fulfilled' && journal.kind === 'command';
    return isLanded ? [{ ...rest, journal }] : [];
  });
}

/** All attempted writes, successful or not. */
export function requestedWrites({ calls }: RecordedCalls): readonly RecordedCall[] {
  return calls.filter(({ call }) => call.port === 'outbox' || call.method === 'commit');
}

/** Returns the storage error that a call fails with. */
export async function storageErrorOf(call: Promise<unknown>): Promise<StorageError> {
  const fault = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!isStorageError(fault)) throw new Error(`the test expected a fault, not ${String(fault)}`);
  return fault;
}

/** The id in the journal of an operation, from the id that its caller was thrown. */
export function journalIdOf(operationId: string | undefined): OperationId {
  return assertPresent(parseOperationId(assertPresent(operationId).split('-')[0] ?? ''));
}

/** A storage that is unavailable for these calls. */
export function withUnavailableCalls(
  storage: Storage,
  isUnavailable: (call: StorageCall) => boolean,
): Storage {
  return interceptStorage(storage, async (call, proceed) => {
    if (isUnavailable(call)) throw new StorageError('unavailable', 'the storage is unavailable');
    return proceed();
  });
}

export function isFence(call: StorageCall): boolean {
  if (call.port !== 'storage' || call.method !== 'commit') return false;
  return call.args[0].journal.kind === 'fence';
}

/** Commits commands but loses every answer; fences fail. */
export function withLostAnswers(storage: Storage): Storage {
  return interceptStorage(withUnavailableCalls(storage, isFence), async (call, proceed) => {
    if (call.method !== 'commit' || isFence(call)) return proceed();
    await proceed();
    throw new StorageError('outcome_unknown', 'the answer is lost');
  });
}

/** Commits, but loses the answer of the first commit only. */
export function withLostFirstAnswer(storage: Storage): Storage {
  let isLost = false;
  return interceptStorage(storage, async (call, proceed) => {
    if (isLost || call.method !== 'commit') return proceed();
    isLost = true;
    await proceed();
    throw new StorageError('outcome_unknown', 'the answer is lost');
  });
}
