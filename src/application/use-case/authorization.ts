// Checks what the actor may do: in an organization, for an account, or as the embedding service.

import {
  type Access,
  permissionRefusal,
  permissionRefusalEvenIfDeleted,
  type RequiredPermission,
} from '../../domain/organization/access.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import {
  isRoleAtMost,
  type Permission,
  type Role,
  type RoleTable,
} from '../../domain/organization/role-permissions.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import { canSignIn } from '../../domain/user/user.js';
import type { Storage, VersionedAccess } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';

export type AuthorizationRefusalCode =
  | 'account_inactive'
  | 'organization_not_found'
  | 'organization_deleted'
  | 'permission_denied';

/** What a check of the actor needs: the roles, the storage and the actor. */
export interface AuthorizationContext {
  readonly deps: Pick<Dependencies, 'roles'>;
  readonly storage: Storage;
  readonly actor: Actor;
}

/** The same with the time of the call, which tells whether a key is valid. */
export interface TimedAuthorizationContext extends AuthorizationContext {
  readonly now: Date;
}

/** An organization in which the actor has the permission that was checked. */
export interface OrganizationAuthorization {
  readonly organization: Versioned<Organization>;
  /** Null if the embedding service acts. */
  readonly actingMember: {
    readonly user: Versioned<User>;
    readonly membership: Versioned<Membership>;
  } | null;
}

/** Checks the actor's permission in an organization that is not deleted. One read. */
export async function authorizeForOrganization(
  { deps, storage, actor }: AuthorizationContext,
  organizationId: OrganizationId,
  permission: RequiredPermission,
): Promise<Result<OrganizationAuthorization, RefusalOf<AuthorizationRefusalCode>>> {
  if (actor.kind === 'system') {
    const organization = await storage.organizations.findById(organizationId);
    return authorizeSystem(organization);
  }
  if (actor.kind !== 'user') return refuseAuthorization('organization_not_found');
  return authorizeByAccess(
    deps.roles,
    await storage.memberships.findAccess(organizationId, actor.userId),
    permission,
  );
}

/** What the embedding service may do in an organization, from a row that was read before: everything, unless it is deleted. */
export function authorizeSystem(
  organization: Versioned<Organization> | null,
): Result<OrganizationAuthorization, RefusalOf<AuthorizationRefusalCode>> {
  if (organization === null || organization.value.purgingSince !== undefined) {
    return refuseAuthorization('organization_not_found');
  }
  if (organization.value.deletedAt !== undefined)
    return refuseAuthorization('organization_deleted');
  return ok({ organization, actingMember: null });
}

const refusalPaths = {
  account_inactive: ['actor'],
  organization_deleted: ['organizationId'],
  organization_not_found: ['organizationId'],
  permission_denied: ['actor'],
} as const;

/** The refusal with its path: the actor, or the input's organization. */
export function refuseAuthorization<C extends AuthorizationRefusalCode>(
  code: C,
): { readonly ok: false; readonly refusal: { readonly code: C; readonly path: Path } } {
  return refuse({ code, path: refusalPaths[code] });
}

/** As `authorizeForOrganization`, but a deleted organization passes too. One read. */
export async function authorizeForOrganizationDespiteDeletion(
  { deps, storage, actor }: AuthorizationContext,
  organizationId: OrganizationId,
  permission: Permission,
): Promise<Result<OrganizationAuthorization, RefusalOf<AuthorizationRefusalCode>>> {
  if (actor.kind === 'system') {
    const organization = await storage.organizations.findById(organizationId);
    const isThere = organization !== null && organization.value.purgingSince === undefined;
    return isThere
      ? ok({ organization, actingMember: null })
      : refuseAuthorization('organization_not_found');
  }
  if (actor.kind !== 'user') return refuseAuthorization('organization_not_found');
  const access = await storage.memberships.findAccess(organizationId, actor.userId);
  return toAuthorization(
    access,
    permissionRefusalEvenIfDeleted(deps.roles, rowsOf(access), permission),
  );
}

/** As `authorizeForOrganization`, from rows that were read before. Reads nothing. */
export function authorizeByAccess(
  roles: RoleTable,
  access: VersionedAccess,
  permission: RequiredPermission,
): Result<OrganizationAuthorization, RefusalOf<AuthorizationRefusalCode>> {
  return toAuthorization(access, permissionRefusal(roles, rowsOf(access), permission));
}

