// Several organizations change their slugs in any order. All slugs share one namespace.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrganizationId } from '../../../src/domain/shared/ids.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { planSlugChange } from '../../../src/domain/slug/plan-slug-change.js';
import { type Slug, type SlugRecord, slugOrThrow } from '../../../src/domain/slug/slug.js';
import { now, organizationIdOf, secondsLater } from '../support/samples.js';

const owners = [1, 2, 3].map(organizationIdOf);
const pool = Array.from({ length: 9 }, (_, n) => slugOrThrow(`slug-${n}`));

interface SlugChangeStep {
  readonly who: number;
  readonly to: number;
  readonly pause: number;
}

const steps: fc.Arbitrary<SlugChangeStep[]> = fc.array(
  fc.record({
    who: fc.nat(owners.length - 1),
    to: fc.nat(pool.length - 1),
    pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100_000 })),
  }),
  { maxLength: 40 },
);
const numbers = fc.record({
  maxFormerSlugs: fc.integer({ min: 0, max: 4 }),
  slugChangeInterval: fc.constantFrom(0, 3_600, 86_400),
});

/** A model of a storage with a unique key on the slug: the rows of all organizations by slug. */
class SlugSpaceModel {
  readonly rows = new Map<Slug, SlugRecord>();
  readonly changedAt = new Map<OrganizationId, Date>();
  readonly held = new Map<OrganizationId, Set<Slug>>();

  constructor() {
    owners.forEach((organizationId, n) => {
      const slug = slugOrThrow(`first-${n}`);
      this.rows.set(slug, { slug, organizationId, state: 'current', since: now });
      this.held.set(organizationId, new Set([slug]));
    });
  }

  of(organizationId: OrganizationId): SlugRecord[] {
    return [...this.rows.values()].filter((row) => row.organizationId === organizationId);
  }

  /** Null if the slug belongs to another organization or is already the current one. */
  change(
    organizationId: OrganizationId,
    to: Slug,
    policy: ReturnType<typeof resolvePolicy>,
    at: Date,
  ) {
    const row = this.rows.get(to);
    if (row !== undefined && row.organizationId !== organizationId) return null;
    if (row?.state === 'current') return null;
    const lastChange = this.changedAt.get(organizationId);
    const result = planSlugChange(this.of(organizationId), to, lastChange, policy, at);
    if (result.ok) {
      this.rows.set(result.value.formerRecord.slug, result.value.formerRecord);
      this.rows.set(to, result.value.currentRecord);
      this.changedAt.set(organizationId, at);
      this.held.get(organizationId)?.add(to);
    }
    return result;
  }
}

interface SlugChangeTrial {
  readonly space: SlugSpaceModel;
  readonly who: OrganizationId;
  readonly to: Slug;
  readonly at: Date;
  readonly before: readonly SlugRecord[];
  readonly lastChange: Date | undefined;
  readonly result: NonNullable<ReturnType<SlugSpaceModel['change']>>;
}

/** Runs the steps and checks the result of each. */
function forEachChange(
  check: (taken: SlugChangeTrial, policy: ReturnType<typeof resolvePolicy>) => void,
): void {
  let done = 0;
  let refused = 0;
  fc.assert(
    fc.property(numbers, steps, (chosen, given) => {
      const policy = resolvePolicy(chosen);
      const space = new SlugSpaceModel();
      let at = now;
      for (const { who: n, to: m, pause } of given) {
        at = secondsLater(pause, at);
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

describe('changes of slugs', () => {
  it('leave each organization one current slug, and at most the limit of former ones', () => {
    forEachChange(({ space }, { maxFormerSlugs }) => {
      for (const organizationId of owners) {
        const own = space.of(organizationId);
        const former = own.filter(({ state }) => state === 'former');
        expect(own.length - former.length).toBe(1);
        expect(former.length).toBeLessThanOrEqual(maxFormerSlugs);
      }
    });
  });

  it('keep every slug with its first organization', () => {
    forEachChange(({ space }) => {
      for (const organizationId of owners) {
        const slugs = space.of(organizationId).map(({ slug }) => slug);
        expect(new Set(slugs)).toEqual(space.held.get(organizationId));
      }
    });
  });

  it('write two rows, and one of them is new unless the organization reclaims a slug', () => {
    forEachChange(({ who, to, at, before, result }) => {
      if (!result.ok) return;
      const { formerRecord, currentRecord, isReclaimed } = result.value;
      expect(before.find(({ slug }) => slug === formerRecord.slug)).toMatchObject({
        state: 'current',
      });
      expect(isReclaimed).toBe(before.some(({ slug, state }) => slug === to && state === 'former'));
      expect([formerRecord.organizationId, formerRecord.state, formerRecord.since]).toEqual([
        who,
        'former',
        at,
      ]);
      expect([currentRecord.organizationId, currentRecord.state, currentRecord.since]).toEqual([
        who,
        'current',
        at,
      ]);
      expect(currentRecord.slug).toBe(to);
    });
  });

  it('are refused only by a rule', () => {
    forEachChange(({ to, at, before, lastChange, result }, policy) => {
      const isTooSoon =
        lastChange !== undefined && at < secondsLater(policy.slugChangeInterval, lastChange);
      const isOwn = before.some(({ slug }) => slug === to);
      const isFull = before.length + (isOwn ? 0 : 1) > policy.maxFormerSlugs + 1;
      const refused = isFull ? 'former_slug_limit_reached' : null;
      expect(result.ok ? null : result.refusal.code).toBe(isTooSoon ? 'rate_limited' : refused);
    });
  });

  it('return the exact seconds to wait when they are refused', () => {
    forEachChange(({ to, at, before, lastChange, result }, policy) => {
      if (result.ok || result.refusal.code !== 'rate_limited') return;
      const codeAfter = (seconds: number) => {
        const again = planSlugChange(before, to, lastChange, policy, secondsLater(seconds, at));
        return again.ok ? null : again.refusal.code;
      };
      expect(codeAfter(result.refusal.retryAfter)).not.toBe('rate_limited');
      expect(codeAfter(result.refusal.retryAfter - 1)).toBe('rate_limited');
    });
  });
});
