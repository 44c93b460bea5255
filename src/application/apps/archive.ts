// The steps that archive a deleted app. In the end only its package name is left, which stays taken.

import type { App } from '../../domain/app/app.js';
import { archiveApp } from '../../domain/app/delete-restore-archive-app.js';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { guardChange, removeChange, updateChange } from '../use-case/changes.js';
import type { CommandContext, Decision } from '../use-case/command.js';
import { type StepResult, stepDecision } from '../use-case/task.js';

/** How many rows of one collection a commit removes at most. */
const maxRowsPerCommit = 100;

/**
 * Decides the next step; the last one archives the app. Each step guards the app: if the app is restored or moved at the
 * same time, the step does not commit and removes nothing.
 */
export async function decideAppArchiveStep(
  context: CommandContext,
  app: Versioned<App>,
): Promise<Decision<StepResult>> {
  const { id: appId, organizationId } = app.value;
  const rows = await planAppRowRemovals(context, app.value);
  const isLast = rows.length < maxRowsPerCommit;
  const own = isLast
    ? updateChange('apps', app, archiveApp(app.value, context.now))
    : /* APP-76 */ guardChange('apps', app);
  const events: readonly DomainEvent[] = isLast
    ? [{ type: 'app_archived', organizationId, appId }]
    : [];
  return stepDecision(
    { count: rows.length + (isLast ? 1 : 0), isLast },
    {
      changes: [own, ...rows],
      events,
      subject: { kind: 'app', id: appId },
      auditOrganizationIds: [organizationId],
    },
  );
}

/** Returns fewer than `maxRowsPerCommit` removals if no more rows are left. */
async function planAppRowRemovals(
  { storage }: CommandContext,
  { id: appId }: App,
): Promise<readonly Change[]> {
  const [submissions, keys] = await Promise.all([
    storage.submissions.listAllByApp(appId, maxRowsPerCommit),
    storage.apiKeys.listByOwner({ kind: 'app', appId }, maxRowsPerCommit),
  ]);
  return [
    ...submissions.map((read) => removeChange('submissions', read)),
    ...keys.map((read) => removeChange('apikeys', read)), // APP-75
  ];
}
