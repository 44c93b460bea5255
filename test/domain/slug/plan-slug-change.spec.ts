// When an organization can change its slug.
import { describe, expect, it } from 'vitest';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { planSlugChange } from '../../../src/domain/slug/plan-slug-change.js';
import { type SlugRecord, slugOrThrow } from '../../../src/domain/slug/slug.js';
import { mentraId, now, secondsLater } from '../support/samples.js';

const day = 86_400;
const policy = resolvePolicy();

function recordOf(text: string, state: SlugRecord['state']): SlugRecord {
  return { slug: slugOrThrow(text), organizationId: mentraId, state, since: now };
}

/** The organization's current slug `now`, and this many former ones: before-1, before-2 and so on. */
function slugsWith(former: number): SlugRecord[] {
  const before = Array.from({ length: former }, (_, n) => recordOf(`before-${n + 1}`, 'former'));
  return [...before, recordOf('now', 'current')];
}

const at = secondsLater(2 * day);

describe('a change of slug', () => {
  it('makes the new slug current, and keeps the old one as a former slug', () => {
    expect(planSlugChange(slugsWith(0), slugOrThrow('next'), undefined, policy, at)).toEqual({
      ok: true,
      value: {
        formerRecord: { slug: 'now', organizationId: mentraId, state: 'former', since: at },
        currentRecord: { slug: 'next', organizationId: mentraId, state: 'current', since: at },
        isReclaimed: false,
      },
    });
  });

  it('can return to a former slug of the organization', () => {
    expect(planSlugChange(slugsWith(3), slugOrThrow('before-2'), undefined, policy, at)).toEqual({
      ok: true,
      value: {
        formerRecord: { slug: 'now', organizationId: mentraId, state: 'former', since: at },
        currentRecord: { slug: 'before-2', organizationId: mentraId, state: 'current', since: at },
        isReclaimed: true,
      },
    });
  });

  it('is possible once a day, from the exact second', () => {
    const changeAt = (seconds: number) =>
      planSlugChange(slugsWith(1), slugOrThrow('next'), now, policy, secondsLater(seconds));
    expect(changeAt(1)).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: day - 1 },
    });
    expect(changeAt(day - 0.5)).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 1 },
    });
    expect(changeAt(day).ok).toBe(true);
  });

  it('is possible at any time without an interval, and always the first time', () => {
    const none = resolvePolicy({ slugChangeInterval: 0 });
    expect(planSlugChange(slugsWith(1), slugOrThrow('next'), now, none, now).ok).toBe(true);
    expect(planSlugChange(slugsWith(0), slugOrThrow('next'), undefined, policy, now).ok).toBe(true);
  });

  it('leaves at most ten former slugs, but can always return to one of them', () => {
    expect(planSlugChange(slugsWith(9), slugOrThrow('next'), undefined, policy, at).ok).toBe(true);
    expect(planSlugChange(slugsWith(10), slugOrThrow('next'), undefined, policy, at)).toEqual({
      ok: false,
      refusal: { code: 'former_slug_limit_reached', limit: 10 },
    });
    expect(
      planSlugChange(slugsWith(10), slugOrThrow('before-10'), undefined, policy, at),
    ).toMatchObject({
      ok: true,
      value: { isReclaimed: true },
    });
  });

  it('can return to a former slug even if the limit is lower now', () => {
    const fewer = resolvePolicy({ maxFormerSlugs: 2 });
    const own = slugsWith(5);
    const back = planSlugChange(own, slugOrThrow('before-2'), undefined, fewer, at);
    expect(back).toMatchObject({ ok: true, value: { isReclaimed: true } });
    expect(planSlugChange(own, slugOrThrow('next'), undefined, fewer, at)).toMatchObject({
      refusal: { code: 'former_slug_limit_reached', limit: 2 },
    });
  });

  it('is refused if the policy keeps no former slugs', () => {
    const none = resolvePolicy({ maxFormerSlugs: 0 });
    expect(planSlugChange(slugsWith(0), slugOrThrow('next'), undefined, none, at)).toEqual({
      ok: false,
      refusal: { code: 'former_slug_limit_reached', limit: 0 },
    });
  });

  it('checks the interval before the limit', () => {
    expect(
      planSlugChange(slugsWith(10), slugOrThrow('next'), now, policy, secondsLater(1)),
    ).toMatchObject({
      refusal: { code: 'rate_limited' },
    });
  });

  it('throws without a current slug', () => {
    const former = slugsWith(2).filter(({ state }) => state === 'former');
    expect(() => planSlugChange(former, slugOrThrow('next'), undefined, policy, at)).toThrow(
      `organization ${former[0]?.organizationId} has no current slug`,
    );
  });
});
