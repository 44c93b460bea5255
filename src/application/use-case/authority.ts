// Reading who the actor is in an organization, and refusing what they may not.

import {
  denial,
  denialDespiteDeletion,
  type Standing,
} from '../../domain/organization/authority.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { Permission } from '../../domain/organization/role.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import { canSignIn } from '../../domain/user/user.js';
import type { Storage, VersionedStanding } from '../../ports/storage.js';

export type AuthorityRefusal =
  | 'account_inactive'
  | 'organization_not_found'
  | 'organization_deleted'
  | 'permission_denied';

/** An organization over which the actor may do as asked. */
export interface Authority {
  readonly organization: Versioned<Organization>;
  /** Null where the platform itself acts. */
  readonly person: {
    readonly user: Versioned<User>;
    readonly membership: Versioned<Membership>;
  } | null;
}

/** One read. */
export async function authorityOver(
  storage: Storage,
  actor: Actor,
  organizationId: OrganizationId,
  permission: Permission,
): Promise<Result<Authority, RefusalOf<AuthorityRefusal>>> {
  if (actor.kind === 'system') {
    const organization = await storage.organizations.findById(organizationId);
    return authorityOfSystem(organization);
  }
  if (actor.kind !== 'user') return denied('organization_not_found');
  return authorityIn(await storage.memberships.standing(organizationId, actor.userId), permission);
}

function authorityOfSystem(
  organization: Versioned<Organization> | null,
): Result<Authority, RefusalOf<AuthorityRefusal>> {
  if (organization === null || organization.value.purgingSince !== undefined) {
    return denied('organization_not_found');
  }
  if (organization.value.deletedAt !== undefined) return denied('organization_deleted');
  return ok({ organization, person: null });
}

const blamed = {
  account_inactive: ['actor'],
  organization_deleted: ['organizationId'],
  organization_not_found: ['organizationId'],
  permission_denied: ['actor'],
} as const;

/** Says which input the refusal is about: who asks, or the organization that is asked about. */
export function denied<C extends AuthorityRefusal>(
  code: C,
): { readonly ok: false; readonly refusal: { readonly code: C; readonly path: Path } } {
  return refuse({ code, path: blamed[code] });
}

/** As `authorityOver`, over an organization that may have been deleted. One read. */
export async function authorityDespiteDeletion(
  storage: Storage,
  actor: Actor,
  organizationId: OrganizationId,
  permission: Permission,
): Promise<Result<Authority, RefusalOf<AuthorityRefusal>>> {
  if (actor.kind === 'system') {
    const organization = await storage.organizations.findById(organizationId);
    const isThere = organization !== null && organization.value.purgingSince === undefined;
    return isThere ? ok({ organization, person: null }) : denied('organization_not_found');
  }
  if (actor.kind !== 'user') return denied('organization_not_found');
  const standing = await storage.memberships.standing(organizationId, actor.userId);
  return authorityBy(denialDespiteDeletion, standing, permission);
}

export function authorityIn(
  standing: VersionedStanding,
  permission: Permission,
): Result<Authority, RefusalOf<AuthorityRefusal>> {
  return authorityBy(denial, standing, permission);
}

type Denial = (standing: Standing, permission: Permission) => RefusalOf<AuthorityRefusal> | null;

function authorityBy(
  denialOf: Denial,
  { organization, user, membership }: VersionedStanding,
  permission: Permission,
): Result<Authority, RefusalOf<AuthorityRefusal>> {
  const refusal = denialOf(
    {
      organization: organization?.value ?? null,
      user: user?.value ?? null,
      membership: membership?.value ?? null,
    },
    permission,
  );
  if (refusal !== null) return denied(refusal.code);
  if (organization === null || user === null || membership === null) {
    throw new Error('an actor was let through without having been read');
  }
  return ok({ organization, person: { user, membership } });
}

/** For what only a person can do: founding, inviting, accepting, leaving. */
export function personOf(actor: Actor): Result<UserId, RefusalOf<'permission_denied'>> {
  return actor.kind === 'user'
    ? ok(actor.userId)
    : refuse({ code: 'permission_denied', path: ['actor'] });
}

/** For what only the embedding service can vouch for. */
export function systemOnly(actor: Actor): Result<null, RefusalOf<'permission_denied'>> {
  return actor.kind === 'system'
    ? ok(null)
    : refuse({ code: 'permission_denied', path: ['actor'] });
}

/** The `prepare` of a command that only the embedding service gives. */
export function bySystem<I>(
  { actor }: { readonly actor: Actor },
  input: I,
): Result<I, RefusalOf<'permission_denied'>> {
  const allowed = systemOnly(actor);
  return allowed.ok ? ok(input) : allowed;
}

/** For what a person does for themselves, or the embedding service for them: whom it is about. */
export function selfOrSystem(
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

/** The user who acts, where the account can sign in. */
export function activeUser(
  user: Versioned<User> | null,
): Result<Versioned<User>, RefusalOf<'account_inactive'>> {
  if (user === null || !canSignIn(user.value)) return denied('account_inactive');
  return ok(user);
}
