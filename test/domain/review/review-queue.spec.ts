// The order, due times and statistics of the review queue.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  laneRank,
  queueStats,
  reviewDueAt,
  type UndecidedSubmissionTimes,
} from '../../../src/domain/review/review-queue.js';
import { lanes } from '../../../src/domain/review/submission.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { now, secondsLater } from '../support/samples.js';
import { day, hour, policy } from './support/review-samples.js';

/** A submission that entered this many seconds ago, and is due in `dueIn` seconds. */
function waitingSince(
  seconds: number,
  dueIn = hour,
  lane: UndecidedSubmissionTimes['lane'] = 'new',
): UndecidedSubmissionTimes {
  return { lane, enteredAt: secondsLater(-seconds), dueAt: secondsLater(dueIn) };
}

const ofWaits = (...waits: number[]) =>
  queueStats(
    waits.map((wait) => waitingSince(wait)),
    now,
  );

describe('the lanes of the queue', () => {
  it('are in this order: security, updates, new apps', () => {
    expect([...lanes].sort((a, b) => laneRank(a) - laneRank(b))).toEqual([
      'security',
      'update',
      'new',
    ]);
    expect(lanes.map(laneRank)).toEqual([0, 1, 2]);
  });

  it('are due after 1, 3 and 7 days, or as the policy says', () => {
    expect(lanes.map((lane) => reviewDueAt(lane, now, policy))).toEqual(
      [1, 3, 7].map((days) => secondsLater(days * day)),
    );
    const other = resolvePolicy({
      securityReviewDeadline: hour,
      updateReviewDeadline: 2 * hour,
      newAppReviewDeadline: 3 * hour,
    });
    expect(lanes.map((lane) => reviewDueAt(lane, now, other))).toEqual(
      [1, 2, 3].map((hours) => secondsLater(hours * hour)),
    );
  });
});

describe('the statistics of the queue', () => {
  it('are null if nothing waits', () => {
    expect(queueStats([], now)).toEqual({
      waiting: 0,
      byLane: { security: 0, update: 0, new: 0 },
      oldestWait: null,
      p50Wait: null,
      p90Wait: null,
      onTimeShare: null,
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
  ])('for the waits %j: median %i, 90th percentile %i, oldest %i', (waits, p50, p90, oldest) => {
    expect(ofWaits(...waits)).toMatchObject({
      waiting: waits.length,
      p50Wait: p50,
      p90Wait: p90,
      oldestWait: oldest,
    });
  });

  it('count a submission that is due now as on time, but not one that was due a millisecond before', () => {
    const share = (...dues: number[]) =>
      queueStats(
        dues.map((due) => waitingSince(9, due)),
        now,
      ).onTimeShare;
    expect([share(0), share(-0.001), share(0.001)]).toEqual([1, 0, 1]);
    expect(share(5, -5, -6, -7)).toBe(0.25);
  });

  it('count each lane on its own', () => {
    const waiting = [
      waitingSince(1, 1, 'new'),
      waitingSince(1, 1, 'security'),
      waitingSince(1, 1, 'new'),
    ];
    expect(queueStats(waiting, now).byLane).toEqual({ security: 1, update: 0, new: 2 });
  });

  it('have no wait below zero, even if clocks differ', () => {
    expect(ofWaits(-5)).toMatchObject({ oldestWait: 0, p50Wait: 0, p90Wait: 0 });
  });

  const anyWaiting: fc.Arbitrary<UndecidedSubmissionTimes> = fc
    .tuple(
      fc.integer({ min: -9, max: 60 }),
      fc.integer({ min: -9, max: 9 }),
      fc.constantFrom(...lanes),
    )
    .map(([wait, due, lane]) => waitingSince(wait, due, lane));

  it('are equal to a simple count', () => {
    fc.assert(
      fc.property(fc.array(anyWaiting, { minLength: 1, maxLength: 40 }), (waiting) => {
        const waits = waiting.map(({ enteredAt }) => Math.max(0, (+now - +enteredAt) / 1000));
        /** The smallest wait that at least this share of all waits does not exceed. */
        const within = (share: number) =>
          Math.min(
            ...waits.filter(
              (wait) => waits.filter((one) => one <= wait).length >= share * waits.length,
            ),
          );
        let inTime = 0;
        for (const { dueAt } of waiting) inTime += +dueAt >= +now ? 1 : 0;
        expect(queueStats(waiting, now)).toEqual({
          waiting: waiting.length,
          byLane: {
            security: waiting.filter(({ lane }) => lane === 'security').length,
            update: waiting.filter(({ lane }) => lane === 'update').length,
            new: waiting.filter(({ lane }) => lane === 'new').length,
          },
          oldestWait: Math.max(...waits),
          p50Wait: within(0.5),
          p90Wait: within(0.9),
          onTimeShare: inTime / waiting.length,
        });
      }),
    );
  });

  it('do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(anyWaiting, { maxLength: 20 }), (waiting) => {
        expect(queueStats([...waiting].reverse(), now)).toEqual(queueStats(waiting, now));
      }),
    );
  });
});
