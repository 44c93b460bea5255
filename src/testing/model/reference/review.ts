// The methods of `review`, and its queries.

import type { ModelSubmission } from './app-rows.js';
import { liveReleaseView, liveSubmission, reviewerSummaryView, reviewerView } from './app-views.js';
import { claimHandlers, isClaimed } from './claims.js';
import { decisionHandlers, needsSecondApproval } from './decisions.js';
import { enforcementHandlers } from './enforcement.js';
import type { ServiceHandlers } from './handlers.js';
import { permissionDifference } from './manifests.js';
import { type ReferenceModel, rowsWhere, throwRefusal } from './reference-model.js';
import { hasConflict, refuseConflict, requireActiveReviewer } from './reviewers.js';
import { splitIntoPages } from './views.js';

/** The fastest first. */
const lanesInOrder: readonly ModelSubmission['lane'][] = ['security', 'update', 'new'];

export const reviewHandlers: ServiceHandlers<'review'> = {
  ...claimHandlers,
  ...decisionHandlers,
  ...enforcementHandlers,

  'review.queue'(model, caller, { state = 'claimable', ...page }) {
    const reviewer = requireActiveReviewer(model, caller);
    const isAsked = (row: ModelSubmission) =>
      state === 'claimable' ? isClaimable(model, row) : row.state === state;
    const rows = rowsWhere(model.submissions, isAsked).sort(
      (a, b) => lanesInOrder.indexOf(a.lane) - lanesInOrder.indexOf(b.lane) || a.dueAt - b.dueAt,
    );
    return splitIntoPages(summaries(model, reviewer, rows), page);
  },

  'review.stats'(model, caller) {
    requireActiveReviewer(model, caller);
    const waiting = rowsWhere(model.submissions, ({ state }) =>
      ['waiting_for_review', 'in_review', 'pending_second_approval'].includes(state),
    );
    const waits = waiting
      .map(({ enteredAt }) => (model.now - enteredAt) / 1000)
      .sort((a, b) => a - b);
    /** The first of the values that at least so many per cent of them do not exceed. */
    const percentile = (percent: number) =>
      waits.find((_wait, index) => (index + 1) * 100 >= percent * waits.length) ?? null;
    const onTime = waiting.filter(({ dueAt }) => dueAt >= model.now).length;
    const count = (lane: string) => waiting.filter((row) => row.lane === lane).length;
    return {
      waiting: waiting.length,
      byLane: { security: count('security'), update: count('update'), new: count('new') },
      oldestWait: waits.at(-1) ?? null,
      p50Wait: percentile(50),
      p90Wait: percentile(90),
      onTimeShare: waiting.length === 0 ? null : onTime / waiting.length,
    };
  },

  'review.get'(model, caller, { submissionId }) {
    const reviewer = requireActiveReviewer(model, caller);
    const submission = model.submissions.get(submissionId);
    const app = model.apps.get(submission?.app ?? '');
    if (submission === undefined || app === undefined) return throwRefusal('submission_not_found');
    refuseConflict(model, reviewer, submission);
    return {
      submission: reviewerView(submission),
      live: liveReleaseView(model, app),
      permissions: permissionDifference(
        liveSubmission(model, app)?.snapshot.manifest,
        submission.snapshot.manifest,
      ),
      needsSecondApproval: needsSecondApproval(model, submission),
    };
  },

  'review.listClaimed'(model, caller) {
    const reviewer = requireActiveReviewer(model, caller);
    const held = rowsWhere(
      model.submissions,
      (row) => row.lease?.holder === reviewer && isClaimed(model, row),
    );
    return summaries(model, reviewer, held);
  },
};

function isClaimable(model: ReferenceModel, row: ModelSubmission): boolean {
  const isLeaseOver = row.state === 'in_review' && !isClaimed(model, row);
  return row.state === 'waiting_for_review' || isLeaseOver;
}

function summaries(
  model: ReferenceModel,
  reviewer: string,
  rows: readonly ModelSubmission[],
): readonly object[] {
  return rows.map((row) => reviewerSummaryView(row, hasConflict(model, reviewer, row)));
}
