// Accepts an invitation: who may accept it, when it is refused, and the membership that it gives.

import type { MembershipId, UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { canSignIn, hasBlockedOrganization, type User } from '../user/user.js';
import type { Access } from './access.js';
import { closeInvitation } from './close-invitation.js';
import { type Invitation, type InviterSnapshot, invitationStateAt } from './invitation.js';
import { createMembership, type Membership } from './membership.js';
import type { Organization } from './organization.js';
import { canInviteAs, type RoleTable } from './role-permissions.js';

export type InvitationClosedRefusal = RefusalOf<
  | 'invitation_already_accepted'
  | 'invitation_declined'
  | 'invitation_revoked'
  | 'invitation_expired'
>;
/** The refusal for a closed invitation. Null if it is still pending. */
export function invitationClosedRefusal(
  invitation: Invitation,
  now: Date,
): InvitationClosedRefusal | null {
  switch (invitationStateAt(invitation, now)) {
    case 'pending':
      return null;
    case 'accepted':
      return { code: 'invitation_already_accepted' };
    case 'declined':
      return { code: 'invitation_declined' };
    case 'revoked':
      return { code: 'invitation_revoked' };
    case 'expired':
      return { code: 'invitation_expired' };
  }
}

/** Whether this user has accepted the invitation. */
export function isAcceptedBy(
  { state, closedBy }: Pick<Invitation, 'state' | 'closedBy'>,
  userId: UserId,
): boolean {
  return state === 'accepted' && closedBy === userId;
}

/** Only the user with the invited email address may accept or decline, and only after the address is verified. */
export function addresseeRefusal(
  invitation: Pick<Invitation, 'emailKey'>,
  user: Pick<User, 'emailKey' | 'emailVerified'>,
): RefusalOf<'invitation_email_mismatch' | 'email_not_verified'> | null {
  if (user.emailKey !== invitation.emailKey) return { code: 'invitation_email_mismatch' }; // INV-16 INV-27
  return /* INV-28 */ user.emailVerified ? null : { code: 'email_not_verified' };
}

/** Whether the addressee is shown the invitation in their list: its organization takes who accepts, and they have neither blocked nor joined it. */
export function isShownToAddressee(
  { inviterSnapshot }: Pick<Invitation, 'inviterSnapshot'>,
  organization: Pick<Organization, 'id' | 'deletedAt' | 'restoreCount'>,
  user: Pick<User, 'blockedOrganizations'>,
  isMember: boolean,
): boolean {
  if (isMember) return false; // INV-71
  const restoreCount = inviterSnapshot?.restoreCount ?? organization.restoreCount;
  const isOpen = organization.deletedAt === undefined && restoreCount === organization.restoreCount;
  return /* INV-62 */ isOpen && /* INV-63 */ !hasBlockedOrganization(user, organization.id);
}

/** The refusal if the user cannot join the organization. An invitation never changes the membership of a member. */
export function joinRefusal(
  organization: Pick<Organization, 'deletedAt'>,
  membership: Membership | null,
): RefusalOf<'organization_deleted' | 'already_a_member'> | null {
  if (organization.deletedAt !== undefined) return { code: 'organization_deleted' };
  if (membership !== null) return { code: 'already_a_member' }; // ORG-37
  return null;
}

/** The inviter and the organization as they are when the invitation is accepted. Each is null if there is none any more. */
export interface InviterNow {
  readonly organization: Pick<Organization, 'restoreCount'> | null;
  readonly user: Pick<User, 'state'> | null;
  readonly membership: Pick<Membership, 'id' | 'role' | 'state' | 'demotions'> | null;
}

/** The refusal if the inviter may no longer invite, or has lost the right in the meantime. */
export function inviterRefusal(
  roles: RoleTable,
  { organization, user, membership }: InviterNow,
  invitation: Pick<Invitation, 'role' | 'inviterSnapshot'>,
): RefusalOf<'inviter_not_permitted'> | null {
  const isPermitted =
    organization !== null &&
    membership !== null &&
    /* ORG-43 */ isInviterUnchanged(organization, membership, invitation) &&
    canInviterStillInvite(roles, { user, membership }, invitation);
  return /* ORG-42 */ isPermitted ? null : { code: 'inviter_not_permitted' };
}

/** Whether the inviter could still send this invitation. It is checked again when the invitation is accepted. */
export function canInviterStillInvite(
  roles: RoleTable,
  inviter: Pick<Access, 'user' | 'membership'>,
  invitation: Pick<Invitation, 'role'>,
): boolean {
  const { user, membership } = inviter;
  if (user === null || !canSignIn(user)) return false;
  if (membership === null || membership.state !== 'active') return false;
  return canInviteAs(roles, membership.role, invitation.role);
}

/**
 * Whether the inviter still has the same membership, not demoted since the invitation, and the organization was not deleted
 * and restored since then. So an inviter who loses a permission and gets it back does not make an old invitation valid
 * again.
 */
export function isInviterUnchanged(
  organization: Pick<Organization, 'restoreCount'>,
  { id, demotions = 0 }: Pick<Membership, 'id' | 'demotions'>,
  { inviterSnapshot }: Pick<Invitation, 'inviterSnapshot'>,
): boolean {
  if (inviterSnapshot === undefined) return true;
  const { membershipId, demotions: before = 0, restoreCount } = inviterSnapshot;
  return membershipId === id && before === demotions && restoreCount === organization.restoreCount;
}

/** What `isInviterUnchanged` compares later. */
export function snapshotInviter(
  { restoreCount }: Pick<Organization, 'restoreCount'>,
  { id: membershipId, demotions }: Pick<Membership, 'id' | 'demotions'>,
): InviterSnapshot {
  return { membershipId, restoreCount, ...(demotions === undefined ? {} : { demotions }) };
}

export interface AcceptedInvitationRows {
  readonly invitation: Invitation;
  readonly membership: Membership;
}

/** Closes the invitation, and makes its addressee a member with the role of the stored invitation. Throws if it is not pending. */
export function acceptInvitation(
  invitation: Invitation,
  id: MembershipId,
  userId: UserId,
  now: Date,
): AcceptedInvitationRows {
  const { organizationId, /* INV-24 */ role } = invitation;
  return {
    invitation: closeInvitation(invitation, 'accept', userId, now),
    membership: createMembership({ id, organizationId, userId, role, now }),
  };
}
