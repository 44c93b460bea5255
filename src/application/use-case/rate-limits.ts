// Takes a call from its rate limits.

import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.js';
import type { CommandContext } from './command.js';

/** Counts the call. `path` is the field that is at fault if the limit is reached. Refused: `rate_limited`, and then nothing is counted. */
export async function chargeRateLimit(
  { deps, now }: CommandContext,
  limit: RateLimit,
  path?: Path,
): Promise<Result<null, RefusalOf<'rate_limited'>>> {
  const retryAfter = await deps.rateLimiter.take(limit, 1, now);
  if (retryAfter === null) return ok(null);
  return refuse({ code: 'rate_limited', retryAfter, ...(path === undefined ? {} : { path }) });
}

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
