// Work of which only so much is done at once, and only so much waits.

import type { RefusalOf } from '../../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../../domain/shared/result.js';

/** Does work in turns. */
export type WorkLine = <T>(work: () => Promise<T>) => Promise<Result<T, RefusalOf<'overloaded'>>>;

/**
 * At most `parallel` at once, and at most `maxWaiting` wait, in the order of their calls; more are `overloaded`. `now` is a
 * clock in milliseconds that never goes back.
 */
export function createWorkLine(parallel: number, maxWaiting: number, now: () => number): WorkLine {
  const waiting: (() => void)[] = [];
  let running = 0;
  let lastTookMs = 0;
  const secondsOfAll = () => (lastTookMs * (waiting.length + running)) / parallel / 1000;
  const start = async () => {
    if (running < parallel) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  // The next one takes over the place, so that nobody who comes now can be faster.
  const end = () => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async (work) => {
    if (running >= parallel && waiting.length >= maxWaiting)
      return refuse({ code: 'overloaded', retryAfter: Math.max(1, Math.ceil(secondsOfAll())) });
    await start();
    const since = now();
    try {
      return ok(await work());
    } finally {
      lastTookMs = now() - since;
      end();
    }
  };
}
