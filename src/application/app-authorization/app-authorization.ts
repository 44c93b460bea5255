// Loads an app and checks what the actor may do with it. An actor who may not see an app gets `app_not_found`.

import { type ApiKey, isValidApiKey, permissionsOfKey } from '../../domain/app/api-key.js';
import { type App, isSuspendedOrTakenDown } from '../../domain/app/app.js';
import type { Permission } from '../../domain/organization/role-permissions.js';
import { type AppId, parseApiKeyId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import {
  type AuthorizationContext,
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  type OrganizationAuthorization,
  refuseMissing,
  type TimedAuthorizationContext,
} from '../use-case/authorization.js';

export type AppRefusalCode =
  | Exclude<AuthorizationRefusalCode, 'organization_not_found'>
  | 'app_not_found'
  | 'app_deleted';

/** An app for which the actor has the required permission. The app is read before its organization. */
export interface AppAuthorization extends OrganizationAuthorization {
  readonly app: Versioned<App>;
}

/** Refuses deleted apps. Reads in two waves: the app, then its organization with the actor's membership. */
export async function authorizeForApp(
  context: TimedAuthorizationContext,
  appId: AppId,
  permission: Permission,
): Promise<Result<AppAuthorization, RefusalOf<AppRefusalCode>>> {
  const authorization = await authorizeForAppDespiteDeletion(context, appId, permission);
  if (!authorization.ok) return authorization;
  const isDeleted = authorization.value.app.value.deletedAt !== undefined;
  return /* APP-72 */ isDeleted ? refuse({ code: 'app_deleted', path: ['appId'] }) : authorization;
}

/** Like `authorizeForApp`, but accepts a deleted app. Refuses an archived one. */
export async function authorizeForAppDespiteDeletion(
  context: TimedAuthorizationContext,
  appId: AppId,
  permission: Permission,
): Promise<Result<AppAuthorization, RefusalOf<AppRefusalCode>>> {
  const { storage, actor, now } = context;
  const app = await storage.apps.findById(appId);
  if (app === null || app.value.archivedAt !== undefined)
    return refuseMissing(context, refuseAppNotFound());
  return actor.kind === 'key'
    ? authorizeApiKeyForApp(storage, actor.keyId, app, permission, now)
    : authorizeForLoadedApp(context, app, permission);
}

/** Checks the permission for an app that is already loaded. One wave of reads. */
export async function authorizeForLoadedApp(
  context: AuthorizationContext,
  app: Versioned<App>,
  permission: Permission,
): Promise<Result<AppAuthorization, RefusalOf<AppRefusalCode>>> {
  const authorization = await /* APP-81 */ authorizeForOrganization(
    context,
    app.value.organizationId,
    permission,
  );
  if (authorization.ok) return ok({ ...authorization.value, app });
  const { code, path } = authorization.refusal;
  if (code === 'organization_not_found') return refuseAppNotFound(); // APP-10
  return refuse({ code, path: code === 'organization_deleted' ? ['appId'] : (path ?? []) });
}

export function refuseAppNotFound(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'app_not_found'>;
} {
  return refuse({ code: 'app_not_found', path: ['appId'] });
}

/** A key can do what its permissions say, but only with its own app or organization. */
async function authorizeApiKeyForApp(
  storage: Storage,
  keyId: string,
  app: Versioned<App>,
  permission: Permission,
  now: Date,
): Promise<Result<AppAuthorization, RefusalOf<AppRefusalCode>>> {
  const id = parseApiKeyId(keyId);
  const [organization, key] = await Promise.all([
    storage.organizations.findById(app.value.organizationId),
    id === null ? null : storage.apiKeys.findById(id),
  ]);
  if (key === null || !isApiKeyForApp(key.value, app.value, now)) return refuseAppNotFound();
  if (organization === null || organization.value.deletedAt !== undefined)
    return refuseAppNotFound();
  if (/* KEY-34 */ permissionsOfKey(key.value).includes(permission))
    return ok({ app, organization, actingMember: null });
  return refuse({ code: 'permission_denied', path: ['actor'] });
}

/** Whether a key is valid and belongs to the app or its organization. A suspended app's own keys do not count. */
function isApiKeyForApp(key: ApiKey, app: App, now: Date): boolean {
  if (!isValidApiKey(key, now)) return false; // APP-89
  return key.owner.kind === 'app'
    ? /* APP-87 */ key.owner.appId === app.id && !isSuspendedOrTakenDown(app)
    : key.owner.organizationId === app.organizationId;
}
