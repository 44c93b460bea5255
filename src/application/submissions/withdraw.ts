// Withdraws an open submission.

import { withdrawSubmission } from '../../domain/review/withdraw-submission.js';
import { ok } from '../../domain/shared/result.js';
import { updateChange } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { loadSubmission, replaySubmission, type SubmissionRefusalCode } from './load-submission.js';
import { submissionStateChangedEvent } from './submission-events.js';
import {
  type PreparedSubmissionByUser,
  type SubmissionIdInput,
  submissionSpecBase,
} from './submission-input.js';
import { type SubmissionView, submissionView } from './views.js';

export type WithdrawRefusalCode =
  | SubmissionRefusalCode
  | 'already_decided'
  | 'invalid_transition'
  | 'approval_expired';

export const withdrawSpec: CommandSpec<
  SubmissionIdInput,
  WithParsedIds<SubmissionIdInput>,
  PreparedSubmissionByUser,
  SubmissionView,
  WithdrawRefusalCode
> = {
  action: 'submission.withdraw',
  ...submissionSpecBase,

  async attempt(context, { submissionId, by }) {
    const managed = await loadSubmission(context, submissionId, 'apps:publish');
    if (!managed.ok) return managed;
    const { submission, app } = managed.value;
    const after = withdrawSubmission(submission.value, by, context.now);
    if (!after.ok) return after;
    const { organizationId } = app.value;
    return ok({
      value: submissionView(after.value),
      changeSet: {
        changes: [updateChange('submissions', submission, after.value)],
        events: [submissionStateChangedEvent(after.value, 'withdraw', organizationId)],
        subject: { kind: 'submission', id: submissionId },
        auditOrganizationIds: [organizationId],
        subscribers: [app.value],
      },
    });
  },

  replay: (context, { submissionId }) => replaySubmission(context, submissionId),
};
