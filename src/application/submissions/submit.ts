// Submits the draft of an app for review.

import * as z from 'zod';
import { draftConflictRefusal } from '../../domain/app/edit-draft.js';
import { submitApp } from '../../domain/review/submit-app.js';
import { parseSubmissionId, type SubmissionId, type UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { dayInSeconds } from '../../domain/shared/time.js';
import { type AppRefusalCode, authorizeForApp } from '../app-authorization/app-authorization.js';
import { requireUser } from '../use-case/authorization.js';
import { guardChange, insertChange, updateChange } from '../use-case/changes.js';
import type { CommandContext, CommandSpec } from '../use-case/command.js';
import { appIdSchema, type WithParsedIds } from '../use-case/input.js';
import { newId } from '../use-case/new-id.js';
import { chargeRateLimit } from '../use-case/rate-limits.js';
import { replaySubmission } from './load-submission.js';
import { approvalExpiryChanges, findOpenSubmission } from './open-submission.js';
import { buildCandidateSnapshot } from './snapshot.js';
import { submissionCreatedEvent } from './submission-events.js';
import { type SubmissionView, submissionView } from './views.js';

/** The app whose draft to submit. */
export interface SubmitInput {
  readonly appId: string;
  /** The draft revision that the caller read; another one is refused with `draft_conflict`. */
  readonly draftRevision: number;
}

interface PreparedSubmit extends WithParsedIds<SubmitInput> {
  readonly by: UserId;
  readonly newSubmissionId: SubmissionId;
}

export type SubmitRefusalCode =
  | AppRefusalCode
  | 'submission_not_found'
  | 'draft_conflict'
  | 'app_suspended'
  | 'submission_already_open'
  | 'not_ready'
  | 'rate_limited';

export const draftRevisionSchema: z.ZodNumber = z.number().int().min(1);

/** Only a user can submit: the submitter must not decide on the submission, and a key does not identify a person. */
export function prepareSubmission<I>(
  { deps, actor }: CommandContext,
  input: I,
): Result<
  I & { readonly by: UserId; readonly newSubmissionId: SubmissionId },
  RefusalOf<'permission_denied'>
> {
  const person = /* REV-9 */ requireUser(actor);
  if (!person.ok) return person;
  return ok({ ...input, by: person.value, newSubmissionId: newId(deps.ids, parseSubmissionId) });
}

/** Takes one submission from those that the organization has in a day. */
export function chargeSubmission(
  context: CommandContext,
  { organizationId }: Pick<SubmissionView, 'organizationId'>,
): Promise<Result<null, RefusalOf<'rate_limited'>>> {
  const limit = /* REV-99 */ context.deps.policy.maxDailySubmissionsPerOrganization;
  const key = `submissions of ${organizationId}`;
  return chargeRateLimit(context, { key, limit, window: dayInSeconds });
}

export const submitSpec: CommandSpec<
  SubmitInput,
  WithParsedIds<SubmitInput>,
  PreparedSubmit,
  SubmissionView,
  SubmitRefusalCode
> = {
  action: 'submission.submit',
  schema: z.lazy(() => z.strictObject({ appId: appIdSchema, draftRevision: draftRevisionSchema })),
  prepare: prepareSubmission,

  async attempt(context, { appId, draftRevision, by, newSubmissionId: id }) {
    const { deps, now } = context;
    const authorization = await authorizeForApp(context, appId, 'apps:publish');
    if (!authorization.ok) return authorization;
    const { app, organization } = authorization.value;
    const draftConflict = draftConflictRefusal(app.value, draftRevision);
    if (draftConflict !== null) return refuse({ ...draftConflict, path: ['draftRevision'] }); // REV-5
    const [{ open, expiredApproval }, prepared] = await Promise.all([
      /* REV-8 */ findOpenSubmission(context, appId),
      buildCandidateSnapshot(context, app.value, organization.value, null),
    ]);
    const submitting = { id, ...prepared, by, now };
    const done = submitApp(app.value, open?.value ?? null, submitting, deps.policy);
    if (!done.ok) return done;
    const { submission } = done.value;
    const expiry = approvalExpiryChanges(expiredApproval, submission.organizationId, now);
    return ok({
      value: submissionView(submission),
      changeSet: {
        changes: [
          guardChange('organizations', organization), // REV-6
          updateChange('apps', app, done.value.app),
          ...expiry.changes,
          insertChange('submissions', id, submission),
        ],
        events: [...expiry.events, submissionCreatedEvent(submission)],
        subject: { kind: 'submission', id },
        auditOrganizationIds: [submission.organizationId],
        subscribers: [app.value],
        replayIds: { submissionId: id },
      },
    });
  },

  chargeRateLimits: (context, _prepared, value) => chargeSubmission(context, value),

  replay: (context, _prepared, replayIds) =>
    replaySubmission(context, parseSubmissionId(replayIds['submissionId'] ?? '')),
};
