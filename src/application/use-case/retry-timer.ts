// How long a command tries again, and how long it waits.

import { onAbort } from '../../ports/on-abort.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';

/** How long a command tries again (`policy.commandDeadline` seconds from its start), and the wait between two attempts. */
export interface RetryTimer {
  /** Aborts a pause. */
  readonly signal: AbortSignal | undefined;
  /** Waits before the next attempt. Throws the fault if another attempt cannot help or the deadline has passed. */
  pauseBeforeRetry(fault: unknown): Promise<void>;
  /** The same without a pause, for an attempt whose reads were too old before it held its rows. */
  checkBeforeRetry(fault: unknown): void;
  /** Waits for the work. Throws a `DeadlinePassedError`, or the reason of the signal, if that comes first. */
  waitFor<T>(work: Promise<T>): Promise<T>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

export class DeadlinePassedError extends Error {
  override readonly name = 'DeadlinePassedError';
}

export function startRetryTimer(
  { pacing, policy }: Dependencies,
  signal?: AbortSignal,
): RetryTimer {
  const end = pacing.monotonicNow() + policy.commandDeadline * 1000;
  let attempt = 0;
  const checkBeforeRetry = (fault: unknown) => {
    signal?.throwIfAborted();
    if (!isRetryableFault(fault) || pacing.monotonicNow() >= end) throw fault;
  };
  return {
    signal,
    now: () => pacing.monotonicNow(),
    checkBeforeRetry,
    async pauseBeforeRetry(fault) {
      checkBeforeRetry(fault);
      await pacing.backoff(attempt, signal);
      attempt += 1;
    },
    waitFor: (work) =>
      new Promise((resolve, reject) => {
        const left = Math.max(0, end - pacing.monotonicNow());
        const stopTimer = pacing.startTimer(left, () => reject(new DeadlinePassedError()));
        const stopListening = signal && onAbort(signal, () => reject(signal.reason));
        const stopWaiting = () => {
          stopTimer();
          stopListening?.();
        };
        work.finally(stopWaiting).then(resolve, reject);
      }),
  };
}

function isRetryableFault(fault: unknown): boolean {
  if (!isStorageError(fault)) return false;
  return ['version_conflict', 'unique_conflict', 'unavailable'].includes(fault.code);
}
