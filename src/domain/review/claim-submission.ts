// A reviewer's claim on a submission: a lease with a lease token.

import type { UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { addSeconds } from '../shared/time.js';
import { conflictOfInterestRefusal, type Reviewer } from './conflict-of-interest.js';
import type { ReviewLease, Submission } from './submission.js';
import {
  nextSubmissionState,
  setStateAndEndClaim,
  type TransitionRefusal,
} from './submission-transitions.js';

/** Null if the reviewer holds the lease with this token and the lease has not expired. */
export function leaseLostRefusal(
  { lease }: Pick<Submission, 'lease'>,
  { userId }: Pick<Reviewer, 'userId'>,
  leaseToken: number,
  now: Date,
): RefusalOf<'lease_lost'> | null {
  const holds =
    lease !== undefined &&
    /* REV-35 */ lease.holder === userId &&
    /* REV-39 */ lease.leaseToken === leaseToken &&
    lease.until > now;
  return holds ? null : { code: 'lease_lost', path: ['token'] };
}

/** Whether a reviewer has a claim that has not expired. */
export function isLeased({ lease }: Pick<Submission, 'lease'>, now: Date): boolean {
  return lease !== undefined && /* REV-30 */ lease.until > now;
}

export type ClaimRefusal =
  | TransitionRefusal
  | RefusalOf<'not_claimable' | 'claim_limit_reached' | 'conflict_of_interest'>;

/** Claims a submission for a reviewer. `activeClaimCount` is the number of submissions that the reviewer has claimed now. */
export function claimSubmission(
  submission: Submission,
  reviewer: Reviewer & { readonly activeClaimCount: number },
  policy: Policy,
  now: Date,
): Result<Submission, ClaimRefusal> {
  const conflict = conflictOfInterestRefusal(submission, reviewer, policy);
  if (conflict !== null) return refuse(conflict); // REV-44
  const to = nextSubmissionState(submission, 'claim');
  if (!to.ok) return to;
  if (isLeased(submission, now)) return refuse({ code: 'not_claimable', path: ['submissionId'] }); // REV-29 REV-31
  const limit = policy.maxClaimsPerReviewer;
  if (reviewer.activeClaimCount >= limit) return refuse({ code: 'claim_limit_reached', limit }); // REV-33
  const leaseToken = /* REV-32 */ submission.claimCount + 1;
  const lease = newReviewLease(reviewer.userId, leaseToken, policy, now);
  return ok({ ...submission, state: to.value, claimCount: leaseToken, lease, updatedAt: now });
}

function newReviewLease(
  holder: UserId,
  leaseToken: number,
  policy: Policy,
  now: Date,
): ReviewLease {
  return { holder, leaseToken, until: addSeconds(now, /* REV-28 */ policy.reviewLeaseDuration) };
}

/**
 * Extends a claim. `activeClaimCount` is the number of submissions that the reviewer has claimed, this one included. It
 * can be above the limit if another claim of the reviewer, made at about the same time, already counted this one as
 * expired.
 */
export function renewClaim(
  submission: Submission,
  reviewer: Reviewer & { readonly activeClaimCount: number },
  leaseToken: number,
  policy: Policy,
  now: Date,
): Result<
  Submission,
  TransitionRefusal | RefusalOf<'lease_lost' | 'claim_limit_reached' | 'conflict_of_interest'>
> {
  const conflict = conflictOfInterestRefusal(submission, reviewer, policy);
  if (conflict !== null) return refuse(conflict);
  const to = nextSubmissionState(submission, 'renewClaim');
  if (!to.ok) return to;
  const lost = leaseLostRefusal(submission, reviewer, leaseToken, now);
  if (lost !== null) return refuse(lost);
  const limit = policy.maxClaimsPerReviewer;
  if (reviewer.activeClaimCount > limit) return refuse({ code: 'claim_limit_reached', limit });
  const lease = newReviewLease(reviewer.userId, leaseToken, policy, now);
  return ok({ ...submission, state: to.value, /* REV-34 */ lease, updatedAt: now });
}

/** Gives up a claim. The submission goes back to its old place in the queue. */
export function releaseClaim(
  submission: Submission,
  reviewer: Reviewer,
  leaseToken: number,
  policy: Policy,
  now: Date,
): Result<Submission, TransitionRefusal | RefusalOf<'lease_lost' | 'conflict_of_interest'>> {
  const conflict = conflictOfInterestRefusal(submission, reviewer, policy);
  if (conflict !== null) return refuse(conflict);
  const to = nextSubmissionState(submission, 'releaseClaim');
  if (!to.ok) return to;
  const lost = leaseLostRefusal(submission, reviewer, leaseToken, now);
  return lost === null ? ok(setStateAndEndClaim(submission, to.value, now)) : refuse(lost);
}
