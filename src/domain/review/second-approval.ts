// The second approval: which submissions need it, who may give it, and what it decides.

import type { App } from '../app/app.js';
import { newSensitivePermissionTypes } from '../app/app-permission.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { conflictOfInterestRefusal } from './conflict-of-interest.js';
import type { DecisionReason } from './decision-reason.js';
import {
  type DecideRefusal,
  type DecisionContextWithoutClaim,
  digestMismatchRefusal,
  recordApproval,
  recordNegativeDecision,
} from './record-decision.js';
import type { Submission } from './submission.js';
import { nextSubmissionState } from './submission-transitions.js';

/** Whether two reviewers must approve: for a new app, and for an update that asks for a new sensitive permission. */
export function needsSecondApproval(
  { snapshot }: Pick<Submission, 'snapshot'>,
  { live }: Pick<App, 'live'>,
): boolean {
  if (live === undefined) return /* REV-45 */ true;
  const before = live.listing.permissions;
  return (
    /* REV-46 REV-47 */ newSensitivePermissionTypes(before, snapshot.manifest.permissions).length >
    0
  );
}

/** The second approval. It needs no claim, but another reviewer than the first approval. */
export function secondApprove(
  submission: Submission,
  decisionContext: DecisionContextWithoutClaim,
  policy: Policy,
): Result<Submission, DecideRefusal | RefusalOf<'second_reviewer_required'>> {
  const to = nextSubmissionState(submission, 'secondApprove');
  if (!to.ok) return to;
  const refusal = secondReviewerRefusal(submission, decisionContext);
  if (refusal !== null) return refuse(refusal);
  return ok(recordApproval(submission, 'secondApprove', to.value, decisionContext, policy));
}

/** The second reviewer disagrees. The submission goes back to its old place in the queue. */
export function sendBack(
  submission: Submission,
  decisionContext: DecisionContextWithoutClaim,
  decisionReason: DecisionReason,
): Result<Submission, DecideRefusal | RefusalOf<'second_reviewer_required'>> {
  const to = nextSubmissionState(submission, 'sendBack');
  if (!to.ok) return to;
  const refusal = secondReviewerRefusal(submission, decisionContext);
  if (refusal !== null) return refuse(refusal);
  return ok(
    recordNegativeDecision(
      submission,
      'sendBack',
      /* REV-50 */ to.value,
      decisionContext,
      decisionReason,
    ),
  );
}

function secondReviewerRefusal(
  submission: Submission,
  { reviewer, digest }: DecisionContextWithoutClaim,
): RefusalOf<'second_reviewer_required' | 'conflict_of_interest' | 'digest_mismatch'> | null {
  const first = submission.decisions.findLast(({ kind }) => kind === 'approve');
  if (first?.by === reviewer.userId) return { code: 'second_reviewer_required', path: ['actor'] }; // REV-48
  return (
    /* REV-49 */ conflictOfInterestRefusal(submission, reviewer) ??
    digestMismatchRefusal(submission, digest)
  );
}
