// The first decision of a reviewer: approve, request changes or reject. It applies to exactly the snapshot that the reviewer saw.

import type { App } from '../app/app.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { leaseLostRefusal } from './claim-submission.js';
import { conflictOfInterestRefusal } from './conflict-of-interest.js';
import type { DecisionReason } from './decision-reason.js';
import {
  type DecideRefusal,
  digestMismatchRefusal,
  type ReviewDecisionContext,
  recordApproval,
  recordNegativeDecision,
} from './record-decision.js';
import { needsSecondApproval } from './second-approval.js';
import type { Submission } from './submission.js';
import { nextSubmissionState } from './submission-transitions.js';

/** The refusal for a decision that needs a claim. Null if there is none. */
function reviewDecisionRefusal(
  submission: Submission,
  { reviewer, digest, leaseToken, now }: ReviewDecisionContext,
): RefusalOf<'lease_lost' | 'digest_mismatch' | 'conflict_of_interest'> | null {
  return (
    /* REV-36 REV-37 REV-38 */ leaseLostRefusal(submission, reviewer, leaseToken, now) ??
    conflictOfInterestRefusal(submission, reviewer) ??
    /* REV-40 */ digestMismatchRefusal(submission, digest)
  );
}

export function approveSubmission(
  submission: Submission,
  app: Pick<App, 'live'>,
  decisionContext: ReviewDecisionContext,
  policy: Policy,
): Result<Submission, DecideRefusal> {
  const needsSecond = needsSecondApproval(submission, app);
  const to = nextSubmissionState(submission, 'approve', needsSecond);
  if (!to.ok) return to;
  const refusal = reviewDecisionRefusal(submission, decisionContext);
  if (refusal !== null) return refuse(refusal);
  return ok(recordApproval(submission, 'approve', to.value, decisionContext, policy));
}

/** Asks the organization for changes. It can then resubmit. */
export function requestChanges(
  submission: Submission,
  decisionContext: ReviewDecisionContext,
  decisionReason: DecisionReason,
): Result<Submission, DecideRefusal> {
  return decideNegatively(submission, 'requestChanges', decisionContext, decisionReason);
}

export function rejectSubmission(
  submission: Submission,
  decisionContext: ReviewDecisionContext,
  decisionReason: DecisionReason,
): Result<Submission, DecideRefusal> {
  return decideNegatively(submission, 'reject', decisionContext, decisionReason);
}

function decideNegatively(
  submission: Submission,
  kind: 'requestChanges' | 'reject',
  decisionContext: ReviewDecisionContext,
  decisionReason: DecisionReason,
): Result<Submission, DecideRefusal> {
  const to = nextSubmissionState(submission, kind);
  if (!to.ok) return to;
  const refusal = reviewDecisionRefusal(submission, decisionContext);
  if (refusal !== null) return refuse(refusal);
  return ok(recordNegativeDecision(submission, kind, to.value, decisionContext, decisionReason));
}
