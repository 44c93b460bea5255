// The review queue: its order, due times and statistics.

import type { Policy } from '../shared/policy-limits.js';
import { addSeconds } from '../shared/time.js';
import { type Lane, lanes, type Submission } from './submission.js';

/** The rank of a lane in the queue. Rank 0 is reviewed first. */
export function laneRank(lane: Lane): number {
  return /* REV-59 */ lanes.indexOf(lane);
}

/** The key by which the queue is ordered and paged. */
export function queueKeyOf({ lane, dueAt, id }: Pick<Submission, 'lane' | 'dueAt' | 'id'>): {
  readonly rank: number;
  readonly dueAt: Date;
  readonly id: Submission['id'];
} {
  return { rank: laneRank(lane), /* REV-60 */ dueAt, id };
}

/** When a case that entered the queue at `enteredAt` is due. */
export function reviewDueAt(lane: Lane, enteredAt: Date, policy: Policy): Date {
  const within: Readonly<Record<Lane, number>> = {
    security: policy.securityReviewDeadline,
    update: policy.updateReviewDeadline, // REV-61
    new: policy.newAppReviewDeadline,
  };
  return addSeconds(enteredAt, within[lane]);
}

/** The fields of a submission that the statistics need. */
export type UndecidedSubmissionTimes = Pick<Submission, 'lane' | 'enteredAt' | 'dueAt'>;

/** Statistics of the review queue. Times are in seconds. Times and shares are null if no submission is waiting. */
export interface QueueStats {
  readonly waiting: number;
  readonly byLane: Readonly<Record<Lane, number>>;
  readonly oldestWait: number | null;
  readonly p50Wait: number | null;
  readonly p90Wait: number | null;
  /** The share of waiting submissions that are not overdue, from 0 to 1. */
  readonly onTimeShare: number | null;
}

export function queueStats(waiting: readonly UndecidedSubmissionTimes[], now: Date): QueueStats {
  const waits = waiting
    .map(({ enteredAt }) => Math.max(0, (now.getTime() - enteredAt.getTime()) / 1000))
    .sort((a, b) => a - b);
  const inTime = waiting.filter(({ dueAt }) => /* REV-66 */ dueAt >= now).length;
  return {
    waiting: waiting.length,
    byLane: { security: 0, update: 0, new: 0, ...countByLane(waiting) },
    oldestWait: waits.at(-1) ?? null,
    p50Wait: percentile(waits, 50),
    p90Wait: percentile(waits, 90),
    onTimeShare: waiting.length === 0 ? null : inTime / waiting.length,
  };
}

function countByLane(waiting: readonly UndecidedSubmissionTimes[]): Partial<Record<Lane, number>> {
  return Object.fromEntries(
    lanes.map((lane) => [lane, waiting.filter((one) => one.lane === lane).length]),
  );
}

/** The nearest-rank percentile: the smallest value such that at least `percent` % of the values are not above it. `sorted` is in ascending order. */
function percentile(sorted: readonly number[], percent: number): number | null {
  const rank = Math.max(1, /* REV-65 */ Math.ceil((percent * sorted.length) / 100));
  return sorted[rank - 1] ?? null;
}
