// The frame of a reviewer's command on one submission: authorization, the change set, and the replay.

import type { z } from 'zod';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Action } from '../../domain/journal/journal-entry.js';
import type { Submission, SubmissionTransition } from '../../domain/review/submission.js';
import type { SubmissionId, UserId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { submissionStateChangedEvent } from '../submissions/submission-events.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import type {
  AnyCommandRefusalCode,
  CommandContext,
  CommandSpec,
  Decision,
} from '../use-case/command.js';
import {
  loadSubmissionForReview,
  replaySubmissionForReviewer,
  type SubmissionForReview,
  type SubmissionForReviewRefusalCode,
} from './load-for-review.js';
import { requireReviewerCapability } from './reviewer-capability.js';
import { type ReviewerSubmissionView, reviewerSubmissionView } from './views.js';

interface WithSubmissionId {
  readonly submissionId: SubmissionId;
}

export type PreparedReview<O> = O & { readonly userId: UserId };

/** The submission after a reviewer's command. */
interface SubmissionUpdate {
  readonly submission: Submission;
  /** Changes besides that of the submission's row. */
  readonly changes?: readonly Change[];
  /** By default one event: the state of the submission has changed. */
  readonly events?: readonly DomainEvent[];
}

interface ReviewCommandDefinition<
  I,
  O extends WithSubmissionId,
  P extends WithSubmissionId,
  C extends RefusalCode,
> {
  readonly action: Action;
  readonly command: SubmissionTransition;
  readonly schema: z.ZodType<O, I>;
  /** Checks the input without reading; `ok` if there is nothing to check. */
  completeInput(input: O): Result<P, RefusalOf<C | AnyCommandRefusalCode>>;
  /**
   * Whether the reviewer's account is guarded. It guards the rules over their memberships and claims: the reviewer cannot
   * join the organization or make another claim between the read and the commit.
   */
  readonly guardsReviewer: boolean;
  decide(
    context: CommandContext,
    underReview: SubmissionForReview,
    input: PreparedReview<P>,
  ): Result<SubmissionUpdate, RefusalOf<C | AnyCommandRefusalCode>>;
}

export type AnyReviewRefusalCode =
  | SubmissionForReviewRefusalCode
  | 'conflict_of_interest'
  | 'permission_denied';

export function createReviewCommandSpec<
  I,
  O extends WithSubmissionId,
  P extends WithSubmissionId,
  C extends RefusalCode,
>({
  action,
  command,
  schema,
  completeInput,
  guardsReviewer,
  decide,
}: ReviewCommandDefinition<I, O, P, C>): CommandSpec<
  I,
  O,
  PreparedReview<P>,
  ReviewerSubmissionView,
  C | AnyReviewRefusalCode
> {
  return {
    action,
    schema,

    async prepare({ deps, actor }, given) {
      const userId = await requireReviewerCapability(deps, actor, 'review');
      if (!userId.ok) return userId;
      const input = completeInput(given);
      return input.ok ? ok({ ...input.value, userId: userId.value }) : input;
    },

    async attempt(context, input) {
      const underReview = await loadSubmissionForReview(context, input.submissionId, input.userId);
      if (!underReview.ok) return underReview;
      const decision = decide(context, underReview.value, input);
      if (!decision.ok) return decision;
      return ok(submissionDecision(underReview.value, command, decision.value, guardsReviewer));
    },

    replay: (context, { submissionId, userId }) =>
      replaySubmissionForReviewer(context, submissionId, userId),
  };
}

function submissionDecision(
  { submission: before, app, user }: SubmissionForReview,
  command: SubmissionTransition,
  { submission, changes = [], events }: SubmissionUpdate,
  guardsReviewer: boolean,
): Decision<ReviewerSubmissionView> {
  const { organizationId } = app.value;
  return {
    value: reviewerSubmissionView(submission),
    changeSet: {
      changes: [
        ...(guardsReviewer ? [guardChange('users', user)] : []),
        updateChange('submissions', before, submission),
        ...changes,
      ],
      events: events ?? [submissionStateChangedEvent(submission, command, organizationId)],
      subject: { kind: 'submission', id: submission.id },
      auditOrganizationIds: [organizationId],
      subscribers: [app.value],
    },
  };
}
