// The frame of a reviewer's command on one submission.

import type { Action } from '../../../domain/journal/journal-entry.js';
import type { SubmissionState, SubmissionTransition } from '../../../domain/review/submission.js';
import { requireActiveUser } from './access.js';
import type { ModelSubmission } from './app-rows.js';
import { reviewerView } from './app-views.js';
import type { Caller } from './calls.js';
import { type ReferenceModel, recordJournalEntry, throwRefusal } from './reference-model.js';
import { refuseConflict, requireCapability, reviewerIdOf } from './reviewers.js';
import { requireTransition } from './submission-states.js';

export interface WithSubmissionId {
  readonly submissionId: string;
}

/** What a command changes. `next` is the state that it leads to. */
export type SubmissionChange<I> = (
  model: ReferenceModel,
  submission: ModelSubmission,
  given: { readonly reviewer: string; readonly next: SubmissionState; readonly input: I },
) => void;

export function reviewCommand<I extends WithSubmissionId>(
  command: SubmissionTransition,
  action: Action,
  change: SubmissionChange<I>,
  checkInput: (input: I) => unknown = () => undefined,
) {
  return {
    checkInput(model: ReferenceModel, caller: Caller, input: I): void {
      requireCapability(model, caller, 'review');
      checkInput(input);
    },
    run(model: ReferenceModel, caller: Caller, input: I): object {
      const reviewer = reviewerIdOf(caller);
      const submission = requireReviewable(model, reviewer, input);
      const next = requireTransition(submission, command);
      change(model, submission, { reviewer, next, input });
      const organization = model.apps.get(submission.app)?.organization;
      recordJournalEntry(model, action, submission.id, [organization]);
      return reviewerView(submission);
    },
    replay: (model: ReferenceModel, caller: Caller, input: I): object =>
      reviewerView(requireReviewable(model, reviewerIdOf(caller), input)),
  };
}

function requireReviewable(
  model: ReferenceModel,
  reviewer: string,
  { submissionId }: WithSubmissionId,
): ModelSubmission {
  requireActiveUser(model, reviewer);
  const submission = model.submissions.get(submissionId) ?? throwRefusal('submission_not_found');
  refuseConflict(model, reviewer, submission);
  return submission;
}
