import type { RetryPauses } from '../../ports/clock-random-ids.js';

/**
 * Pacing that does not wait: it only lets other code run. Its own clock still moves, by `millisecondsPerPause` with every
 * backoff and by the given time with every sleep, so that deadlines pass. Its timers never end.
 */
export function noPacing(millisecondsPerPause = 20): RetryPauses {
  let elapsed = 0;
  async function advance(milliseconds: number): Promise<void> {
    await Promise.resolve();
    elapsed += milliseconds;
  }
  return {
    backoff: () => advance(millisecondsPerPause),
    sleep: advance,
    startTimer: () => () => {},
    monotonicNow: () => elapsed,
  };
}
