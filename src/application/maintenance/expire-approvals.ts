// Stores which approvals have expired before a release.

import { expireApproval } from '../../domain/review/approval-expiry.js';
import type { Submission } from '../../domain/review/submission.js';
import { doneOrThrow, type Versioned } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { updateChange } from '../use-case/changes.js';
import type { CommandContext, Decision } from '../use-case/command.js';
import { noStepLeftDecision, type StepResult, stepDecision } from '../use-case/task.js';
import { defineMaintenanceTask, type MaintenanceTask } from './maintenance-task.js';

/** The most submissions that one commit changes. */
const maxRowsPerCommit = 100;

/** Writes the expired state of approvals. They already count as expired from their expiry on. */
export const expireApprovalsTask: (deps: Dependencies) => MaintenanceTask = defineMaintenanceTask(
  'submission.expire_approval',
  async (context) =>
    decideApprovalsStep(
      context,
      /* REV-70 */ await context.storage.submissions.listExpiredApprovals(
        context.now,
        maxRowsPerCommit,
      ),
    ),
);

/** Changes submissions of one organization per commit, so that no audit trail shows those of another. */
async function decideApprovalsStep(
  { storage, now }: CommandContext,
  overdue: readonly Versioned<Submission>[],
): Promise<Decision<StepResult>> {
  const organizationId = overdue[0]?.value.organizationId;
  if (organizationId === undefined) return noStepLeftDecision;
  const expired = overdue
    .filter(({ value }) => value.organizationId === organizationId)
    .map((read) => ({ read, after: doneOrThrow(expireApproval(read.value, now)) }));
  const appIds = [...new Set(expired.map(({ after }) => after.appId))];
  const apps = await Promise.all(appIds.map((appId) => storage.apps.findById(appId)));
  return stepDecision(
    { count: expired.length, isLast: false },
    {
      changes: expired.map(({ read, after }) => updateChange('submissions', read, after)),
      events: expired.map(({ after }) => ({
        type: 'submission_state_changed',
        organizationId,
        appId: after.appId,
        submissionId: after.id,
        command: 'expireApproval',
        to: after.state,
      })),
      subject: { kind: 'organization', id: organizationId },
      auditOrganizationIds: [organizationId],
      subscribers: apps.flatMap((app) => app?.value ?? []),
    },
  );
}
