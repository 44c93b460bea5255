// Records the decision of a reviewer in the submission. First and second decisions share it.

import type { SnapshotDigest } from '../app/snapshot-digest.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { approvalEnd } from './approval-expiry.js';
import type { Reviewer } from './conflict-of-interest.js';
import type { DecisionReason } from './decision-reason.js';
import type { ReviewDecision, Submission, SubmissionState } from './submission.js';
import {
  recordDecision,
  setStateAndEndClaim,
  type TransitionRefusal,
} from './submission-transitions.js';

/** Who decides, on which snapshot, with which claim, and by which policy. */
export interface ReviewDecisionContext {
  readonly reviewer: Reviewer;
  readonly policy: Policy;
  readonly digest: SnapshotDigest;
  readonly leaseToken: number;
  readonly now: Date;
}

/** The context of a decision that needs no claim. */
export type DecisionContextWithoutClaim = Omit<ReviewDecisionContext, 'leaseToken'>;

export type DecideRefusal =
  | TransitionRefusal
  | RefusalOf<'lease_lost' | 'digest_mismatch' | 'conflict_of_interest'>;

export function digestMismatchRefusal(
  submission: Pick<Submission, 'digest'>,
  digest: SnapshotDigest,
): RefusalOf<'digest_mismatch'> | null {
  return submission.digest === digest ? null : { code: 'digest_mismatch', path: ['digest'] };
}

export function recordApproval(
  submission: Submission,
  kind: 'approve' | 'secondApprove',
  state: SubmissionState,
  { reviewer, policy, now }: DecisionContextWithoutClaim,
): Submission {
  const decision: ReviewDecision = { kind, by: reviewer.userId, at: now, reasons: [] };
  const after = recordDecision(setStateAndEndClaim(submission, state, now), decision);
  if (state !== 'approved') return after;
  return { ...after, approvedUntil: approvalEnd(now, policy) };
}

export function recordNegativeDecision(
  submission: Submission,
  kind: 'requestChanges' | 'reject' | 'sendBack',
  state: SubmissionState,
  { reviewer, now }: DecisionContextWithoutClaim,
  { reasons, text }: DecisionReason,
): Submission {
  const decision: ReviewDecision = { kind, by: reviewer.userId, at: now, reasons, text };
  return recordDecision(setStateAndEndClaim(submission, state, now), decision);
}
