// Takes one call from several rate limits.

import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.js';

/** What a call takes from one limit. */
export interface RateLimitCharge {
  readonly limit: RateLimit;
  readonly cost: number;
}

/**
 * Takes all charges, one after the other. If one is refused, gives back those before it: a refused call takes nothing of
 * what others share. Null if all were taken, else the refused one with the seconds until it may pass. After a fault of the
 * limiter, what was taken before stays counted.
 */
export async function takeAllOrNone<C extends RateLimitCharge>(
  rateLimiter: RateLimiter,
  charges: readonly C[],
  now: Date,
): Promise<{ readonly charge: C; readonly retryAfter: number } | null> {
  for (const [index, charge] of charges.entries()) {
    const retryAfter = await rateLimiter.take(charge.limit, charge.cost, now);
    if (retryAfter === null) continue;
    for (const { limit, cost } of charges.slice(0, index)) {
      /* INV-59 */ await rateLimiter.giveBack(limit, cost, now);
    }
    return { charge, retryAfter };
  }
  return null;
}
