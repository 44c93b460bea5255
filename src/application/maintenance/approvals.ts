// Approvals that time has ended before anything was released.

import { expireApproval } from '../../domain/review/lifecycle.js';
import type { Submission } from '../../domain/review/submission.js';
import { orThrow } from '../../domain/shared/explain.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { updated } from '../use-case/changes.js';
import type { Plan, Unit } from '../use-case/command.js';
import { nothingLeft, type Step, stepOf } from '../use-case/task.js';
import { type UpkeepTask, upkeepTask } from './upkeep-task.js';

/** How many one commit writes. */
const batch = 100;

/** Writes down which approvals have ended; they count as ended since they are due. */
export const expireApprovals: (context: Context) => UpkeepTask = upkeepTask(
  'submission.expire_approval',
  async (unit) =>
    ofFirstOrganization(unit, /* REV-70 */ await unit.storage.submissions.overdue(unit.now, batch)),
);

/** One organization a commit, so that no audit trail shows another's. */
async function ofFirstOrganization(
  { storage, now }: Unit,
  overdue: readonly Versioned<Submission>[],
): Promise<Plan<Step>> {
  const organizationId = overdue[0]?.value.organizationId;
  if (organizationId === undefined) return nothingLeft;
  const expired = overdue
    .filter(({ value }) => value.organizationId === organizationId)
    .map((read) => ({ read, after: orThrow(expireApproval(read.value, now)) }));
  const appIds = [...new Set(expired.map(({ after }) => after.appId))];
  const apps = await Promise.all(appIds.map((appId) => storage.apps.findById(appId)));
  return stepOf(
    { count: expired.length, isLast: false },
    {
      changes: expired.map(({ read, after }) => updated('submissions', read, after)),
      facts: expired.map(({ after }) => ({
        type: 'submission_moved',
        organizationId,
        appId: after.appId,
        submissionId: after.id,
        command: 'expireApproval',
        to: after.state,
      })),
      subject: { kind: 'organization', id: organizationId },
      organizations: [organizationId],
      subscribers: apps.flatMap((app) => app?.value ?? []),
    },
  );
}
