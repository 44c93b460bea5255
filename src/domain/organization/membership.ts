import type { MembershipId, OrganizationId, UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Role } from './role.js';

/** That a user belongs to an organization. An ended one stays as history; a return makes a new one. */
export interface Membership {
  readonly id: MembershipId;
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly role: Role;
  readonly state: 'active' | 'ended';
  readonly joinedAt: Date;
  readonly leftAt?: Date;
  /** Who ended it: the member by leaving, or whoever removed them; absent where the platform did. */
  readonly endedBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Joining {
  readonly id: MembershipId;
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly role: Role;
  readonly now: Date;
}

export function join({ now, ...given }: Joining): Membership {
  return { ...given, state: 'active', joinedAt: now, createdAt: now, updatedAt: now };
}

/** What a rule must know of the organization before it takes an admin away. */
export interface Leadership {
  /** Admins who can sign in; those who cannot do not count. At least the first two, where there are more. */
  readonly admins: readonly UserId[];
  readonly personalOf?: UserId;
}

type Loss = RefusalOf<'last_admin' | 'personal_organization'>;

/** Another role. Taking the last admin away is refused, and so is demoting the owner of a personal organization. */
export function changeRole(
  membership: Membership,
  role: Role,
  leadership: Leadership,
  now: Date,
): Result<Membership, Loss> {
  const loss = /* ORG-29 */ isAdmin({ role }) ? null : lossOf(membership, leadership);
  return loss === null ? ok({ ...membership, role, updatedAt: now }) : refuse(loss);
}

/** Leaving (`by` the member) or removal (`by` somebody else, or null for the platform). Refused as `changeRole`. */
export function end(
  membership: Membership,
  by: UserId | null,
  leadership: Leadership,
  now: Date,
): Result<Membership, Loss> {
  const loss = /* ORG-30 */ lossOf(membership, leadership);
  if (loss !== null) return refuse(loss);
  return ok(endWithAccount(membership, by, now));
}

function lossOf(membership: Membership, leadership: Leadership): Loss | null {
  if (/* ORG-36 */ leadership.personalOf === membership.userId) {
    return { code: 'personal_organization', ownerId: membership.userId };
  }
  if (!isLastAdmin(membership, leadership)) return null;
  return { code: 'last_admin', organizationIds: [membership.organizationId] };
}

/** Whether this is an admin: the last-admin rule asks for the role itself, and nothing else does. */
export function isAdmin({ role }: Pick<Membership, 'role'>): boolean {
  return role === 'admin';
}

/** Whether no admin who can sign in remains without this one. */
export function isLastAdmin(
  membership: Pick<Membership, 'role' | 'userId'>,
  { admins }: Pick<Leadership, 'admins'>,
): boolean {
  return isAdmin(membership) && !admins.some((admin) => admin !== membership.userId);
}

/** Ends with the account, whose settlement has looked after the organization's admins. */
export function endWithAccount(membership: Membership, by: UserId | null, now: Date): Membership {
  const ended: Membership = { ...membership, state: 'ended', leftAt: now, updatedAt: now };
  return by === null ? ended : { ...ended, endedBy: by };
}
