import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAfter, queueFigures, rankOf, type Waiting } from '../../../src/domain/review/queue.js';
import { lanes } from '../../../src/domain/review/submission.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { later, now } from '../support/samples.js';
import { day, hour, policy } from './support/review-samples.js';

/** Entered so many seconds ago, and due in so many. */
function waitingSince(seconds: number, dueIn = hour, lane: Waiting['lane'] = 'new'): Waiting {
  return { lane, enteredAt: later(-seconds), dueAt: later(dueIn) };
}

const ofWaits = (...waits: number[]) =>
  queueFigures(
    waits.map((wait) => waitingSince(wait)),
    now,
  );

describe('the lanes', () => {
  it('stand in this order: security, updates, new apps', () => {
    expect([...lanes].sort((a, b) => rankOf(a) - rankOf(b))).toEqual(['security', 'update', 'new']);
    expect(lanes.map(rankOf)).toEqual([0, 1, 2]);
  });

  it('are due after 1, 3 and 7 days, or as the policy says', () => {
    expect(lanes.map((lane) => dueAfter(lane, now, policy))).toEqual(
      [1, 3, 7].map((days) => later(days * day)),
    );
    const other = policyWith({
      reviewWithinSecurity: hour,
      reviewWithinUpdate: 2 * hour,
      reviewWithinNew: 3 * hour,
    });
    expect(lanes.map((lane) => dueAfter(lane, now, other))).toEqual(
      [1, 2, 3].map((hours) => later(hours * hour)),
    );
  });
});

describe('the figures of the desk', () => {
  it('are none where nothing waits', () => {
    expect(queueFigures([], now)).toEqual({
      waiting: 0,
      byLane: { security: 0, update: 0, new: 0 },
      oldest: null,
      p50: null,
      p90: null,
      withinDue: null,
    });
  });

  it.each([
    [[7], 7, 7, 7],
    [[1, 2], 1, 2, 2],
    [[1, 2, 3], 2, 3, 3],
    [[1, 2, 3, 4], 2, 4, 4],
    [[1, 2, 3, 4, 5], 3, 5, 5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 9, 10],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 6, 10, 11],
    [[20, 10, 30, 10], 10, 30, 30],
    [[0, 0, 100], 0, 100, 100],
  ])(
    'of the waits %j: half within %i, nine of ten within %i, the oldest %i',
    (waits, p50, p90, oldest) => {
      expect(ofWaits(...waits)).toMatchObject({ waiting: waits.length, p50, p90, oldest });
    },
  );

  it('count as in time what is due at this moment, and not a millisecond before', () => {
    const share = (...dues: number[]) =>
      queueFigures(
        dues.map((due) => waitingSince(9, due)),
        now,
      ).withinDue;
    expect([share(0), share(-0.001), share(0.001)]).toEqual([1, 0, 1]);
    expect(share(5, -5, -6, -7)).toBe(0.25);
  });

  it('count each lane', () => {
    const waiting = [
      waitingSince(1, 1, 'new'),
      waitingSince(1, 1, 'security'),
      waitingSince(1, 1, 'new'),
    ];
    expect(queueFigures(waiting, now).byLane).toEqual({ security: 1, update: 0, new: 2 });
  });

  it('know no wait below zero, where clocks differ', () => {
    expect(ofWaits(-5)).toMatchObject({ oldest: 0, p50: 0, p90: 0 });
  });

  const anyWaiting: fc.Arbitrary<Waiting> = fc
    .tuple(
      fc.integer({ min: -9, max: 60 }),
      fc.integer({ min: -9, max: 9 }),
      fc.constantFrom(...lanes),
    )
    .map(([wait, due, lane]) => waitingSince(wait, due, lane));

  it('are as somebody counts who looks at one after the other', () => {
    fc.assert(
      fc.property(fc.array(anyWaiting, { minLength: 1, maxLength: 40 }), (waiting) => {
        const waits = waiting.map(({ enteredAt }) => Math.max(0, (+now - +enteredAt) / 1000));
        /** The least wait that at least this share of all does not exceed. */
        const within = (share: number) =>
          Math.min(
            ...waits.filter(
              (wait) => waits.filter((one) => one <= wait).length >= share * waits.length,
            ),
          );
        let inTime = 0;
        for (const { dueAt } of waiting) inTime += +dueAt >= +now ? 1 : 0;
        expect(queueFigures(waiting, now)).toEqual({
          waiting: waiting.length,
          byLane: {
            security: waiting.filter(({ lane }) => lane === 'security').length,
            update: waiting.filter(({ lane }) => lane === 'update').length,
            new: waiting.filter(({ lane }) => lane === 'new').length,
          },
          oldest: Math.max(...waits),
          p50: within(0.5),
          p90: within(0.9),
          withinDue: inTime / waiting.length,
        });
      }),
    );
  });

  it('do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(anyWaiting, { maxLength: 20 }), (waiting) => {
        expect(queueFigures([...waiting].reverse(), now)).toEqual(queueFigures(waiting, now));
      }),
    );
  });
});