function rowsOf({ organization, user, membership }: VersionedAccess): Access {
  return {
    organization: organization?.value ?? null,
    user: user?.value ?? null,
    membership: membership?.value ?? null,
  };
}

function toAuthorization(
  { organization, user, membership }: VersionedAccess,
  refusal: RefusalOf<AuthorizationRefusalCode> | null,
): Result<OrganizationAuthorization, RefusalOf<AuthorizationRefusalCode>> {
  if (refusal !== null) return refuseAuthorization(refusal.code);
  if (organization === null || user === null || membership === null) {
    throw new Error(
      'the actor has the permission, but the storage gave no user, membership or organization',
    );
  }
  return ok({ organization, actingMember: { user, membership } });
}

/** For what only a user can do: create an organization, invite, accept, leave. Refuses keys, reviewers and the embedding service. */
export function requireUser(actor: Actor): Result<UserId, RefusalOf<'permission_denied'>> {
  return actor.kind === 'user'
    ? ok(actor.userId)
    : refuse({ code: 'permission_denied', path: ['actor'] });
}

/** For what only the embedding service may do. */
export function requireSystem(actor: Actor): Result<null, RefusalOf<'permission_denied'>> {
  return actor.kind === 'system'
    ? ok(null)
    : refuse({ code: 'permission_denied', path: ['actor'] });
}

/** The `prepare` of a command that only the embedding service may call. */
export function prepareForSystemOnly<I>(
  { actor }: { readonly actor: Actor },
  input: I,
): Result<I, RefusalOf<'permission_denied'>> {
  const allowed = requireSystem(actor);
  return allowed.ok ? ok(input) : allowed;
}

/** For what users do for themselves, or the embedding service for them. Returns `userId`, or the actor's id if `userId` is absent. */
export function requireSelfOrSystem(
  actor: Actor,
  userId: UserId | undefined,
): Result<UserId, RefusalOf<'permission_denied'>> {
  const own = actor.kind === 'user' ? actor.userId : undefined;
  const about = userId ?? own;
  const isAllowed = actor.kind === 'system' || about === own;
  if (about === undefined || !isAllowed) {
    return refuse({ code: 'permission_denied', path: ['userId'] });
  }
  return ok(about);
}

/** The user, if the account can sign in. */
export function requireActiveUser(
  user: Versioned<User> | null,
): Result<Versioned<User>, RefusalOf<'account_inactive'>> {
  if (user === null || !canSignIn(user.value)) return refuseAuthorization('account_inactive');
  return ok(user);
}

/** For queries that need nothing of the actor but an account that can sign in. One read for a person, none for the embedding service. */
export async function requireActiveActor(
  storage: Storage,
  actor: Actor,
): Promise<Result<null, RefusalOf<'account_inactive'>>> {
  const userId = actingUserIdOrNull(actor);
  if (userId === null) return ok(null);
  const user = requireActiveUser(await storage.users.findById(userId));
  return user.ok ? ok(null) : user;
}

/**
 * The refusal for a row that does not exist. A user whose account cannot sign in gets `account_inactive`, as for a row
 * that exists. One read, which only this refusal costs.
 */
export async function refuseMissing<R>(
  { storage, actor }: Pick<AuthorizationContext, 'storage' | 'actor'>,
  notFound: R,
): Promise<R | { readonly ok: false; readonly refusal: RefusalOf<'account_inactive'> }> {
  if (actor.kind !== 'user') return notFound;
  const active = await requireActiveActor(storage, actor);
  return active.ok ? notFound : active;
}

/** The id of the acting user or reviewer; null for a key and for the embedding service. */
export function actingUserIdOrNull(actor: Actor): UserId | null {
  return actor.kind === 'user' || actor.kind === 'reviewer' ? actor.userId : null;
}

/** The refusal if the role, in this field of the input, is above the actor's own. */
export function roleAboveRefusal(
  { deps }: Pick<AuthorizationContext, 'deps'>,
  { actingMember }: OrganizationAuthorization,
  role: Role,
  field: string,
): RefusalOf<'permission_denied'> | null {
  const isAtMostOwn =
    actingMember === null || isRoleAtMost(deps.roles, role, actingMember.membership.value.role);
  return /* ORG-63 */ isAtMostOwn ? null : { code: 'permission_denied', path: [field] };
}
