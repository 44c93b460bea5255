// What is shown of the model's rows; an absent field is undefined.

import type { Role } from '../../../domain/organization/role.js';
import {
  type Invitation,
  iso,
  type Membership,
  type Organization,
  type User,
  type World,
} from './world.js';

export interface PageWish {
  readonly limit?: number | undefined;
  readonly skip?: number | undefined;
}

/** All pages from the first wish on, each beginning where the one before ended. */
export function pagesOf(rows: readonly object[], { limit = 50, skip = 0 }: PageWish): object {
  const left = rows.slice(skip);
  const count = Math.max(1, Math.ceil(left.length / limit));
  const pages = Array.from({ length: count }, (_, page) =>
    left.slice(page * limit, (page + 1) * limit),
  );
  return { pages };
}

export function userView(user: User): object {
  const { id, email, isVerified, name, defaultOrg, blocked, suspendedAt, deletedAt } = user;
  return {
    id,
    email,
    emailVerified: isVerified,
    name,
    state: stateOf(user),
    defaultOrg,
    blockedOrganizations: [...blocked],
    suspendedAt: iso(suspendedAt),
    deletedAt: iso(deletedAt),
  };
}

export function stateOf({ deletedAt, suspendedAt }: User): string {
  if (deletedAt !== null) return 'deleted';
  return suspendedAt === null ? 'active' : 'suspended';
}

/** For members. */
export function organizationView(row: Organization): object {
  return {
    ...publicView(row),
    profile: { ...publicProfile(row), contactEmail: row.contactEmail },
    personalOf: row.isPersonal ? row.foundedBy : undefined,
  };
}

export function publicView(row: Organization): object {
  return { id: row.id, name: row.name, slug: row.slug, profile: publicProfile(row) };
}

function publicProfile({ website, description, logo }: Organization): object {
  return { website, description, logo };
}

/** An organization's way back; `deletedAt` is when it was deleted, or changed last where it is back already. */
export function deletedView(world: World, row: Organization): object {
  const deletedAt = row.deletedAt ?? row.updatedAt;
  return {
    organizationId: row.id,
    name: row.name,
    deletedAt: iso(deletedAt),
    restorableUntil: iso(deletedAt + world.policy.restoreWindow * 1000),
  };
}

export function memberView(
  world: World,
  audience: Role,
  { user: userId, role, joinedAt }: Membership,
): object {
  const user = world.users.get(userId);
  if (user === undefined) throw new Error(`${userId} is a member and is not there`);
  const forAdmins = audience === 'admin' ? { email: user.email, state: stateOf(user) } : {};
  return { userId, name: user.name, ...forAdmins, role, joinedAt: iso(joinedAt) };
}

export function invitationView(world: World, row: Invitation): object {
  return {
    id: row.id,
    organizationId: row.organization,
    email: row.email,
    role: row.role,
    language: row.language,
    revision: row.revision,
    invitedBy: row.inviter,
    invitedAt: iso(row.invitedAt),
    expiresAt: iso(row.expiresAt),
    state: invitationStateOf(world, row),
    emailSentCount: row.sentCount,
    lastEmailSentAt: iso(row.lastSentAt),
    closedAt: iso(row.closedAt),
    closedBy: row.closedBy,
  };
}

/** Time closes an invitation before anybody has written so. */
export function invitationStateOf(world: World, row: Invitation): Invitation['state'] {
  const isOver = row.state === 'pending' && row.expiresAt <= world.now;
  return isOver ? 'expired' : row.state;
}

export function isPending(world: World, row: Invitation): boolean {
  return invitationStateOf(world, row) === 'pending';
}
