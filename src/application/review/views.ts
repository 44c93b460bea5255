// The view of a submission for reviewers.

import type { Submission } from '../../domain/review/submission.js';
import type { SubmissionSummary } from '../../domain/review/submission-summary.js';
import { type AudienceView, pickVisibleFields } from '../../domain/shared/field-visibility.js';
import {
  submissionFieldVisibility,
  submissionSummaryFieldVisibility,
} from '../../domain/shared/field-visibility-tables.js';

/** A submission as reviewers see it. */
export type ReviewerSubmissionView = AudienceView<
  Submission,
  typeof submissionFieldVisibility,
  'member'
> &
  AudienceView<Submission, typeof submissionFieldVisibility, 'reviewer'>;

/** A submission in a list, as one reviewer sees it: without its decisions, and with the names of its snapshot only. */
export type ReviewerSubmissionSummary = AudienceView<
  SubmissionSummary,
  typeof submissionSummaryFieldVisibility,
  'member'
> &
  Partial<AudienceView<SubmissionSummary, typeof submissionSummaryFieldVisibility, 'reviewer'>> & {
    /** Whether every command of this reviewer on the submission is refused with `conflict_of_interest`. If so, what only reviewers may see is left out. */
    readonly conflictOfInterest: boolean;
  };

export function reviewerSubmissionSummary(
  summary: SubmissionSummary,
  conflictOfInterest: boolean,
): ReviewerSubmissionSummary {
  return {
    ...pickVisibleFields('member', submissionSummaryFieldVisibility, summary),
    ...(conflictOfInterest
      ? {}
      : pickVisibleFields('reviewer', submissionSummaryFieldVisibility, summary)),
    conflictOfInterest,
  };
}

export function reviewerSubmissionView(submission: Submission): ReviewerSubmissionView {
  return {
    ...pickVisibleFields('member', submissionFieldVisibility, submission),
    ...pickVisibleFields('reviewer', submissionFieldVisibility, submission),
  };
}
