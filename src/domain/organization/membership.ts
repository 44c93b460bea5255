// Memberships of users in organizations, and the rule that an organization keeps an admin.

import type { MembershipId, OrganizationId, UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Role } from './role.js';

/** The membership of a user in an organization. An ended one is kept as history. A user who returns gets a new one. */
export interface Membership {
  readonly id: MembershipId;
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly role: Role;
  readonly state: 'active' | 'ended';
  readonly joinedAt: Date;
  readonly leftAt?: Date;
  /** The user who ended it: the member who left, or the admin who removed them. Absent if the platform ended it. */
  readonly endedBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewMembership {
  readonly id: MembershipId;
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly role: Role;
  readonly now: Date;
}

export function createMembership({ now, ...given }: NewMembership): Membership {
  return { ...given, state: 'active', joinedAt: now, createdAt: now, updatedAt: now };
}

/** What the last-admin rule needs to know about the organization. */
export interface AdminState {
  /** Admins who can sign in. If there are more than two, at least two of them. */
  readonly activeAdminIds: readonly UserId[];
  readonly personalOf?: UserId;
}

type AdminLossRefusal = RefusalOf<'last_admin' | 'personal_organization'>;

/** Changes the role. Refused: `last_admin`, and `personal_organization` for the owner of a personal organization. */
export function changeMembershipRole(
  membership: Membership,
  role: Role,
  adminState: AdminState,
  now: Date,
): Result<Membership, AdminLossRefusal> {
  const loss = /* ORG-29 */ hasAdminRole({ role })
    ? null
    : adminLossRefusal(membership, adminState);
  return loss === null ? ok({ ...membership, role, updatedAt: now }) : refuse(loss);
}

/** Ends the membership. `by` is the member (leaves), another user (removes) or null (the platform). Refused as in `changeMembershipRole`. */
export function endMembership(
  membership: Membership,
  by: UserId | null,
  adminState: AdminState,
  now: Date,
): Result<Membership, AdminLossRefusal> {
  const loss = /* ORG-30 */ adminLossRefusal(membership, adminState);
  if (loss !== null) return refuse(loss);
  return ok(endMembershipWithAccount(membership, by, now));
}

function adminLossRefusal(membership: Membership, adminState: AdminState): AdminLossRefusal | null {
  if (/* ORG-36 */ adminState.personalOf === membership.userId) {
    return { code: 'personal_organization', ownerId: membership.userId };
  }
  if (!isLastAdmin(membership, adminState)) return null;
  return { code: 'last_admin', organizationIds: [membership.organizationId] };
}

/** The role that the last-admin rule counts. */
export const adminRole: Role = 'admin';

/** Whether the role is admin. Only the last-admin rule compares roles; all other rules check permissions. */
export function hasAdminRole({ role }: Pick<Membership, 'role'>): boolean {
  return role === adminRole;
}

/** Whether this is the last admin who can sign in. */
export function isLastAdmin(
  membership: Pick<Membership, 'role' | 'userId'>,
  { activeAdminIds }: Pick<AdminState, 'activeAdminIds'>,
): boolean {
  return hasAdminRole(membership) && !activeAdminIds.some((admin) => admin !== membership.userId);
}

/** Ends the membership because the account is deleted. The caller has checked that the organizations keep an admin. */
export function endMembershipWithAccount(
  membership: Membership,
  by: UserId | null,
  now: Date,
): Membership {
  const ended: Membership = { ...membership, state: 'ended', leftAt: now, updatedAt: now };
  return by === null ? ended : { ...ended, endedBy: by };
}
