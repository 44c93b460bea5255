// The last-admin rule: changes of role and ends of memberships that would leave an organization without an admin are refused.

import type { UserId } from '../shared/ids.js';
import { withoutMetadata } from '../shared/metadata.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Membership } from './membership.js';
import type { Organization } from './organization.js';
import { isOwnerOfPersonalOrganization } from './personal-organization.js';
import { isRoleAtMost, type Role, type RoleTable } from './role-permissions.js';

/** What the last-admin rule needs to know about the organization. */
export interface OrganizationAdmins {
  /** Ids of admins who can sign in. The list may stop after two, because the rule only asks whether there is another one. */
  readonly activeAdminIds: readonly UserId[];
  readonly personalOf?: UserId;
}

export type AdminLossRefusal = RefusalOf<'last_admin' | 'personal_organization'>;
/** Changes the role, and counts what takes permissions away. Refused: `last_admin`, and `personal_organization` for the owner of a personal organization. */
export function changeMembershipRole(
  roles: RoleTable,
  membership: Membership,
  role: Role,
  admins: OrganizationAdmins,
  now: Date,
): Result<Membership, AdminLossRefusal> {
  const loss = /* ORG-29 */ hasAdminRole({ role }) ? null : adminLossRefusal(membership, admins);
  if (loss !== null) return refuse(loss);
  const before = isDemotion(roles, membership.role, role)
    ? countDemotion(membership, now)
    : membership;
  return ok({ ...before, role, updatedAt: now });
}

/** Whether a change of role takes any permission away. */
export function isDemotion(roles: RoleTable, from: Role, to: Role): boolean {
  return !isRoleAtMost(roles, from, to);
}

/** Counts a loss of permissions. The invitations that the member sent before are no longer valid then. */
export function countDemotion(membership: Membership, now: Date): Membership {
  return { ...membership, demotions: (membership.demotions ?? 0) + 1, updatedAt: now };
}

/** Ends the membership. `by` is the member who leaves, the user who removes them, or null if the embedding service ends it. Refused as in `changeMembershipRole`. */
export function endMembership(
  membership: Membership,
  by: UserId | null,
  admins: OrganizationAdmins,
  now: Date,
): Result<Membership, AdminLossRefusal> {
  const loss = /* ORG-30 */ adminLossRefusal(membership, admins);
  if (loss !== null) return refuse(loss);
  return ok(markMembershipEnded(membership, by, now));
}

/** Ends the membership and removes its metadata, without the last-admin rule. Callers check the rule before. */
export function markMembershipEnded(
  membership: Membership,
  by: UserId | null,
  now: Date,
): Membership {
  const kept: Membership = /* ORG-87 */ withoutMetadata(membership);
  const ended: Membership = { ...kept, state: 'ended', leftAt: now, updatedAt: now };
  return by === null ? ended : { ...ended, endedBy: by };
}

function adminLossRefusal(
  membership: Membership,
  admins: OrganizationAdmins,
): AdminLossRefusal | null {
  if (isOwnerOfPersonalOrganization(membership, admins)) {
    return { code: 'personal_organization', ownerId: membership.userId };
  }
  if (!isLastAdmin(membership, admins)) return null;
  return { code: 'last_admin', organizationIds: [membership.organizationId] };
}

/** Whether the organization must keep an admin when an account ends. A personal organization is deleted with its owner, and a deleted one needs no admin. */
export function mustKeepAdmin({
  personalOf,
  deletedAt,
}: Pick<Organization, 'personalOf' | 'deletedAt'>): boolean {
  return /* ORG-23 */ personalOf === undefined && deletedAt === undefined;
}

/** The role that the last-admin rule counts. */
export const adminRole: Role = 'admin';
/** Whether the role is admin. Only what keeps an admin in an organization compares names of roles; all other rules check permissions. */
export function hasAdminRole({ role }: Pick<Membership, 'role'>): boolean {
  return role === adminRole;
}

/** Whether this is the last admin who can sign in. */
export function isLastAdmin(
  membership: Pick<Membership, 'role' | 'userId'>,
  { activeAdminIds }: Pick<OrganizationAdmins, 'activeAdminIds'>,
): boolean {
  return hasAdminRole(membership) && !activeAdminIds.some((admin) => admin !== membership.userId);
}
