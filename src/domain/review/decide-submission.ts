// The first decision of a reviewer: approve, request changes or reject. It applies to exactly the snapshot that the reviewer saw.

import type { App } from '../app/app.js';
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
import type { Submission, SubmissionState } from './submission.js';
import { nextSubmissionState } from './submission-transitions.js';

/** The state after a decision that needs a claim. A reviewer with a conflict of interest is refused first, so that they do not learn who decided. */
function stateAfterDecision(
  submission: Submission,
  kind: 'approve' | 'requestChanges' | 'reject',
  { reviewer, policy, digest, leaseToken, now }: ReviewDecisionContext,
  needsSecond = false,
): Result<SubmissionState, DecideRefusal> {
  const conflict = conflictOfInterestRefusal(submission, reviewer, policy);
  if (conflict !== null) return refuse(conflict);
  const to = nextSubmissionState(submission, kind, needsSecond);
  if (!to.ok) return to;
  const refusal =
    /* REV-36 REV-37 REV-38 */ leaseLostRefusal(submission, reviewer, leaseToken, now) ??
    /* REV-40 */ digestMismatchRefusal(submission, digest);
  return refusal === null ? to : refuse(refusal);
}

export function approveSubmission(
  submission: Submission,
  app: Pick<App, 'live'>,
  decisionContext: ReviewDecisionContext,
): Result<Submission, DecideRefusal> {
  const needsSecond = needsSecondApproval(submission, app, decisionContext.policy);
  const to = stateAfterDecision(submission, 'approve', decisionContext, needsSecond);
  return to.ok ? ok(recordApproval(submission, 'approve', to.value, decisionContext)) : to;
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
  const to = stateAfterDecision(submission, kind, decisionContext);
  return to.ok
    ? ok(recordNegativeDecision(submission, kind, to.value, decisionContext, decisionReason))
    : to;
}
