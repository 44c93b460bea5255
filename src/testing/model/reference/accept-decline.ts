// What a token shows, and how the invitee accepts or declines.

import {
  canInvite,
  findActiveMembership,
  isLive,
  requireActiveUser,
  requirePerson,
  requireReadableOrganization,
} from './access.js';
import { addMembership } from './add-organization.js';
import { closeInvitationAndDropMail } from './close-invitations.js';
import type { CallHandler, CommandHandler } from './handlers.js';
import { inviterSnapshotText } from './invite.js';
import {
  type ModelInvitation,
  type ModelOrganization,
  type ModelUser,
  type ReferenceModel,
  recordJournalEntry,
  throwRefusal,
  toIsoOrUndefined,
} from './reference-model.js';
import { emailKeyOf } from './text-rules.js';
import { refuseClosedInvitation, requireInvitationOfToken, requireSignedToken } from './tokens.js';
import { organizationView, publicOrganizationView } from './views.js';

export const previewInvitationHandler: CallHandler<'invitations.preview'> = (
  model,
  _caller,
  { token },
) => {
  const row = requireInvitationOfToken(model, token);
  refuseClosedInvitation(model, row);
  return {
    organization: publicOrganizationView(requireOrganizationOf(model, row)),
    role: row.role,
    inviterName: model.users.get(row.inviter)?.name,
    expiresAt: toIsoOrUndefined(row.expiresAt),
  };
};

function requireOrganizationOf(
  model: ReferenceModel,
  { organization }: ModelInvitation,
): ModelOrganization {
  return model.organizations.get(organization) ?? throwRefusal('invitation_not_found');
}

function requirePersonAndSignedToken(
  model: ReferenceModel,
  caller: string,
  { token }: { readonly token: string },
): void {
  requirePerson(caller);
  requireSignedToken(model, token);
}

/** The pending invitation of a token. Only the user with its address may answer it. */
function requireAnswerableInvitation(
  model: ReferenceModel,
  user: ModelUser,
  token: string,
): ModelInvitation {
  const row = requireAddressedInvitation(model, user, token);
  refuseClosedInvitation(model, row);
  return row;
}

function requireAddressedInvitation(
  model: ReferenceModel,
  { email, isVerified }: ModelUser,
  token: string,
): ModelInvitation {
  const row = requireInvitationOfToken(model, token);
  if (emailKeyOf(email) !== emailKeyOf(row.email)) throwRefusal('invitation_email_mismatch');
  if (!isVerified) throwRefusal('email_not_verified');
  return row;
}

export const acceptInvitationHandler: CommandHandler<'invitations.accept'> = {
  checkInput: requirePersonAndSignedToken,
  run(model, caller, { token }) {
    const user = requireActiveUser(model, caller);
    const row = requireAddressedInvitation(model, user, token);
    const organization = requireOrganizationOf(model, row);
    const member = findActiveMembership(model, organization.id, caller);
    const hasAccepted = row.state === 'accepted' && row.closedBy === caller;
    if (hasAccepted && member !== undefined && isLive(organization))
      return {
        organization: organizationView(organization),
        membershipId: member.id,
        role: member.role,
      };
    refuseClosedInvitation(model, row);
    if (!isLive(organization)) throwRefusal('organization_deleted');
    if (member !== undefined) throwRefusal('already_a_member');
    if (!inviterMayStillInvite(model, row)) throwRefusal('inviter_not_permitted');
    closeInvitationAndDropMail(row, 'accepted', model.now, caller);
    user.blocked = user.blocked.filter((id) => id !== organization.id);
    const membershipId = addMembership(model, organization.id, caller, row.role);
    recordJournalEntry(model, 'invitation.accept', row.id, [organization.id], [organization.id]);
    return { organization: organizationView(organization), membershipId, role: row.role };
  },
  replay(model, caller, { token }, [organizationId]) {
    const { organization: id } = requireSignedToken(model, token);
    if (id !== organizationId) throwRefusal('invitation_not_found');
    const organization = requireReadableOrganization(model, caller, id);
    const member = findActiveMembership(model, id, caller);
    return {
      organization: organizationView(organization),
      membershipId: member?.id,
      role: member?.role,
    };
  },
};

/** Whether the inviter can still send this invitation, with the same membership as when they sent it. */
function inviterMayStillInvite(model: ReferenceModel, row: ModelInvitation): boolean {
  const member = findActiveMembership(model, row.organization, row.inviter);
  const mayInvite = canInvite(model, row.organization, row.inviter);
  return mayInvite && inviterSnapshotText(model, row.organization, member) === row.inviterSnapshot;
}

export function createDeclineHandler<
  V extends 'invitations.decline' | 'invitations.declineAndBlock',
>(isBlocking: boolean): CommandHandler<V> {
  return {
    checkInput: requirePersonAndSignedToken,
    run(model, caller, { token }) {
      const user = requireActiveUser(model, caller);
      const row = requireAnswerableInvitation(model, user, token);
      closeInvitationAndDropMail(row, 'declined', model.now, caller);
      if (isBlocking && !user.blocked.includes(row.organization)) {
        user.blocked.push(row.organization);
      }
      recordJournalEntry(model, 'invitation.decline', row.id, [row.organization], [row.id]);
      return { organizationId: row.organization, invitationId: row.id };
    },
    replay(model, caller, { token }, [invitationId]) {
      requireActiveUser(model, caller);
      const { invitation, organization } = requireSignedToken(model, token);
      if (invitation !== invitationId) throwRefusal('invitation_not_found');
      return { organizationId: organization, invitationId: invitation };
    },
  };
}
