// The view of a submission for reviewers.

import type { Submission } from '../../domain/review/submission.js';
import { type AudienceView, pickVisibleFields } from '../../domain/shared/field-visibility.js';
import { submissionFieldVisibility } from '../../domain/shared/field-visibility-tables.js';

/** A submission as reviewers see it. */
export type ReviewerSubmissionView = AudienceView<
  Submission,
  typeof submissionFieldVisibility,
  'member'
> &
  AudienceView<Submission, typeof submissionFieldVisibility, 'reviewer'>;

export function reviewerSubmissionView(submission: Submission): ReviewerSubmissionView {
  return {
    ...pickVisibleFields('member', submissionFieldVisibility, submission),
    ...pickVisibleFields('reviewer', submissionFieldVisibility, submission),
  };
}
