import { describe, expect, it } from 'vitest';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { changeSlug } from '../../../src/domain/slug/change.js';
import { type SlugRecord, slugOf } from '../../../src/domain/slug/slug.js';
import { later, mentra, now } from '../support/samples.js';

const day = 86_400;
const policy = policyWith();

function recordOf(text: string, state: SlugRecord['state']): SlugRecord {
  return { slug: slugOf(text), organizationId: mentra, state, since: now };
}

/** The organization's current slug, `now`, and this many former ones: before-1, before-2 and so on. */
function slugsWith(former: number): SlugRecord[] {
  const before = Array.from({ length: former }, (_, n) => recordOf(`before-${n + 1}`, 'former'));
  return [...before, recordOf('now', 'current')];
}

const at = later(2 * day);

describe('another slug', () => {
  it('is current from now on, and the one before it a former one that stays with the organization', () => {
    expect(changeSlug(slugsWith(0), slugOf('next'), undefined, policy, at)).toEqual({
      ok: true,
      value: {
        left: { slug: 'now', organizationId: mentra, state: 'former', since: at },
        taken: { slug: 'next', organizationId: mentra, state: 'current', since: at },
        isReturn: false,
      },
    });
  });

  it('may be one that the organization had before', () => {
    expect(changeSlug(slugsWith(3), slugOf('before-2'), undefined, policy, at)).toEqual({
      ok: true,
      value: {
        left: { slug: 'now', organizationId: mentra, state: 'former', since: at },
        taken: { slug: 'before-2', organizationId: mentra, state: 'current', since: at },
        isReturn: true,
      },
    });
  });

  it('is taken once a day, from the second a day is over', () => {
    const changeAt = (seconds: number) =>
      changeSlug(slugsWith(1), slugOf('next'), now, policy, later(seconds));
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

  it('is taken at any time where the policy sets no interval, and first after the founding in any case', () => {
    const none = policyWith({ slugChangeInterval: 0 });
    expect(changeSlug(slugsWith(1), slugOf('next'), now, none, now).ok).toBe(true);
    expect(changeSlug(slugsWith(0), slugOf('next'), undefined, policy, now).ok).toBe(true);
  });

  it('makes at most ten former ones; what was one of them is still free to return to', () => {
    expect(changeSlug(slugsWith(9), slugOf('next'), undefined, policy, at).ok).toBe(true);
    expect(changeSlug(slugsWith(10), slugOf('next'), undefined, policy, at)).toEqual({
      ok: false,
      refusal: { code: 'former_slug_limit_reached', limit: 10 },
    });
    expect(changeSlug(slugsWith(10), slugOf('before-10'), undefined, policy, at)).toMatchObject({
      ok: true,
      value: { isReturn: true },
    });
  });

  it('may come back however many there are, where the limit was lowered since', () => {
    const fewer = policyWith({ formerSlugs: 2 });
    const own = slugsWith(5);
    const back = changeSlug(own, slugOf('before-2'), undefined, fewer, at);
    expect(back).toMatchObject({ ok: true, value: { isReturn: true } });
    expect(changeSlug(own, slugOf('next'), undefined, fewer, at)).toMatchObject({
      refusal: { code: 'former_slug_limit_reached', limit: 2 },
    });
  });

  it('is none where the policy keeps no former ones', () => {
    const none = policyWith({ formerSlugs: 0 });
    expect(changeSlug(slugsWith(0), slugOf('next'), undefined, none, at)).toEqual({
      ok: false,
      refusal: { code: 'former_slug_limit_reached', limit: 0 },
    });
  });

  it('waits first: the interval is named before the limit', () => {
    expect(changeSlug(slugsWith(10), slugOf('next'), now, policy, later(1))).toMatchObject({
      refusal: { code: 'rate_limited' },
    });
  });

  it('needs a current one before it', () => {
    const former = slugsWith(2).filter(({ state }) => state === 'former');
    expect(() => changeSlug(former, slugOf('next'), undefined, policy, at)).toThrow(
      'no slug of the organization is its current one',
    );
  });
});
