// Takes a call from one rate limit.

import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { RateLimit } from '../../ports/rate-limiter.js';
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
