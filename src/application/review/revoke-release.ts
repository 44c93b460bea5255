// Revokes an approval or a release.

import * as z from 'zod';
import { type DecisionReason, parseDecisionReason } from '../../domain/review/decision-reason.js';
import { revokeSubmission } from '../../domain/review/revoke-submission.js';
import { type ReviewReasonCode, reviewReasonCodes } from '../../domain/review/submission.js';
import type { SubmissionId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { refuseSubmissionNotFound } from '../submissions/load-submission.js';
import { submissionStateChangedEvent } from '../submissions/submission-events.js';
import { requireActiveActor } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import type { AnyCommandRefusalCode, CommandSpec } from '../use-case/command.js';
import { submissionIdSchema, type WithParsedIds } from '../use-case/input.js';
import { decisionTextSchema } from './decision-input.js';
import { loadAppForEnforcement } from './enforcer.js';
import { replaySubmissionForReviewer } from './load-for-review.js';
import { requireReviewerCapability } from './reviewer-capability.js';
import { type ReviewerSubmissionView, reviewerSubmissionView } from './views.js';

/** The approval or release to revoke, and why. */
export interface RevokeReleaseInput {
  readonly submissionId: string;
  /** At least one reason. */
  readonly reasons?: readonly ReviewReasonCode[] | null | undefined;
  /** For the organization; 1 to 4,000 characters. */
  readonly text?: string | null | undefined;
}

interface PreparedRevokeRelease {
  readonly submissionId: SubmissionId;
  readonly decisionReason: DecisionReason;
  readonly by: UserId;
}

export type RevokeReleaseRefusalCode =
  | 'permission_denied'
  | 'account_inactive'
  | 'submission_not_found'
  | 'conflict_of_interest'
  | 'reason_required'
  | 'already_decided'
  | 'invalid_transition';

/** If the revoked release is live, the last superseded release that was not revoked becomes live again. */
export const revokeReleaseSpec: CommandSpec<
  RevokeReleaseInput,
  WithParsedIds<RevokeReleaseInput>,
  PreparedRevokeRelease,
  ReviewerSubmissionView,
  RevokeReleaseRefusalCode
> = {
  action: 'review.revoke',
  schema: z.lazy(() =>
    z.strictObject({
      submissionId: submissionIdSchema,
      reasons: z
        .array(z.enum(reviewReasonCodes))
        .max(reviewReasonCodes.length)
        .nullable()
        .optional(),
      text: decisionTextSchema.nullable().optional(),
    }),
  ),

  async prepare(
    { deps, actor },
    { submissionId, reasons, text },
  ): Promise<
    Result<PreparedRevokeRelease, RefusalOf<RevokeReleaseRefusalCode | AnyCommandRefusalCode>>
  > {
    const by = await requireReviewerCapability(deps, actor, /* REV-77 */ 'enforce');
    if (!by.ok) return by;
    const decisionReason = parseDecisionReason(reasons, text);
    return /* REV-78 */ decisionReason.ok
      ? ok({ submissionId, decisionReason: decisionReason.value, by: by.value })
      : decisionReason;
  },

  async attempt(context, { submissionId, decisionReason, by }) {
    const { storage, now } = context;
    const submission = await storage.submissions.findById(submissionId);
    if (submission === null) {
      const active = await requireActiveActor(storage, context.actor);
      return active.ok ? refuseSubmissionNotFound() : active;
    }
    const { appId } = submission.value;
    const target = await loadAppForEnforcement(context, appId, by, submission.value);
    if (!target.ok)
      return target.refusal.code === 'app_not_found'
        ? refuseSubmissionNotFound()
        : refuse(target.refusal);
    const { app, guards } = target.value;
    const last = await storage.submissions.findLastSuperseded(appId);
    const done = revokeSubmission(
      app.value,
      submission.value,
      last?.value ?? null,
      decisionReason,
      by,
      now,
    );
    if (!done.ok) return done;
    const { fallback } = done.value;
    const isBack = last !== null && fallback !== null;
    const { organizationId } = app.value;
    return ok({
      value: reviewerSubmissionView(done.value.submission),
      changeSet: {
        changes: [
          ...guards,
          updateChange('apps', app, done.value.app),
          updateChange('submissions', submission, done.value.submission),
          ...(isBack ? [updateChange('submissions', last, fallback)] : []),
        ],
        events: [
          submissionStateChangedEvent(done.value.submission, 'revoke', organizationId),
          ...(isBack ? [submissionStateChangedEvent(fallback, 'fallBack', organizationId)] : []),
        ],
        subject: { kind: 'submission', id: submissionId },
        auditOrganizationIds: [organizationId],
        subscribers: [app.value],
      },
    });
  },

  replay: (context, { submissionId, by }) => replaySubmissionForReviewer(context, submissionId, by),
};
