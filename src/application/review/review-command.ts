// What commands of reviewers share: who may, what they see, what is written.

import type { z } from 'zod';
import type { Action } from '../../domain/journal/entry.js';
import type { Fact } from '../../domain/journal/fact.js';
import type { Submission, SubmissionCommand } from '../../domain/review/submission.js';
import type { SubmissionId, UserId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { type ReviewView, reviewView } from '../apps/views.js';
import { movedFact } from '../submissions/moves.js';
import { touched, updated } from '../use-case/changes.js';
import type { AnyCommand, CommandSpec, Plan, Unit } from '../use-case/command.js';
import { recallReviewed, reviewerWith, type Seen, type SeenRefusal, seenBy } from './reviewer.js';

interface OfSubmission {
  readonly submissionId: SubmissionId;
}

export type Reviewing<O> = O & { readonly userId: UserId };

/** What a reviewer's command comes to. */
interface ReviewDecision {
  readonly submission: Submission;
  /** Beside the submission's own row. */
  readonly changes?: readonly Change[];
  readonly facts?: readonly Fact[];
}

interface ReviewCommand<I, O extends OfSubmission, P extends OfSubmission, C extends RefusalCode> {
  readonly action: Action;
  readonly command: SubmissionCommand;
  readonly schema: z.ZodType<O, I>;
  /** Rules of the input that need no reading; `ok` where there are none. */
  read(input: O): Result<P, RefusalOf<C | AnyCommand>>;
  /**
   * Whether the reviewer's account is touched: where it stands for a rule over their memberships or claims, so that
   * nobody joins the organization, or claims once more, between the reading and the writing.
   */
  readonly isGuarded: boolean;
  decide(
    unit: Unit,
    seen: Seen,
    input: Reviewing<P>,
  ): Result<ReviewDecision, RefusalOf<C | AnyCommand>>;
}

export type AnyReview = SeenRefusal | 'permission_denied';

export function reviewCommand<
  I,
  O extends OfSubmission,
  P extends OfSubmission,
  C extends RefusalCode,
>({
  action,
  command,
  schema,
  read,
  isGuarded,
  decide,
}: ReviewCommand<I, O, P, C>): CommandSpec<I, O, Reviewing<P>, ReviewView, C | AnyReview> {
  return {
    action,
    schema,

    async prepare({ context, actor }, given) {
      const userId = await reviewerWith(context, actor, 'review');
      if (!userId.ok) return userId;
      const input = read(given);
      return input.ok ? ok({ ...input.value, userId: userId.value }) : input;
    },

    async attempt(unit, input) {
      const seen = await seenBy(unit, input.submissionId, input.userId);
      if (!seen.ok) return seen;
      const decision = decide(unit, seen.value, input);
      if (!decision.ok) return decision;
      return ok(planOf(seen.value, command, decision.value, isGuarded));
    },

    recall: (unit, { submissionId, userId }) => recallReviewed(unit, submissionId, userId),
  };
}

function planOf(
  { submission: before, app, user }: Seen,
  command: SubmissionCommand,
  { submission, changes = [], facts }: ReviewDecision,
  isGuarded: boolean,
): Plan<ReviewView> {
  const { organizationId } = app.value;
  return {
    value: reviewView(submission),
    write: {
      changes: [
        ...(isGuarded ? [touched('users', user)] : []),
        updated('submissions', before, submission),
        ...changes,
      ],
      facts: facts ?? [movedFact(submission, command, organizationId)],
      subject: { kind: 'submission', id: submission.id },
      organizations: [organizationId],
      subscribers: [app.value],
    },
  };
}
