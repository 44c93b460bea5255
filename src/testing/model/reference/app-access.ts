// Who may do what with apps, submissions and keys. Whoever may not see a row gets the same refusal as if there was none.

import type { RefusalCode } from '../../../domain/shared/refusal.js';
import { isLive, isPerson, requireActiveUser, requirePermittedOrganization } from './access.js';
import type { ModelApiKey, ModelApp, ModelOwner, ModelSubmission } from './app-rows.js';
import type { Caller } from './calls.js';
import { ModelRefusedError, type ReferenceModel, throwRefusal } from './reference-model.js';
import { type ModelPermission, type ModelRole, permissionsOfRole } from './roles.js';

/** The refusal for a row that does not exist, or that the caller may not see. */
export function throwMissing(model: ReferenceModel, caller: Caller, code: RefusalCode): never {
  if (isPerson(caller)) requireActiveUser(model, caller);
  return throwRefusal(code);
}

/** Throws the refusal `to` where `run` throws one of `from`. */
function withRenamedRefusals<T>(from: readonly RefusalCode[], to: RefusalCode, run: () => T): T {
  try {
    return run();
  } catch (refused) {
    if (refused instanceof ModelRefusedError && from.includes(refused.refusal.code))
      return throwRefusal(to);
    throw refused;
  }
}

/** The app, also if it is deleted. Of an archived one only the name is left. */
export function requireApp(
  model: ReferenceModel,
  caller: Caller,
  appId: string,
  permission: ModelPermission,
): ModelApp {
  const app = model.apps.get(appId);
  if (app === undefined || app.archivedAt !== null)
    return throwMissing(model, caller, 'app_not_found');
  if (caller.startsWith(keyCallerPrefix)) requireKeyForApp(model, caller, app, permission);
  else requireOrganizationOfApp(model, caller, app, permission);
  return app;
}

/** The app; refuses a deleted one. */
export function requireUndeletedApp(
  model: ReferenceModel,
  caller: Caller,
  appId: string,
  permission: ModelPermission,
): ModelApp {
  const app = requireApp(model, caller, appId, permission);
  return app.deletedAt === null ? app : throwRefusal('app_deleted');
}

export function requireOrganizationOfApp(
  model: ReferenceModel,
  caller: Caller,
  { organization }: ModelApp,
  permission: ModelPermission,
): void {
  withRenamedRefusals(['organization_not_found'], 'app_not_found', () =>
    requirePermittedOrganization(model, caller, organization, permission),
  );
}

/** Marks a caller that is an API key, such as `key apikey 2`. */
export const keyCallerPrefix = 'key ';

function requireKeyForApp(
  model: ReferenceModel,
  caller: Caller,
  app: ModelApp,
  permission: ModelPermission,
): void {
  const key = findValidKey(model, caller);
  const isOwn =
    key?.owner.appId === app.id
      ? !isSuspendedOrTakenDown(app)
      : key?.owner.organizationId === app.organization;
  if (key === undefined || !isOwn || !isLive(model.organizations.get(app.organization)))
    throwRefusal('app_not_found');
  if (!permissionsOfKey(key).includes(permission)) throwRefusal('permission_denied');
}

/** The key that calls, if it is valid. */
export function findValidKey(model: ReferenceModel, caller: Caller): ModelApiKey | undefined {
  const key = model.apiKeys.get(caller.slice(keyCallerPrefix.length));
  return key !== undefined && isValidKey(model, key) ? key : undefined;
}

export function isValidKey(
  { now }: ReferenceModel,
  { revokedAt, expiresAt }: ModelApiKey,
): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

type KeyPermissions = Pick<ModelApiKey, 'permissions'>;

export function permissionsOfKey({ permissions }: KeyPermissions): readonly string[] {
  return permissions ?? ['apps:read', 'apps:edit'];
}

/** Whether the role may do all that the key may do. */
export function isKeyWithin(key: KeyPermissions, role: ModelRole): boolean {
  const allowed: readonly string[] = permissionsOfRole(role);
  return permissionsOfKey(key).every((permission) => allowed.includes(permission));
}

/** Where a valid key belongs now; undefined if its app or organization is deleted. */
export function findOwnerOfKey(
  model: ReferenceModel,
  { owner }: ModelApiKey,
): { readonly organizationId: string; readonly app: ModelApp | undefined } | undefined {
  const app = model.apps.get(owner.appId ?? '');
  if (owner.appId !== undefined && app?.deletedAt !== null) return undefined;
  const organizationId = app?.organization ?? owner.organizationId ?? '';
  return isLive(model.organizations.get(organizationId)) ? { organizationId, app } : undefined;
}

export function isSuspendedOrTakenDown({ enforcement }: ModelApp): boolean {
  return enforcement === 'suspended' || enforcement === 'taken_down';
}

/** The submission and its app; refuses a caller who may not see the app. */
export function requireSubmission(
  model: ReferenceModel,
  caller: Caller,
  submissionId: string,
  permission: ModelPermission,
): { readonly submission: ModelSubmission; readonly app: ModelApp } {
  const submission = model.submissions.get(submissionId);
  if (submission === undefined) return throwMissing(model, caller, 'submission_not_found');
  const app = withRenamedRefusals(['app_not_found'], 'submission_not_found', () =>
    requireApp(model, caller, submission.app, permission),
  );
  return { submission, app };
}

export function requireOneOwner({ appId, organizationId }: ModelOwner): void {
  if ((appId === undefined) === (organizationId === undefined)) throwRefusal('invalid_input');
}

/** The id of the organization of an owner whose keys the caller may manage. */
export function requireOwner(
  model: ReferenceModel,
  caller: Caller,
  { appId, organizationId = '' }: ModelOwner,
): string {
  if (appId !== undefined)
    return requireUndeletedApp(model, caller, appId, 'keys:manage').organization;
  return requirePermittedOrganization(model, caller, organizationId, 'keys:manage').id;
}

/** The key, and the id of its organization; refuses a caller who may not see its owner. */
export function requireKey(
  model: ReferenceModel,
  caller: Caller,
  keyId: string,
): { readonly key: ModelApiKey; readonly organizationId: string } {
  const key = model.apiKeys.get(keyId);
  if (key === undefined) return throwMissing(model, caller, 'key_not_found');
  const organizationId = withRenamedRefusals(
    ['app_not_found', 'organization_not_found'],
    'key_not_found',
    () => requireOwner(model, caller, key.owner),
  );
  return { key, organizationId };
}
