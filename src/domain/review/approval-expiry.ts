// When an approval expires, and what an expired approval prevents.

import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { addSeconds } from '../shared/time.js';
import type { Submission, SubmissionState } from './submission.js';
import {
  nextSubmissionState,
  recordLastTransition,
  setStateAndEndClaim,
  type TransitionRefusal,
} from './submission-transitions.js';

/** The time until which an approval given now can be released. */
export function approvalEnd(now: Date, policy: Pick<Policy, 'approvalLifetime'>): Date {
  return addSeconds(now, /* REV-67 */ policy.approvalLifetime);
}

/** The state after `withdraw` or `release`. Refused: `approval_expired`. */
export function nextStateUnlessExpired(
  submission: Submission,
  command: 'withdraw' | 'release',
  now: Date,
): Result<SubmissionState, TransitionRefusal | RefusalOf<'approval_expired'>> {
  const to = nextSubmissionState(submission, command);
  return to.ok && isApprovalExpired(submission, now) ? refuse({ code: 'approval_expired' }) : to;
}

/** Whether an approval has expired, even if the stored state does not say so yet. */
export function isApprovalExpired(
  { approvedUntil }: Pick<Submission, 'approvedUntil'>,
  now: Date,
): boolean {
  return approvedUntil !== undefined && approvedUntil <= now;
}

/** Marks the approval as expired at `approvedUntil`, not at `now`. Refused: `invalid_transition` if it has not expired. */
export function expireApproval(
  submission: Submission,
  now: Date,
): Result<Submission, TransitionRefusal> {
  const command = 'expireApproval';
  const to = nextSubmissionState(submission, command);
  if (!to.ok) return to;
  if (/* REV-69 */ !isApprovalExpired(submission, now)) {
    const { state: from } = submission;
    return refuse({ code: 'invalid_transition', path: ['submissionId'], from, command });
  }
  const at = submission.approvedUntil ?? now;
  return ok(
    recordLastTransition(setStateAndEndClaim(submission, to.value, now), command, null, at),
  );
}
