// A reviewer's claim on a submission: a lease with a fencing token.

import type { Membership } from '../organization/membership.js';
import type { UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { secondsAfter } from '../shared/time.js';
import type { ReviewLease, Submission } from './submission.js';
import { movedTo, type NotNow, nextState } from './transition.js';

/** What must be known of a reviewer who wants to have a say in a submission. */
export interface Reviewer {
  readonly userId: UserId;
  /** Those in the organization that has submitted, ended ones too. */
  readonly memberships: readonly Pick<Membership, 'leftAt'>[];
}

/** Nobody decides over what is their own: not who has submitted, nor who belongs to the organization or did so since the case began. */
export function conflictOf(
  { submittedBy, enteredAt }: Pick<Submission, 'submittedBy' | 'enteredAt'>,
  { userId, memberships }: Reviewer,
): RefusalOf<'conflict_of_interest'> | null {
  const belonged = memberships.some(
    ({ leftAt }) => leftAt === undefined || /* REV-42 */ leftAt >= enteredAt,
  );
  return belonged || /* REV-43 */ submittedBy === userId ? { code: 'conflict_of_interest' } : null;
}

/** Null where the lease is this reviewer's, under this token, and lasts. */
export function leaseRefusal(
  { lease }: Pick<Submission, 'lease'>,
  { userId }: Pick<Reviewer, 'userId'>,
  token: number,
  now: Date,
): RefusalOf<'lease_lost'> | null {
  const holds =
    /* REV-38 */ lease !== undefined &&
    /* REV-35 */ lease.holder === userId &&
    /* REV-39 */ lease.token === token &&
    /* REV-37 */ lease.until > now;
  return holds ? null : { code: 'lease_lost', path: ['token'] };
}

/** Whether a reviewer holds it now; a claim that has run out is none. */
export function isLeased({ lease }: Pick<Submission, 'lease'>, now: Date): boolean {
  return lease !== undefined && /* REV-30 */ lease.until > now;
}

export type ClaimRefusal =
  | NotNow
  | RefusalOf<'not_claimable' | 'claim_limit_reached' | 'conflict_of_interest'>;

/** `claims`: how many submissions the reviewer has under a claim. */
export function claim(
  submission: Submission,
  reviewer: Reviewer & { readonly claims: number },
  policy: Policy,
  now: Date,
): Result<Submission, ClaimRefusal> {
  const to = nextState(submission, 'claim');
  if (!to.ok) return to;
  if (isLeased(submission, now)) return refuse({ code: 'not_claimable', path: ['submissionId'] }); // REV-29
  const conflict = conflictOf(submission, reviewer);
  if (conflict !== null) return refuse(conflict); // REV-44
  const limit = policy.claimsPerReviewer;
  if (reviewer.claims >= limit) return refuse({ code: 'claim_limit_reached', limit }); // REV-33
  const token = /* REV-32 */ submission.claims + 1;
  const lease = leaseOf(reviewer.userId, token, policy, now);
  return ok({ ...submission, state: to.value, claims: token, lease, updatedAt: now });
}

function leaseOf(holder: UserId, token: number, policy: Policy, now: Date): ReviewLease {
  return { holder, token, until: secondsAfter(now, /* REV-28 */ policy.reviewLease) };
}

/** `claims`: this one among them. There are too many where another was claimed as this one ended. */
export function renewClaim(
  submission: Submission,
  reviewer: Reviewer & { readonly claims: number },
  token: number,
  policy: Policy,
  now: Date,
): Result<
  Submission,
  NotNow | RefusalOf<'lease_lost' | 'claim_limit_reached' | 'conflict_of_interest'>
> {
  const to = nextState(submission, 'renewClaim');
  if (!to.ok) return to;
  const refusal =
    leaseRefusal(submission, reviewer, token, now) ?? conflictOf(submission, reviewer);
  if (refusal !== null) return refuse(refusal);
  const limit = policy.claimsPerReviewer;
  if (reviewer.claims > limit) return refuse({ code: 'claim_limit_reached', limit });
  const lease = leaseOf(reviewer.userId, token, policy, now);
  return ok({ ...submission, state: to.value, /* REV-34 */ lease, updatedAt: now });
}

/** Back in the queue, at the place that it had. */
export function releaseClaim(
  submission: Submission,
  reviewer: Pick<Reviewer, 'userId'>,
  token: number,
  now: Date,
): Result<Submission, NotNow | RefusalOf<'lease_lost'>> {
  const to = nextState(submission, 'releaseClaim');
  if (!to.ok) return to;
  const lost = leaseRefusal(submission, reviewer, token, now);
  return lost === null ? ok(movedTo(submission, to.value, now)) : refuse(lost);
}
