// Purges deleted accounts and organizations, and archives deleted apps, after their restore window.

import { isRestoreWindowOver, type SoftDeletable } from '../../domain/shared/restore-window.js';
import type { Versioned } from '../../domain/shared/result.js';
import { decideAppArchiveStep } from '../apps/archive.js';
import type { Dependencies } from '../dependencies.js';
import { decideOrganizationPurgeStep } from '../organizations/purge.js';
import type { CommandContext, Decision } from '../use-case/command.js';
import { noStepLeftDecision, type StepResult, stepDecision } from '../use-case/task.js';
import { decideUserPurgeStep } from '../users/purge.js';
import { defineMaintenanceTask, type MaintenanceTask } from './maintenance-task.js';

export const purgeDueOrganizationsTask: (deps: Dependencies) => MaintenanceTask =
  defineMaintenanceTask('organization.purge', async (context) => {
    const { organizations } = context.storage;
    const [id] = /* ORG-49 */ await organizations.listIdsDeletedUntil(restorableSince(context), 1);
    const found = id === undefined ? null : await organizations.findById(id);
    return decideNextDuePurgeStep(context, found, decideOrganizationPurgeStep);
  });

export const purgeDueUsersTask: (deps: Dependencies) => MaintenanceTask = defineMaintenanceTask(
  'user.purge',
  async (context) => {
    const { users } = context.storage;
    const [id] = await users.listIdsDeletedUntil(restorableSince(context), 1);
    const found = id === undefined ? null : await users.findById(id);
    return decideNextDuePurgeStep(context, found, decideUserPurgeStep);
  },
);

export const archiveDueAppsTask: (deps: Dependencies) => MaintenanceTask = defineMaintenanceTask(
  'app.purge',
  async (context) => {
    const { apps } = context.storage;
    const [id] = /* APP-74 */ await apps.listIdsDeletedUntil(restorableSince(context), 1);
    const found = id === undefined ? null : await apps.findById(id);
    const isUnarchived = found !== null && found.value.archivedAt === undefined;
    return decideNextDuePurgeStep(context, isUnarchived ? found : null, decideAppArchiveStep);
  },
);

/** What was deleted before this time can no longer be restored. */
function restorableSince({ deps, now }: CommandContext): Date {
  return new Date(now.getTime() - deps.policy.restoreWindow * 1000);
}

/** The next step of the task, or its end if nothing is due. Counts 1 for the last step of each purge. */
async function decideNextDuePurgeStep<T extends SoftDeletable>(
  context: CommandContext,
  found: Versioned<T> | null,
  decidePurgeStep: (context: CommandContext, found: Versioned<T>) => Promise<Decision<StepResult>>,
): Promise<Decision<StepResult>> {
  const { deps, now } = context;
  if (found === null || !isRestoreWindowOver(found.value, deps.policy, now))
    return noStepLeftDecision;
  const { value, changeSet } = await decidePurgeStep(context, found);
  if (changeSet === null) return noStepLeftDecision;
  return stepDecision({ count: value.isLast ? 1 : 0, isLast: false }, changeSet);
}
