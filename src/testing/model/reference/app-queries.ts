// The queries of `apps`.

import {
  findActiveMembership,
  isLive,
  isPerson,
  requireActiveUser,
  requirePermittedOrganization,
} from './access.js';
import { isSuspendedOrTakenDown, requireApp, requireUndeletedApp } from './app-access.js';
import type { ModelApp, ModelSubmission } from './app-rows.js';
import { findOpenRow, isOpen } from './app-rules.js';
import {
  appSummaryView,
  appView,
  isPublished,
  releasedAppView,
  submissionView,
} from './app-views.js';
import type { CallHandler } from './handlers.js';
import { manifestView } from './manifests.js';
import { findPackageNameFault, isOfVendor } from './package-names.js';
import { readinessCodes } from './readiness.js';
import { rowsWhere, throwRefusal } from './reference-model.js';
import { roleAllows } from './roles.js';
import { emailKeyOf } from './text-rules.js';
import { splitIntoPages } from './views.js';

type AppQueryName =
  | 'apps.get'
  | 'apps.list'
  | 'apps.readiness'
  | 'apps.checkPackageName'
  | 'apps.getRunnable';

export const appQueryHandlers: { readonly [V in AppQueryName]: CallHandler<V> } = {
  'apps.get'(model, caller, { appId }) {
    const app = requireApp(model, caller, appId, 'apps:read');
    const newest = rowsWhere(model.submissions, (row) => row.app === appId).at(-1);
    return {
      app: appView(model, app),
      submission: newest === undefined ? null : submissionView(newest),
      status: statusForOldClients(app, newest),
    };
  },

  'apps.list'(model, caller, { organizationId, ...page }) {
    requirePermittedOrganization(model, caller, organizationId, 'apps:read');
    const own = rowsWhere(
      model.apps,
      (app) => app.organization === organizationId && app.deletedAt === null,
    );
    return splitIntoPages(
      own.map((app) => appSummaryView(model, app)),
      page,
    );
  },

  'apps.readiness'(model, caller, { appId }) {
    const app = requireUndeletedApp(model, caller, appId, 'apps:read');
    const open = findOpenRow(model, app);
    return readinessCodes(
      model,
      app,
      open?.state === 'changes_requested' ? open.snapshot : undefined,
    );
  },

  'apps.checkPackageName'(model, caller, { packageName }) {
    if (isPerson(caller)) requireActiveUser(model, caller);
    else if (caller !== 'system') throwRefusal('permission_denied');
    const isTaken = rowsWhere(model.apps, (app) => app.packageName === packageName).length > 0;
    const reason = findPackageNameFault(packageName);
    if (reason !== null) return refusedName({ code: 'package_name_invalid', reason });
    if (isTaken) return refusedName({ code: 'package_name_taken' });
    return isOfVendor(packageName)
      ? refusedName({ code: 'package_name_invalid', reason: 'vendor' })
      : { isFree: true };
  },

  'apps.getRunnable'(model, caller, { packageName }) {
    if (!isPerson(caller)) throwRefusal('app_not_found');
    if (findPackageNameFault(packageName) === 'form') throwRefusal('app_not_found');
    const user = requireActiveUser(model, caller);
    const [app] = rowsWhere(model.apps, (row) => row.packageName === packageName);
    if (app === undefined || !isLive(model.organizations.get(app.organization)))
      return throwRefusal('app_not_found');
    const role = findActiveMembership(model, app.organization, caller)?.role;
    const isReader = role !== undefined && roleAllows(role, 'apps:read');
    const isTester = app.testers.some((tester) => emailKeyOf(tester) === emailKeyOf(user.email));
    const mayRunDraft = isReader || (isTester && user.isVerified);
    const mayRunRelease = isReader || isPublished(app);
    const isStopped = app.deletedAt !== null || isSuspendedOrTakenDown(app);
    if (isStopped || (!mayRunDraft && !mayRunRelease)) throwRefusal('app_not_found');
    return {
      packageName,
      draft: mayRunDraft ? manifestView(app.manifest) : null,
      release: mayRunRelease ? releasedAppView(model, app) : null,
    };
  },
};

function refusedName(refusal: object): object {
  return { isFree: false, refusal };
}

function statusForOldClients(app: ModelApp, newest: ModelSubmission | undefined): string {
  if (isPublished(app)) return 'PUBLISHED';
  if (newest === undefined) return 'DEVELOPMENT';
  if (isOpen(newest)) return 'SUBMITTED';
  const kind = newest.decisions.at(-1)?.kind ?? '';
  return ['reject', 'requestChanges', 'revoke'].includes(kind) ? 'REJECTED' : 'DEVELOPMENT';
}
