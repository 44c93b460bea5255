// Limits and times for the clauses on rate limiters.

import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.js';

/** One thing that every rate limiter must do, with its check. */
export interface RateLimiterClause {
  /** `LIMIT-` and a number. An id never changes its meaning. */
  readonly id: string;
  /** What the rate limiter must do, as in `docs/contract.md`. */
  readonly statement: string;
  /** Checks a rate limiter that has counted nothing. Rejects with what it did instead. */
  readonly check: (limiter: RateLimiter) => Promise<void>;
}

/** A midnight in the far future, so that a rate limiter that forgets by the system clock forgets nothing during a check. */
export const midnightEpochMs: number = Date.UTC(2150, 0, 1);

export function midnightPlus(seconds: number): Date {
  return new Date(midnightEpochMs + seconds * 1000);
}

export function rateLimitOfOneInviter(overrides: Partial<RateLimit> = {}): RateLimit {
  return { key: 'inviter a1', limit: 3, window: 600, ...overrides };
}

/** The results of calls with these costs, one after the other. */
export async function takeEach(
  limiter: RateLimiter,
  limit: RateLimit,
  costs: readonly number[],
  now: Date,
): Promise<readonly (number | null)[]> {
  const given: (number | null)[] = [];
  for (const cost of costs) given.push(await limiter.take(limit, cost, now));
  return given;
}
