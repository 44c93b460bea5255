// Resubmits a draft after changes were requested.

import * as z from 'zod';
import { draftConflictRefusal } from '../../domain/app/edit-draft.js';
import { resubmitApp } from '../../domain/review/submit-app.js';
import { parseSubmissionId, type SubmissionId, type UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { guardChange, insertChange, updateChange } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import { submissionIdSchema, type WithParsedIds } from '../use-case/input.js';
import { loadSubmission, replaySubmission, type SubmissionRefusalCode } from './load-submission.js';
import { buildCandidateSnapshot } from './snapshot.js';
import { submissionCreatedEvent, submissionStateChangedEvent } from './submission-events.js';
import { chargeSubmission, draftRevisionSchema, prepareSubmission } from './submit.js';
import { type SubmissionView, submissionView } from './views.js';

/** The submission for which changes were requested. */
export interface ResubmitInput {
  readonly submissionId: string;
  /** The draft revision that the caller read; another one is refused with `draft_conflict`. */
  readonly draftRevision: number;
}

interface PreparedResubmit extends WithParsedIds<ResubmitInput> {
  readonly by: UserId;
  readonly newSubmissionId: SubmissionId;
}

export type ResubmitRefusalCode =
  | SubmissionRefusalCode
  | 'draft_conflict'
  | 'app_suspended'
  | 'not_ready'
  | 'rate_limited'
  | 'already_decided'
  | 'invalid_transition';

export const resubmitSpec: CommandSpec<
  ResubmitInput,
  WithParsedIds<ResubmitInput>,
  PreparedResubmit,
  SubmissionView,
  ResubmitRefusalCode
> = {
  action: 'submission.resubmit',
  schema: z.lazy(() =>
    z.strictObject({ submissionId: submissionIdSchema, draftRevision: draftRevisionSchema }),
  ),
  prepare: prepareSubmission,

  async attempt(context, { submissionId, draftRevision, by, newSubmissionId: id }) {
    const { now } = context;
    const managed = await loadSubmission(context, submissionId, 'apps:publish');
    if (!managed.ok) return managed;
    const { app, organization, submission } = managed.value;
    const draftConflict = draftConflictRefusal(app.value, draftRevision);
    if (draftConflict !== null) return refuse({ ...draftConflict, path: ['draftRevision'] });
    const sentBack = submission.value.digest;
    const prepared = await buildCandidateSnapshot(context, app.value, organization.value, sentBack);
    const done = resubmitApp(app.value, submission.value, { id, ...prepared, by, now });
    if (!done.ok) return done;
    const { replaced, submission: entered } = done.value;
    return ok({
      value: submissionView(entered),
      changeSet: {
        changes: [
          guardChange('organizations', organization),
          updateChange('apps', app, done.value.app),
          updateChange('submissions', submission, replaced),
          insertChange('submissions', id, entered),
        ],
        events: [
          submissionStateChangedEvent(replaced, 'resubmit', entered.organizationId),
          submissionCreatedEvent(entered),
        ],
        subject: { kind: 'submission', id },
        auditOrganizationIds: [entered.organizationId],
        subscribers: [app.value],
        replayIds: { submissionId: id },
      },
    });
  },

  chargeRateLimits: (context, _prepared, value) => chargeSubmission(context, value),

  replay: (context, _prepared, replayIds) =>
    replaySubmission(context, parseSubmissionId(replayIds['submissionId'] ?? '')),
};
