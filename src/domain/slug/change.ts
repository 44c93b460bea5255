import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { secondsAfter, secondsUntil } from '../shared/time.js';
import type { Slug, SlugRecord } from './slug.js';

/** The current slug becomes a former one, which redirects; the new one is new, or one the organization had before. */
export interface SlugMove {
  readonly left: SlugRecord;
  readonly taken: SlugRecord;
  /** The organization takes back a slug that was its own. */
  readonly isReturn: boolean;
}

/**
 * Another slug for an organization that has these. Refused: `rate_limited` within a day of the last change,
 * `former_slug_limit_reached`.
 */
export function changeSlug(
  own: readonly SlugRecord[],
  to: Slug,
  lastChange: Date | undefined,
  policy: Pick<Policy, 'formerSlugs' | 'slugChangeInterval'>,
  now: Date,
): Result<SlugMove, RefusalOf<'rate_limited' | 'former_slug_limit_reached'>> {
  const current = own.find((record) => record.state === 'current');
  if (current === undefined) throw new Error(`no slug of the organization is its current one`);
  const freeAt = lastChange && secondsAfter(lastChange, policy.slugChangeInterval);
  if (/* SLUG-33 */ freeAt !== undefined && now < freeAt) {
    return refuse({ code: 'rate_limited', retryAfter: secondsUntil(freeAt, now) });
  }
  const isReturn = own.some(({ slug }) => slug === to);
  const limit = policy.formerSlugs;
  const isTooMany = !isReturn && own.length > limit;
  if (isTooMany) return refuse({ code: 'former_slug_limit_reached', limit }); // SLUG-32
  const { organizationId } = current;
  return ok({
    left: { ...current, state: 'former', since: now },
    taken: { slug: to, organizationId, state: 'current', since: now },
    isReturn,
  });
}
