// Creates an app.

import { isPerson, requirePermittedOrganization } from './access.js';
import type { ModelApp } from './app-rows.js';
import { replayApp, requireRoomForApp } from './app-rules.js';
import { appView } from './app-views.js';
import type { Caller } from './calls.js';
import type { CommandHandler } from './handlers.js';
import { dayMs, takeAllOrRefuse } from './limits.js';
import { emptyManifest } from './manifests.js';
import { isOfVendor, requirePackageName } from './package-names.js';
import {
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  takeNextId,
  throwRefusal,
} from './reference-model.js';
import { requireName } from './text-rules.js';

export const createAppHandler: CommandHandler<'apps.create'> = {
  checkInput(_model, _caller, { packageName, name }) {
    requirePackageName(packageName);
    requireName(name);
  },
  run(model, caller, { organizationId, packageName, name }) {
    requirePermittedOrganization(model, caller, organizationId, 'apps:publish');
    const holders = rowsWhere(model.apps, (app) => app.packageName === packageName);
    if (holders.length > 0) throwRefusal('package_name_taken');
    requireRoomForApp(model, organizationId);
    // No organization of a sequence has an address of such a company.
    if (caller !== 'system' && isOfVendor(packageName))
      throwRefusal('package_name_invalid', { reason: 'vendor' });
    if (isPerson(caller)) {
      const limit = model.policy.maxDailyAppsPerUser;
      takeAllOrRefuse(model, [{ key: `apps by ${caller}`, windowMs: dayMs, limit, cost: 1 }]);
    }
    const app = addApp(model, caller, organizationId, packageName, requireName(name));
    recordJournalEntry(model, 'app.create', app.id, [organizationId], [app.id]);
    return appView(model, app);
  },
  replay: (model, caller, _input, [appId = '']) => replayApp(model, caller, { appId }),
};

function addApp(
  model: ReferenceModel,
  caller: Caller,
  organization: string,
  packageName: string,
  name: string,
): ModelApp {
  const by = isPerson(caller) ? caller : undefined;
  const app: ModelApp = {
    id: takeNextId(model, 'app'),
    packageName,
    organization,
    manifest: emptyManifest(name),
    revision: 1,
    changedBy: by,
    createdBy: by,
    visibility: 'private',
    testers: [],
    tier: 'none',
    submissionCount: 0,
    live: null,
    enforcement: 'none',
    enforcedAt: null,
    enforcementReason: undefined,
    delistedAt: null,
    deletedAt: null,
    archivedAt: null,
  };
  model.apps.set(app.id, app);
  return app;
}
