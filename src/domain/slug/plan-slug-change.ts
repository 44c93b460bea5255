// The rules for changing the slug of an organization.

import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { addSeconds, secondsUntil } from '../shared/time.js';
import type { Slug, SlugRecord } from './slug.js';

/** A change of slug. The current slug becomes a former one, which redirects. The next slug was never used before, or it is a former slug of this organization. */
export interface SlugRecordChange {
  readonly formerRecord: SlugRecord;
  readonly currentRecord: SlugRecord;
  /** Whether the new slug is a former slug of the organization. */
  readonly isReclaimed: boolean;
}

/** The refusal if the slug belongs to another organization. `own` are the organization's slugs, current and former. */
export function slugTakenRefusal(
  slug: Slug,
  own: readonly Pick<SlugRecord, 'slug'>[],
  isTaken: boolean,
): RefusalOf<'slug_taken'> | null {
  const isOwn = /* SLUG-29 */ own.some((record) => record.slug === slug);
  return /* SLUG-28 */ isOwn || !isTaken ? null : { code: 'slug_taken', path: ['slug'] };
}

/**
 * Plans the change to another slug. `own` are the organization's slugs, current and former. Refused: `rate_limited`
 * within `policy.slugChangeInterval` of the last change, `former_slug_limit_reached`.
 */
export function planSlugChange(
  own: readonly SlugRecord[],
  to: Slug,
  lastChange: Date | undefined,
  policy: Pick<Policy, 'maxFormerSlugs' | 'slugChangeInterval'>,
  now: Date,
): Result<SlugRecordChange, RefusalOf<'rate_limited' | 'former_slug_limit_reached'>> {
  const current = own.find((record) => record.state === 'current');
  if (current === undefined) {
    throw new Error(`organization ${own[0]?.organizationId} has no current slug`);
  }
  const freeAt = lastChange && addSeconds(lastChange, policy.slugChangeInterval);
  if (/* SLUG-33 */ freeAt !== undefined && now < freeAt) {
    return refuse({ code: 'rate_limited', retryAfter: secondsUntil(freeAt, now) });
  }
  const isReclaimed = own.some(({ slug }) => slug === to);
  const limit = policy.maxFormerSlugs;
  const isTooMany = !isReclaimed && own.length > limit;
  if (isTooMany) return refuse({ code: 'former_slug_limit_reached', limit }); // SLUG-32
  const { organizationId } = current;
  return ok({
    formerRecord: { ...current, state: 'former', since: now },
    currentRecord: { slug: to, organizationId, state: 'current', since: now },
    isReclaimed,
  });
}
