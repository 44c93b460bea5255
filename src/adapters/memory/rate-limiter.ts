// Counts soft limits in this process. Several processes count separately, so the total may be that many times the
// limit.

import { fixedWindowEnd, secondsUntil } from '../../domain/shared/time.js';
import type { RateLimiter } from '../../ports/rate-limiter.js';

interface RateLimitWindow {
  readonly end: Date;
  readonly taken: Map<string, number>;
}

/** Creates a rate limiter that counts in memory. It keeps only windows that are not over. */
export function memoryRateLimiter(): RateLimiter {
  const openWindows = new Map<string, RateLimitWindow>();
  return {
    async take({ key, limit, window }, cost, now) {
      await Promise.resolve();
      removePastWindows(openWindows, now);
      const { end, taken } = getOrCreateWindow(openWindows, window, now);
      const after = (taken.get(key) ?? 0) + cost;
      if (after > limit) return secondsUntil(end, now);
      taken.set(key, after);
      return null;
    },

    async giveBack({ key, window }, cost, now) {
      const { taken } = getOrCreateWindow(openWindows, window, now);
      const after = (taken.get(key) ?? 0) - cost;
      if (after >= 0) taken.set(key, after);
    },
  };
}

/** There are never many windows: one for each window length in use. */
function removePastWindows(openWindows: Map<string, RateLimitWindow>, now: Date): void {
  for (const [name, { end }] of openWindows) if (end <= now) openWindows.delete(name);
}

function getOrCreateWindow(
  openWindows: Map<string, RateLimitWindow>,
  windowSeconds: number,
  now: Date,
): RateLimitWindow {
  const end = fixedWindowEnd(windowSeconds, now);
  const name = `${windowSeconds} ${end.getTime()}`;
  const window = openWindows.get(name) ?? { end, taken: new Map() };
  openWindows.set(name, window);
  return window;
}
