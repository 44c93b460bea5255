// The decisions of reviewers on a submission.

import type { Action } from '../../../domain/journal/journal-entry.js';
import type { ReviewDecision } from '../../../domain/review/submission.js';
import type { ModelSubmission } from './app-rows.js';
import { liveSubmission } from './app-views.js';
import { requireLease } from './claims.js';
import type { ServiceHandlers } from './handlers.js';
import { needsTwoApprovals } from './manifests.js';
import { type ReferenceModel, throwRefusal } from './reference-model.js';
import { reviewCommand, type SubmissionChange, type WithSubmissionId } from './review-command.js';
import { requireReasons } from './reviewers.js';
import { endClaim } from './submission-states.js';

interface DecisionInput extends WithSubmissionId {
  readonly digest: string;
  readonly leaseToken?: number;
  readonly reasons?: readonly string[] | null | undefined;
  readonly text?: string | null | undefined;
}

/** A decision under a claim, or without one after a first approval. */
function decision(
  kind: Exclude<ReviewDecision['kind'], 'revoke'>,
  action: Action,
  needsReasons: boolean,
) {
  const change: SubmissionChange<DecisionInput> = (
    model,
    submission,
    { reviewer, next, input },
  ) => {
    if (kind === 'secondApprove' || kind === 'sendBack') requireOtherReviewer(submission, reviewer);
    else requireLease(model, submission, reviewer, input.leaseToken ?? 0);
    if (input.digest !== submission.digest) throwRefusal('digest_mismatch');
    const needsSecond = kind === 'approve' && needsSecondApproval(model, submission);
    endClaim(submission, needsSecond ? 'pending_second_approval' : next);
    const given = needsReasons ? requireReasons(input) : { reasons: [], text: undefined };
    recordDecision(model, submission, kind, reviewer, given);
    if (submission.state === 'approved')
      submission.approvedUntil = model.now + model.policy.approvalLifetime * 1000;
  };
  return reviewCommand<DecisionInput>(
    kind,
    action,
    change,
    needsReasons ? requireReasons : undefined,
  );
}

function requireOtherReviewer({ decisions }: ModelSubmission, reviewer: string): void {
  const first = decisions.filter(({ kind }) => kind === 'approve').at(-1);
  if (first?.by === reviewer) throwRefusal('second_reviewer_required');
}

export function needsSecondApproval(model: ReferenceModel, submission: ModelSubmission): boolean {
  const app = model.apps.get(submission.app);
  const live = app && liveSubmission(model, app);
  return needsTwoApprovals(live?.snapshot, submission.snapshot);
}

export function recordDecision(
  model: ReferenceModel,
  submission: ModelSubmission,
  kind: ReviewDecision['kind'],
  by: string,
  given: { readonly reasons: readonly string[]; readonly text: string | undefined },
): void {
  const at = model.now;
  submission.decisions = [...submission.decisions, { kind, by, at, ...given }];
  submission.outcome = { command: kind, at, by };
}

export const decisionHandlers: Pick<
  ServiceHandlers<'review'>,
  | 'review.approve'
  | 'review.secondApprove'
  | 'review.sendBack'
  | 'review.requestChanges'
  | 'review.reject'
> = {
  'review.approve': decision('approve', 'review.approve', false),
  'review.secondApprove': decision('secondApprove', 'review.second_approve', false),
  'review.sendBack': decision('sendBack', 'review.send_back', true),
  'review.requestChanges': decision('requestChanges', 'review.request_changes', true),
  'review.reject': decision('reject', 'review.reject', true),
};
