// Soft limits counted in this process: as many processes as there are, so many times the limit.

import { secondsUntil } from '../../domain/shared/time.js';
import type { RateLimiter } from '../../ports/system.js';

interface Window {
  readonly end: Date;
  readonly taken: Map<string, number>;
}

/** Counts what is taken in windows that are not over; nothing is kept of those that are. */
export function memoryRateLimiter(): RateLimiter {
  const running = new Map<string, Window>();
  return {
    async take({ key, limit, window }, cost, now) {
      await Promise.resolve();
      forgetPast(running, now);
      const { end, taken } = windowAt(running, window, now);
      const after = (taken.get(key) ?? 0) + cost;
      if (after > limit) return secondsUntil(end, now);
      taken.set(key, after);
      return null;
    },
  };
}

/** Few stand here at any time: one for each length that is in use. */
function forgetPast(running: Map<string, Window>, now: Date): void {
  for (const [name, { end }] of running) if (end <= now) running.delete(name);
}

function windowAt(running: Map<string, Window>, seconds: number, now: Date): Window {
  const length = seconds * 1000;
  const number = Math.floor(now.getTime() / length);
  const name = `${seconds} ${number}`;
  const window = running.get(name) ?? { end: new Date((number + 1) * length), taken: new Map() };
  running.set(name, window);
  return window;
}
