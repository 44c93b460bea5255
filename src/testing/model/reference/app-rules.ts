// The rules that several commands on apps share.

import { requireApp } from './app-access.js';
import type { ModelApp, ModelSubmission } from './app-rows.js';
import { appView } from './app-views.js';
import type { Caller } from './calls.js';
import { type ReferenceModel, rowsWhere, throwRefusal } from './reference-model.js';

export function replayApp(
  model: ReferenceModel,
  caller: Caller,
  { appId }: { readonly appId: string },
): object {
  return appView(model, requireApp(model, caller, appId, 'apps:read'));
}

/** Deleted apps count until they are archived. */
export function requireRoomForApp(model: ReferenceModel, organizationId: string): void {
  const limit = model.policy.maxAppsPerOrganization;
  const own = rowsWhere(
    model.apps,
    ({ organization, archivedAt }) => organization === organizationId && archivedAt === null,
  );
  if (own.length >= limit) throwRefusal('app_limit_reached', { limit });
}

export function requireRevision({ revision }: ModelApp, expected: number): void {
  if (revision !== expected) throwRefusal('draft_conflict', { revision });
}

export function requireNoOpenSubmission(model: ReferenceModel, app: ModelApp): void {
  const open = findOpenSubmission(model, app);
  if (open !== undefined) throwRefusal('submission_already_open', { submissionId: open.id });
}

/** The open submission; an approval that has expired is none, even if its row says so. */
export function findOpenSubmission(
  model: ReferenceModel,
  app: ModelApp,
): ModelSubmission | undefined {
  const row = findOpenRow(model, app);
  return row !== undefined && isApprovalExpired(model, row) ? undefined : row;
}

/** The submission whose row says that it is open. */
export function findOpenRow(model: ReferenceModel, { id }: ModelApp): ModelSubmission | undefined {
  return rowsWhere(model.submissions, (row) => row.app === id && isOpen(row))[0];
}

const openStates = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
];

export function isOpen({ state }: ModelSubmission): boolean {
  return openStates.includes(state);
}

export function isApprovalExpired(
  { now }: ReferenceModel,
  { approvedUntil }: ModelSubmission,
): boolean {
  return approvedUntil !== null && approvedUntil <= now;
}

/** Marks the approval of the app as expired if it is. Done when the app gets a new submission or moves. */
export function expireApprovalOf(model: ReferenceModel, app: ModelApp): void {
  const row = findOpenRow(model, app);
  if (row !== undefined && isApprovalExpired(model, row)) markExpired(row);
}

export function markExpired(row: ModelSubmission): void {
  row.state = 'approval_expired';
  row.outcome = { command: 'expireApproval', at: row.approvedUntil ?? 0, by: undefined };
}

/** Refuses to delete an organization with apps that are live or in review. */
export function refuseAppsThatPreventDeletion(model: ReferenceModel, organizationId: string): void {
  const apps = rowsWhere(model.apps, (app) => {
    const isLive = app.live !== null && app.deletedAt === null;
    const isKept = isLive || findOpenSubmission(model, app) !== undefined;
    return app.organization === organizationId && isKept;
  });
  if (apps.length > 0) throwRefusal('organization_has_apps', { appIds: apps.map(({ id }) => id) });
}
