import type { Pacing } from '../../ports/system.js';
import { cryptoRandom } from './crypto-random.js';

/** Waits by the platform's timers. An abort ends a wait; whoever waited looks at the signal. */
export const timedPacing: Pacing = {
  pause: (attempt, signal) => sleep(cryptoRandom.fraction() * longestPause(attempt), signal),
  wait: sleep,
  elapsed: () => performance.now(),
};

/** Milliseconds. */
function longestPause(attempt: number): number {
  return Math.min(500, 5 * 2 ** attempt);
}

/** Timers that are set for longer go off at once. */
const longestTimer = 2 ** 31 - 1;

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(end, Math.min(milliseconds, longestTimer));
    signal?.addEventListener('abort', end);
    function end(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    }
  });
}
