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
  /** Milliseconds until the deadline. */
  leftMs(): number;
  /** Calls back at the deadline, unless the returned function is called before. */
  atDeadline(callback: () => void): () => void;
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
  const deadline = pacing.monotonicNow() + policy.commandDeadline * 1000;
  let attempt = 0;
  const leftMs = () => Math.max(0, deadline - pacing.monotonicNow());
  const checkBeforeRetry = (fault: unknown) => {
    signal?.throwIfAborted();
    if (!isRetryableFault(fault) || leftMs() === 0) throw fault;
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
    leftMs,
    atDeadline: (callback) => pacing.startTimer(leftMs(), callback),
    waitFor: (work) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const stopTimer = pacing.startTimer(leftMs(), () => end(new DeadlinePassedError()));
        const stopListening = signal && onAbort(signal, () => end(signal.reason));
        function stop(): void {
          stopTimer();
          stopListening?.();
        }
        function end(reason: unknown): void {
          stop();
          reject(reason);
        }
        work.finally(stop).then(resolve, reject);
      }),
  };
}

function isRetryableFault(fault: unknown): boolean {
  if (!isStorageError(fault)) return false;
  return ['version_conflict', 'unique_conflict', 'unavailable'].includes(fault.code);
}
