// Resubmits a draft after changes were requested.

import * as z from 'zod';
import { draftConflictRefusal } from '../../domain/app/app.js';
import { resubmitApp } from '../../domain/review/submit-app.js';
import { parseSubmissionId, type SubmissionId, type UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { guardVersion, insertRow, updateRow } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import { submissionIdSchema } from '../use-case/input.js';
import { loadSubmission, replaySubmission, type SubmissionRefusal } from './load-submission.js';
import { prepareSnapshot } from './snapshot.js';
import { submissionEnteredEvent, submissionMovedEvent } from './submission-events.js';
import { prepareSubmitter, revisionSchema } from './submit.js';
import { type SubmissionView, submissionView } from './views.js';

/** The submission for which changes were requested. */
export interface ResubmitInput {
  readonly submissionId: string;
  /** The draft revision that the caller read; another one is refused with `draft_conflict`. */
  readonly draftRevision: number;
}

interface ParsedResubmit {
  readonly submissionId: SubmissionId;
  readonly draftRevision: number;
}

interface PreparedResubmit extends ParsedResubmit {
  readonly by: UserId;
  readonly newSubmissionId: SubmissionId;
}

export type ResubmitRefusal =
  | SubmissionRefusal
  | 'draft_conflict'
  | 'app_suspended'
  | 'not_ready'
  | 'already_decided'
  | 'invalid_transition';

export const resubmitSpec: CommandSpec<
  ResubmitInput,
  ParsedResubmit,
  PreparedResubmit,
  SubmissionView,
  ResubmitRefusal
> = {
  action: 'submission.resubmit',
  schema: z.strictObject({ submissionId: submissionIdSchema, draftRevision: revisionSchema }),
  prepare: prepareSubmitter,

  async attempt(context, { submissionId, draftRevision, by, newSubmissionId: id }) {
    const { now } = context;
    const managed = await loadSubmission(context, submissionId, 'apps:publish');
    if (!managed.ok) return managed;
    const { app, organization, submission } = managed.value;
    const draftConflict = draftConflictRefusal(app.value, draftRevision);
    if (draftConflict !== null) return refuse({ ...draftConflict, path: ['draftRevision'] });
    const sentBack = submission.value.digest;
    const prepared = await prepareSnapshot(context, app.value, organization.value, sentBack);
    const done = resubmitApp(app.value, submission.value, { id, ...prepared, by, now });
    if (!done.ok) return done;
    const { replaced, submission: entered } = done.value;
    return ok({
      value: submissionView(entered),
      changeSet: {
        changes: [
          guardVersion('organizations', organization),
          updateRow('apps', app, done.value.app),
          updateRow('submissions', submission, replaced),
          insertRow('submissions', id, entered),
        ],
        events: [
          submissionMovedEvent(replaced, 'resubmit', entered.organizationId),
          submissionEnteredEvent(entered),
        ],
        subject: { kind: 'submission', id },
        auditOrganizationIds: [entered.organizationId],
        subscribers: [app.value],
        replayIds: { submissionId: id },
      },
    });
  },

  replay: (context, _prepared, replayIds) =>
    replaySubmission(context, parseSubmissionId(replayIds['submissionId'] ?? '')),
};
