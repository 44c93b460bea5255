// The claims of reviewers, and the lane of a submission.

import type { HeldClaimInput } from '../../../application/review/claims.js';
import type { SetLaneInput } from '../../../application/review/set-lane.js';
import type { SubmissionState } from '../../../domain/review/submission.js';
import type { ModelSubmission } from './app-rows.js';
import { dueTime } from './enter-queue.js';
import type { ServiceHandlers } from './handlers.js';
import { type ReferenceModel, rowsWhere, throwRefusal } from './reference-model.js';
import { reviewCommand } from './review-command.js';
import { requireReasonText } from './reviewers.js';
import { endClaim } from './submission-states.js';

/** Whether somebody holds the submission. */
export function isClaimed({ now }: ReferenceModel, { lease }: ModelSubmission): boolean {
  return lease !== null && lease.until > now;
}

function lease(model: ReferenceModel, holder: string, token: number): ModelSubmission['lease'] {
  return { holder, token, until: model.now + model.policy.reviewLeaseDuration * 1000 };
}

export function requireLease(
  model: ReferenceModel,
  submission: ModelSubmission,
  reviewer: string,
  token: number,
): void {
  const { lease: held } = submission;
  const isHolder = held?.holder === reviewer && held.token === token;
  if (!isHolder || !isClaimed(model, submission)) throwRefusal('lease_lost');
}

function claim(
  model: ReferenceModel,
  submission: ModelSubmission,
  { reviewer, next }: { readonly reviewer: string; readonly next: SubmissionState },
): void {
  if (isClaimed(model, submission)) throwRefusal('not_claimable');
  const held = rowsWhere(
    model.submissions,
    (row) => row.lease?.holder === reviewer && isClaimed(model, row),
  );
  const limit = model.policy.maxClaimsPerReviewer;
  if (held.length >= limit) throwRefusal('claim_limit_reached', { limit });
  submission.claimCount += 1;
  submission.state = next;
  submission.lease = lease(model, reviewer, submission.claimCount);
}

export const claimHandlers: Pick<
  ServiceHandlers<'review'>,
  'review.claim' | 'review.renewClaim' | 'review.releaseClaim' | 'review.setLane'
> = {
  'review.claim': reviewCommand('claim', 'review.claim', claim),
  'review.renewClaim': reviewCommand<HeldClaimInput>(
    'renewClaim',
    'review.renew_claim',
    (model, submission, { reviewer, input }) => {
      requireLease(model, submission, reviewer, input.leaseToken);
      submission.lease = lease(model, reviewer, input.leaseToken);
    },
  ),
  'review.releaseClaim': reviewCommand<HeldClaimInput>(
    'releaseClaim',
    'review.release_claim',
    (model, submission, { reviewer, next, input }) => {
      requireLease(model, submission, reviewer, input.leaseToken);
      endClaim(submission, next);
    },
  ),
  'review.setLane': reviewCommand<SetLaneInput>(
    'setLane',
    'review.set_lane',
    (model, submission, { input: { lane, reason } }) => {
      submission.lane = lane;
      submission.laneReason = requireReasonText(reason);
      submission.dueAt = dueTime(model, lane, submission.enteredAt);
    },
    ({ reason }) => requireReasonText(reason),
  ),
};
