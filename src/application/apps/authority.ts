// Reading an app with what the actor may do with it. Who may not see an app learns nothing of it.

import { type ApiKey, isValidKey } from '../../domain/app/api-key.js';
import { type App, isKeptOut } from '../../domain/app/app.js';
import type { Permission } from '../../domain/organization/role.js';
import { type AppId, parseApiKeyId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { type Authority, type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import type { Unit } from '../use-case/command.js';

export type AppRefusal =
  | Exclude<AuthorityRefusal, 'organization_not_found'>
  | 'app_not_found'
  | 'app_deleted';

/** An app over which the actor may do as asked. The app was read before its organization. */
export interface AppAuthority extends Authority {
  readonly app: Versioned<App>;
}

type Asking = Pick<Unit, 'storage' | 'actor' | 'now'>;

/** A key reads and edits drafts; what users see, and who may run a draft, is for people to decide. */
const permissionsOfKeys: ReadonlySet<Permission> = new Set([
  'apps:read',
  /* APP-88 APP-90 */ 'apps:edit',
]);

/** Two waves: the app, then its organization with what the actor is in it. Deleted apps are refused. */
export async function authorityOverApp(
  asking: Asking,
  appId: AppId,
  permission: Permission,
): Promise<Result<AppAuthority, RefusalOf<AppRefusal>>> {
  const authority = await authorityDespiteAppDeletion(asking, appId, permission);
  if (!authority.ok) return authority;
  const isDeleted = authority.value.app.value.deletedAt !== undefined;
  return /* APP-72 */ isDeleted ? refuse({ code: 'app_deleted', path: ['appId'] }) : authority;
}

/** As `authorityOverApp`, over an app that may have been deleted. */
export async function authorityDespiteAppDeletion(
  { storage, actor, now }: Asking,
  appId: AppId,
  permission: Permission,
): Promise<Result<AppAuthority, RefusalOf<AppRefusal>>> {
  const app = await storage.apps.findById(appId);
  if (app === null || app.value.archivedAt !== undefined) return appNotFound();
  return actor.kind === 'key'
    ? authorityOfKey(storage, actor.keyId, app, permission, now)
    : authorityIn({ storage, actor }, app, permission);
}

/** Over an app that has been read. One wave. */
export async function authorityIn(
  { storage, actor }: Pick<Asking, 'storage' | 'actor'>,
  app: Versioned<App>,
  permission: Permission,
): Promise<Result<AppAuthority, RefusalOf<AppRefusal>>> {
  const authority = await /* APP-81 */ authorityOver(
    storage,
    actor,
    app.value.organizationId,
    permission,
  );
  if (authority.ok) return ok({ ...authority.value, app });
  const { code, path } = authority.refusal;
  if (code === 'organization_not_found') return appNotFound(); // APP-10
  return refuse({ code, path: code === 'organization_deleted' ? ['appId'] : (path ?? []) });
}

export function appNotFound(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'app_not_found'>;
} {
  return refuse({ code: 'app_not_found', path: ['appId'] });
}

/** A key does what a member may do with drafts, and only where it belongs. */
async function authorityOfKey(
  storage: Storage,
  keyId: string,
  app: Versioned<App>,
  permission: Permission,
  now: Date,
): Promise<Result<AppAuthority, RefusalOf<AppRefusal>>> {
  const id = parseApiKeyId(keyId);
  const [organization, key] = await Promise.all([
    storage.organizations.findById(app.value.organizationId),
    id === null ? null : storage.keys.findById(id),
  ]);
  if (key === null || !opens(key.value, app.value, now)) return appNotFound();
  if (organization === null || organization.value.deletedAt !== undefined) return appNotFound();
  if (permissionsOfKeys.has(permission)) return ok({ app, organization, person: null });
  return refuse({ code: 'permission_denied', path: ['actor'] });
}

/** Whether a key belongs to an app or its organization, and is valid. What the platform keeps out opens for none of its own keys. */
function opens(key: ApiKey, app: App, now: Date): boolean {
  if (!isValidKey(key, now)) return false; // APP-89
  return key.owner.kind === 'app'
    ? /* APP-87 */ key.owner.appId === app.id && !isKeptOut(app)
    : key.owner.organizationId === app.organizationId;
}
