// Releases an approved submission to users.

import { releaseSubmission } from '../../domain/review/release-submission.js';
import { ok } from '../../domain/shared/result.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { loadSubmission, replaySubmission } from './load-submission.js';
import { submissionStateChangedEvent } from './submission-events.js';
import {
  type PreparedSubmissionByUser,
  type SubmissionIdInput,
  submissionSpecBase,
} from './submission-input.js';
import { type SubmissionView, submissionView } from './views.js';
import type { WithdrawRefusalCode } from './withdraw.js';

export type ReleaseRefusalCode = WithdrawRefusalCode | 'app_suspended';

/**
 * Guards the organization: a member who is removed at the same time releases nothing, and an organization that is being
 * deleted gets no live app.
 */
export const releaseSpec: CommandSpec<
  SubmissionIdInput,
  WithParsedIds<SubmissionIdInput>,
  PreparedSubmissionByUser,
  SubmissionView,
  ReleaseRefusalCode
> = {
  action: 'submission.release',
  ...submissionSpecBase,

  async attempt(context, { submissionId, by }) {
    const { storage, now } = context;
    const managed = await loadSubmission(context, submissionId, 'apps:publish');
    if (!managed.ok) return managed;
    const { submission, app, organization } = managed.value;
    const { live, organizationId } = app.value;
    const found = live === undefined ? null : await storage.submissions.findById(live.submissionId);
    // If the live release was revoked after the app was read, there is nothing to supersede: the commit then fails, since the app has a new version.
    const before = found?.value.state === 'released' ? found : null;
    const done = releaseSubmission(app.value, submission.value, before?.value ?? null, by, now);
    if (!done.ok) return done;
    const { superseded } = done.value;
    const isUpdate = before !== null && superseded !== null;
    return ok({
      value: submissionView(done.value.submission),
      changeSet: {
        changes: [
          guardChange('organizations', organization), // REV-73
          updateChange('apps', app, done.value.app),
          updateChange('submissions', submission, done.value.submission),
          ...(isUpdate ? [updateChange('submissions', before, superseded)] : []),
        ],
        events: [
          submissionStateChangedEvent(done.value.submission, 'release', organizationId),
          ...(isUpdate
            ? [submissionStateChangedEvent(superseded, 'supersede', organizationId)]
            : []),
        ],
        subject: { kind: 'submission', id: submissionId },
        auditOrganizationIds: [organizationId],
        subscribers: [app.value],
      },
    });
  },

  replay: (context, { submissionId }) => replaySubmission(context, submissionId),
};
