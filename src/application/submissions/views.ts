// The view of a submission for its organization. It hides who decided, and decisions that only reviewers see.

import type { ReviewDecision, Submission } from '../../domain/review/submission.js';
import type { SubmissionSummary } from '../../domain/review/submission-summary.js';
import { type AudienceView, pickVisibleFields } from '../../domain/shared/field-visibility.js';
import {
  submissionFieldVisibility,
  submissionSummaryFieldVisibility,
} from '../../domain/shared/field-visibility-tables.js';

/** A decision, without the reviewer who made it. */
export type ReviewDecisionView = Omit<ReviewDecision, 'by'>;

/** A submission as its organization sees it. */
export interface SubmissionView
  extends AudienceView<Submission, typeof submissionFieldVisibility, 'member'> {
  readonly decisions: readonly ReviewDecisionView[];
}

/** A submission in a list, as its organization sees it: without its decisions, and with the names of its snapshot only. */
export type SubmissionSummaryView = AudienceView<
  SubmissionSummary,
  typeof submissionSummaryFieldVisibility,
  'member'
>;

export function submissionSummaryView(summary: SubmissionSummary): SubmissionSummaryView {
  return pickVisibleFields('member', submissionSummaryFieldVisibility, summary);
}

/** Decisions between reviewers: the organization sees only the final one. */
const internalDecisionKinds: ReadonlySet<ReviewDecision['kind']> = new Set([
  /* REV-57 */ 'sendBack',
]);

export function submissionView(submission: Submission): SubmissionView {
  const decisions = submission.decisions
    .filter(({ kind }) => !internalDecisionKinds.has(kind))
    .map((/* REV-55 */ { by: _by, ...decision }) => decision);
  return {
    ...pickVisibleFields(/* REV-58 */ 'member', submissionFieldVisibility, submission),
    decisions,
  };
}
