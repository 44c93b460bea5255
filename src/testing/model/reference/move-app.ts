// Moves an app to another organization.

import { findActiveMembership, requirePermittedOrganization } from './access.js';
import { isKeyWithin, isValidKey, requireOrganizationOfApp, throwMissing } from './app-access.js';
import type { ModelApiKey, ModelApp } from './app-rows.js';
import {
  expireApprovalOf,
  replayApp,
  requireNoOpenSubmission,
  requireRoomForApp,
} from './app-rules.js';
import { appView } from './app-views.js';
import type { Caller } from './calls.js';
import type { CommandHandler } from './handlers.js';
import {
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  throwRefusal,
} from './reference-model.js';

export const moveAppHandler: CommandHandler<'apps.move'> = {
  run(model, caller, { appId, toOrganizationId: to, keepKeyIds = [] }) {
    const app = requireAppToMove(model, caller, appId);
    requirePermittedOrganization(model, caller, to, 'apps:manage');
    requireNoOpenSubmission(model, app);
    if (app.organization === to) return appView(model, app);
    requireRoomForApp(model, to);
    const keys = rowsWhere(model.apiKeys, ({ owner }) => owner.appId === appId);
    requireMayKeep(
      model,
      caller,
      to,
      keys.filter(({ id }) => keepKeyIds.includes(id)),
    );
    const lost = requireLostKeys(model, keys, keepKeyIds);
    expireApprovalOf(model, app);
    for (const key of lost) key.revokedAt = model.now;
    recordJournalEntry(model, 'app.move', app.id, [app.organization, to]);
    Object.assign(app, { organization: to, testers: [], tier: 'none' });
    return appView(model, app);
  },
  replay: replayApp,
};

/** No key moves an app: to a key, it has no organization. */
function requireAppToMove(model: ReferenceModel, caller: Caller, appId: string): ModelApp {
  const app = model.apps.get(appId);
  if (app === undefined || app.archivedAt !== null)
    return throwMissing(model, caller, 'app_not_found');
  requireOrganizationOfApp(model, caller, app, 'apps:manage');
  return app.deletedAt === null ? app : throwRefusal('app_deleted');
}

/** Nobody keeps a key that may do what they may not do themselves in the new organization. */
function requireMayKeep(
  model: ReferenceModel,
  caller: Caller,
  to: string,
  kept: readonly ModelApiKey[],
): void {
  const role = findActiveMembership(model, to, caller)?.role;
  if (role === undefined) return;
  if (kept.some((key) => !isKeyWithin(key, role))) throwRefusal('permission_denied');
}

/** The keys that the app loses: its valid ones except those to keep. */
function requireLostKeys(
  model: ReferenceModel,
  own: readonly ModelApiKey[],
  keepKeyIds: readonly string[],
): readonly ModelApiKey[] {
  for (const id of keepKeyIds) {
    const key = own.find((one) => one.id === id);
    if (key === undefined) throwRefusal('key_not_found');
    if (!isValidKey(model, key)) throwRefusal('key_invalid');
  }
  return own.filter((key) => isValidKey(model, key) && !keepKeyIds.includes(key.id));
}
