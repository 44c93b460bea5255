// Several organizations that change their slugs in any order, over the one space that all slugs share.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrganizationId } from '../../../src/domain/shared/ids.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { changeSlug } from '../../../src/domain/slug/change.js';
import { type Slug, type SlugRecord, slugOf } from '../../../src/domain/slug/slug.js';
import { later, now, organizationIdOf } from '../support/samples.js';

const owners = [1, 2, 3].map(organizationIdOf);
const pool = Array.from({ length: 9 }, (_, n) => slugOf(`slug-${n}`));

interface Step {
  readonly who: number;
  readonly to: number;
  readonly pause: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    who: fc.nat(owners.length - 1),
    to: fc.nat(pool.length - 1),
    pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100_000 })),
  }),
  { maxLength: 40 },
);
const numbers = fc.record({
  formerSlugs: fc.integer({ min: 0, max: 4 }),
  slugChangeInterval: fc.constantFrom(0, 3_600, 86_400),
});

/** The rows of all organizations by slug, as a storage with a unique key on the slug holds them. */
class Space {
  readonly rows = new Map<Slug, SlugRecord>();
  readonly changedAt = new Map<OrganizationId, Date>();
  readonly held = new Map<OrganizationId, Set<Slug>>();

  constructor() {
    owners.forEach((organizationId, n) => {
      const slug = slugOf(`first-${n}`);
      this.rows.set(slug, { slug, organizationId, state: 'current', since: now });
      this.held.set(organizationId, new Set([slug]));
    });
  }

  of(organizationId: OrganizationId): SlugRecord[] {
    return [...this.rows.values()].filter((row) => row.organizationId === organizationId);
  }

  /** Null where the slug is somebody else's, or is the current one already. */
  change(
    organizationId: OrganizationId,
    to: Slug,
    policy: ReturnType<typeof policyWith>,
    at: Date,
  ) {
    const row = this.rows.get(to);
    if (row !== undefined && row.organizationId !== organizationId) return null;
    if (row?.state === 'current') return null;
    const lastChange = this.changedAt.get(organizationId);
    const result = changeSlug(this.of(organizationId), to, lastChange, policy, at);
    if (result.ok) {
      this.rows.set(result.value.left.slug, result.value.left);
      this.rows.set(to, result.value.taken);
      this.changedAt.set(organizationId, at);
      this.held.get(organizationId)?.add(to);
    }
    return result;
  }
}

interface Taken {
  readonly space: Space;
  readonly who: OrganizationId;
  readonly to: Slug;
  readonly at: Date;
  readonly before: readonly SlugRecord[];
  readonly lastChange: Date | undefined;
  readonly result: NonNullable<ReturnType<Space['change']>>;
}

/** Takes each step and shows what came of it. */
function forEachChange(check: (taken: Taken, policy: ReturnType<typeof policyWith>) => void): void {
  let done = 0;
  let refused = 0;
  fc.assert(
    fc.property(numbers, steps, (chosen, given) => {
      const policy = policyWith(chosen);
      const space = new Space();
      let at = now;
      for (const { who: n, to: m, pause } of given) {
        at = later(pause, at);
        const [who, to] = [owners[n], pool[m]];
        if (who === undefined || to === undefined) throw new Error('the step names nobody');
        const [before, lastChange] = [space.of(who), space.changedAt.get(who)];
        const result = space.change(who, to, policy, at);
        if (result === null) continue;
        if (result.ok) done += 1;
        else refused += 1;
        check({ space, who, to, at, before, lastChange, result }, policy);
      }
    }),
    { numRuns: 300 },
  );
  expect([done > 300, refused > 300]).toEqual([true, true]);
}

describe('slugs that change', () => {
  it('leave each organization one current one, and never more former ones than the limit', () => {
    forEachChange(({ space }, { formerSlugs }) => {
      for (const organizationId of owners) {
        const own = space.of(organizationId);
        const former = own.filter(({ state }) => state === 'former');
        expect(own.length - former.length).toBe(1);
        expect(former.length).toBeLessThanOrEqual(formerSlugs);
      }
    });
  });

  it('stay with who had them first: each organization has all that it ever had, and nothing of another', () => {
    forEachChange(({ space }) => {
      for (const organizationId of owners) {
        const slugs = space.of(organizationId).map(({ slug }) => slug);
        expect(new Set(slugs)).toEqual(space.held.get(organizationId));
      }
    });
  });

  it('write two rows, of which one is new unless its owner returns to it', () => {
    forEachChange(({ who, to, at, before, result }) => {
      if (!result.ok) return;
      const { left, taken, isReturn } = result.value;
      expect(before.find(({ slug }) => slug === left.slug)).toMatchObject({ state: 'current' });
      expect(isReturn).toBe(before.some(({ slug, state }) => slug === to && state === 'former'));
      expect([left.organizationId, left.state, left.since]).toEqual([who, 'former', at]);
      expect([taken.organizationId, taken.state, taken.since]).toEqual([who, 'current', at]);
      expect(taken.slug).toBe(to);
    });
  });

  it('are refused only where a rule says so', () => {
    forEachChange(({ to, at, before, lastChange, result }, policy) => {
      const isTooSoon =
        lastChange !== undefined && at < later(policy.slugChangeInterval, lastChange);
      const isOwn = before.some(({ slug }) => slug === to);
      const isFull = before.length + (isOwn ? 0 : 1) > policy.formerSlugs + 1;
      const refused = isFull ? 'former_slug_limit_reached' : null;
      expect(result.ok ? null : result.refusal.code).toBe(isTooSoon ? 'rate_limited' : refused);
    });
  });

  it('say how long to wait: then that reason is gone, and a second sooner it is not', () => {
    forEachChange(({ to, at, before, lastChange, result }, policy) => {
      if (result.ok || result.refusal.code !== 'rate_limited') return;
      const codeAfter = (seconds: number) => {
        const again = changeSlug(before, to, lastChange, policy, later(seconds, at));
        return again.ok ? null : again.refusal.code;
      };
      expect(codeAfter(result.refusal.retryAfter)).not.toBe('rate_limited');
      expect(codeAfter(result.refusal.retryAfter - 1)).toBe('rate_limited');
    });
  });
});
