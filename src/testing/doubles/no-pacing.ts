import type { Pacing } from '../../ports/system.js';

/**
 * Waits for nothing but a turn of the others, and still lets time pass: so many milliseconds with every pause, and
 * what was asked for with every wait, so that deadlines come to their end.
 */
export function noPacing(millisecondsAPause = 20): Pacing {
  let elapsed = 0;
  async function pass(milliseconds: number): Promise<void> {
    await Promise.resolve();
    elapsed += milliseconds;
  }
  return {
    pause: () => pass(millisecondsAPause),
    wait: pass,
    elapsed: () => elapsed,
  };
}
