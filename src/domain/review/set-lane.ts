// Moves a submission to another lane of the review queue.

import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { conflictOfInterestRefusal, type Reviewer } from './conflict-of-interest.js';
import { reviewDueAt } from './review-queue.js';
import type { Lane, Submission } from './submission.js';
import { nextSubmissionState, type TransitionRefusal } from './submission-transitions.js';

/** Moves the submission to another lane. Its new due time counts from when the case entered the queue. */
export function setLane(
  submission: Submission,
  { lane, reason }: { readonly lane: Lane; readonly reason: string },
  reviewer: Reviewer,
  policy: Policy,
  now: Date,
): Result<Submission, TransitionRefusal | RefusalOf<'conflict_of_interest'>> {
  const conflict = conflictOfInterestRefusal(submission, reviewer, policy);
  if (conflict !== null) return refuse(conflict); // REV-64
  const to = nextSubmissionState(submission, 'setLane');
  if (!to.ok) return to;
  const dueAt = reviewDueAt(lane, /* REV-62 */ submission.enteredAt, policy);
  return ok({ ...submission, state: to.value, lane, laneReason: reason, dueAt, updatedAt: now });
}
