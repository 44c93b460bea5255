// The deadline of a command, and how long it waits between two attempts.

import { onAbort } from '../../ports/on-abort.js';
import { isStorageError, StorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';

/** The time that a command has: until its signal aborts, and at most `policy.commandDeadline` seconds from its start. */
export interface RetryTimer {
  /** Aborts a pause. */
  readonly signal: AbortSignal | undefined;
  /** Waits before the next attempt. Throws the fault if another attempt cannot help or the time is over. */
  pauseBeforeRetry(fault: unknown): Promise<void>;
  /** The same without a pause, for an attempt whose reads were too old before it held its rows. */
  checkBeforeRetry(fault: unknown): void;
  /** Does the work, and throws as `throwIfOver` does when the time is over. The work itself continues. */
  waitFor<T>(work: () => Promise<T>): Promise<T>;
  /** Throws when the time is over: the reason of the signal, or a `DeadlinePassedError`. */
  throwIfOver(): void;
  /** Milliseconds until the deadline. */
  leftMs(): number;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

/** The deadline has passed. `lastFault` is why the last attempt failed, if one did. */
export class DeadlinePassedError extends Error {
  override readonly name = 'DeadlinePassedError';
  readonly lastFault: StorageError | undefined;

  constructor(lastFault: StorageError | undefined) {
    super('the deadline of the command has passed');
    this.lastFault = lastFault;
  }
}

export function startRetryTimer(
  { pacing, policy }: Pick<Dependencies, 'pacing' | 'policy'>,
  signal?: AbortSignal,
): RetryTimer {
  const deadline = pacing.monotonicNow() + policy.commandDeadline * 1000;
  let attempt = 0;
  let lastFault: StorageError | undefined;
  // Timers of Node may end a millisecond before the clock says so. The caller is told then that nothing was written, so
  // what still runs must find no time left.
  let hasEnded = false;
  const leftMs = () => (hasEnded ? 0 : Math.max(0, deadline - pacing.monotonicNow()));
  const checkBeforeRetry = (fault: unknown) => {
    signal?.throwIfAborted();
    if (!isRetryableFault(fault) || leftMs() === 0) throw fault;
    lastFault = fault;
  };
  const throwIfOver = () => {
    signal?.throwIfAborted();
    if (leftMs() === 0) throw new DeadlinePassedError(lastFault);
  };
  return {
    signal,
    now: () => pacing.monotonicNow(),
    leftMs,
    checkBeforeRetry,
    throwIfOver,
    async pauseBeforeRetry(fault) {
      checkBeforeRetry(fault);
      await pacing.backoff(attempt, signal);
      attempt += 1;
    },
    waitFor: (work) =>
      new Promise((resolve, reject) => {
        throwIfOver();
        const stopTimer = pacing.startTimer(leftMs(), () => {
          hasEnded = true;
          end(new DeadlinePassedError(lastFault));
        });
        const stopListening = signal && onAbort(signal, () => end(signal.reason));
        function stop(): void {
          stopTimer();
          stopListening?.();
        }
        function end(reason: unknown): void {
          stop();
          reject(reason);
        }
        work().finally(stop).then(resolve, reject);
      }),
  };
}

function isRetryableFault(fault: unknown): fault is StorageError {
  if (!isStorageError(fault)) return false;
  return ['version_conflict', 'unique_conflict', 'unavailable'].includes(fault.code);
}

/** The fault of a command whose time is over and which has written nothing: why its last attempt failed, if one did. */
export function outOfTimeFault(error: DeadlinePassedError, seconds: number): StorageError {
  return (
    error.lastFault ??
    new StorageError(
      'unavailable',
      `The command was not done within ${seconds} seconds (policy.commandDeadline): the storage, or a function of the embedding service, did not answer. Nothing was written; try again.`,
    )
  );
}
