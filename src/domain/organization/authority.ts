// From what has just been read of an actor to what they may do, and to what they are told otherwise.

import type { RefusalOf } from '../shared/refusal.js';
import type { Versioned } from '../shared/result.js';
import type { User } from '../user/user.js';
import { canSignIn } from '../user/user.js';
import type { Invitation } from './invitation.js';
import type { Membership } from './membership.js';
import type { Organization } from './organization.js';
import { allows, mayInvite, type Permission } from './role.js';

/** An organization and what one user is in it. */
export interface Standing {
  readonly organization: Pick<Organization, 'deletedAt' | 'purgingSince'> | null;
  readonly user: Pick<User, 'state'> | null;
  readonly membership: Pick<Membership, 'role' | 'state'> | null;
}

type Denied = RefusalOf<
  'account_inactive' | 'organization_not_found' | 'organization_deleted' | 'permission_denied'
>;

/**
 * Null where the user may. Who does not belong to an organization learns nothing of it: the answer is the same
 * as for one that does not exist.
 */
export function denial(standing: Standing, permission: Permission): Denied | null {
  const { organization, user, membership } = standing;
  if (user === null || !canSignIn(user)) return { code: 'account_inactive' };
  if (organization === null || organization.purgingSince !== undefined) {
    return { code: 'organization_not_found' };
  }
  if (membership === null || membership.state !== 'active') {
    return { code: 'organization_not_found' };
  }
  if (organization.deletedAt !== undefined) return { code: 'organization_deleted' }; // ORG-45
  return allows(membership.role, permission) ? null : { code: 'permission_denied' };
}

/** As `denial`, for what can be done with an organization although it is deleted. */
export function denialDespiteDeletion(
  { organization, ...person }: Standing,
  permission: Permission,
): Denied | null {
  if (organization === null) return denial({ ...person, organization }, permission);
  const { deletedAt: _deletedAt, ...rest } = organization;
  return denial({ ...person, organization: rest }, permission);
}

/** Whether the inviter could still send this invitation: checked again when it is accepted. */
export function inviterMayStill(
  inviter: Pick<Standing, 'user' | 'membership'>,
  invitation: Pick<Invitation, 'role'>,
): boolean {
  const { user, membership } = inviter;
  if (user === null || !canSignIn(user)) return false;
  if (membership === null || membership.state !== 'active') return false;
  return mayInvite(membership.role, invitation.role);
}

/**
 * Whether the inviter's membership is still the one they invited with, never changed since, in an organization that has
 * not been deleted and restored: what was lost and given again does not bring back an invitation that slipped past its loss.
 */
export function isSameAuthority(
  organization: Pick<Organization, 'restorations'>,
  membership: Versioned<Pick<Membership, 'id'>>,
  { invitedAs }: Pick<Invitation, 'invitedAs'>,
): boolean {
  if (invitedAs === undefined) return true;
  const { membershipId, version, restorations } = invitedAs;
  return (
    membershipId === membership.value.id &&
    version === membership.version &&
    restorations === organization.restorations
  );
}
