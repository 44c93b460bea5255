// The order in which submissions are reviewed, and the figures of the desk.

import type { Policy } from '../shared/policy.js';
import { secondsAfter } from '../shared/time.js';
import { type Lane, lanes, type Submission } from './submission.js';

/** Where a lane stands in the queue: 0 comes first. */
export function rankOf(lane: Lane): number {
  return lanes.indexOf(lane);
}

/** By when a case that entered then is to be decided. */
export function dueAfter(lane: Lane, enteredAt: Date, policy: Policy): Date {
  const within: Readonly<Record<Lane, number>> = {
    security: policy.reviewWithinSecurity,
    update: policy.reviewWithinUpdate, // REV-61
    new: policy.reviewWithinNew,
  };
  return secondsAfter(enteredAt, within[lane]);
}

/** What the figures are made of. */
export type Waiting = Pick<Submission, 'lane' | 'enteredAt' | 'dueAt'>;

/** How it stands with the queue. Times in seconds; null where nothing waits. */
export interface QueueFigures {
  readonly waiting: number;
  readonly byLane: Readonly<Record<Lane, number>>;
  readonly oldest: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  /** The share, from 0 to 1, of what waits that is not overdue. */
  readonly withinDue: number | null;
}

export function queueFigures(waiting: readonly Waiting[], now: Date): QueueFigures {
  const waits = waiting
    .map(({ enteredAt }) => Math.max(0, (now.getTime() - enteredAt.getTime()) / 1000))
    .sort((a, b) => a - b);
  const inTime = waiting.filter(({ dueAt }) => /* REV-66 */ dueAt >= now).length;
  return {
    waiting: waiting.length,
    byLane: { security: 0, update: 0, new: 0, ...countedBy(waiting) },
    oldest: waits.at(-1) ?? null,
    p50: percentile(waits, 50),
    p90: percentile(waits, 90),
    withinDue: waiting.length === 0 ? null : inTime / waiting.length,
  };
}

function countedBy(waiting: readonly Waiting[]): Partial<Record<Lane, number>> {
  return Object.fromEntries(
    lanes.map((lane) => [lane, waiting.filter((one) => one.lane === lane).length]),
  );
}

/** The nearest rank: the least of the sorted values that as many per cent of them do not exceed. */
function percentile(sorted: readonly number[], percent: number): number | null {
  const rank = Math.max(1, /* REV-65 */ Math.ceil((percent * sorted.length) / 100));
  return sorted[rank - 1] ?? null;
}
