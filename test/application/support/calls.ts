// What storages were asked, and storages that lose answers.
import type { CommandEntry, Operation, Storage } from '../../../src/index.js';
import { isStorageError, StorageError } from '../../../src/index.js';
import {
  passThrough,
  type RecordedCall,
  type StorageCall,
} from '../../../src/testing/doubles/index.js';

export interface LandedCommand extends Operation {
  readonly journal: CommandEntry;
}

interface Recorded {
  readonly calls: readonly RecordedCall[];
}

/** The commits of commands that were written, in order. */
export function landed({ calls }: Recorded): readonly LandedCommand[] {
  return calls.flatMap(({ call, outcome }) => {
    if (call.port !== 'storage' || call.method !== 'commit') return [];
    const [{ journal, ...rest }] = call.args;
    const isLanded = outcome.status === 'fulfilled' && journal.kind === 'command';
    return isLanded ? [{ ...rest, journal }] : [];
  });
}

/** Whatever asked for a write, whether or not it was done. */
export function writesAsked({ calls }: Recorded): readonly RecordedCall[] {
  return calls.filter(({ call }) => call.port === 'outbox' || call.method === 'commit');
}

/** The fault that a call ends with. */
export async function faultOf(call: Promise<unknown>): Promise<StorageError> {
  const fault = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!isStorageError(fault)) throw new Error(`the test expected a fault, not ${String(fault)}`);
  return fault;
}

/** Out of reach for these calls. */
export function withoutReach(storage: Storage, isAway: (call: StorageCall) => boolean): Storage {
  return passThrough(storage, async (call, proceed) => {
    if (isAway(call)) throw new StorageError('unavailable', 'the storage is away');
    return proceed();
  });
}

export function isFence(call: StorageCall): boolean {
  if (call.port !== 'storage' || call.method !== 'commit') return false;
  return call.args[0].journal.kind === 'fence';
}

/** Writes commands and loses each answer; fences do not get through. */
export function losingAnswers(storage: Storage): Storage {
  return passThrough(withoutReach(storage, isFence), async (call, proceed) => {
    if (call.method !== 'commit' || isFence(call)) return proceed();
    await proceed();
    throw new StorageError('outcome_unknown', 'the answer is lost');
  });
}

/** Writes the first commit and loses the answer; all others are answered. */
export function losingFirstAnswer(storage: Storage): Storage {
  let isLost = false;
  return passThrough(storage, async (call, proceed) => {
    if (isLost || call.method !== 'commit') return proceed();
    isLost = true;
    await proceed();
    throw new StorageError('outcome_unknown', 'the answer is lost');
  });
}
