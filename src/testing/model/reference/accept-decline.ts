// What a token shows, and how the invitee accepts or declines.

import type { AnswerInvitationInput } from '../../../application/invitations/named-invitation.js';
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
  type ModelToken,
  type ModelUser,
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  throwRefusal,
  toIsoOrUndefined,
} from './reference-model.js';
import { emailKeyOf } from './text-rules.js';
import { refuseClosedInvitation, requireInvitationOfToken, requireSignedToken } from './tokens.js';
import { invitationStateOf, isPending, organizationView, publicOrganizationView } from './views.js';

export const previewInvitationHandler: CallHandler<'invitations.preview'> = (
  model,
  _caller,
  { token },
) => {
  const row = requireInvitationOfToken(model, token);
  refuseClosedInvitation(model, row);
  return previewOf(model, row, requireOrganizationOf(model, row));
};

function previewOf(
  model: ReferenceModel,
  { role, inviter, expiresAt }: ModelInvitation,
  organization: ModelOrganization,
): object {
  return {
    organization: publicOrganizationView(organization),
    role,
    inviterName: model.users.get(inviter)?.name,
    expiresAt: toIsoOrUndefined(expiresAt),
  };
}

function requireOrganizationOf(
  model: ReferenceModel,
  { organization }: ModelInvitation,
): ModelOrganization {
  return model.organizations.get(organization) ?? throwRefusal('invitation_not_found');
}

/** Gives exactly one of a token and an id; a token must be signed. */
function requireValidAnswer(
  model: ReferenceModel,
  caller: string,
  { token, invitationId }: AnswerInvitationInput,
): void {
  if ((token === undefined) === (invitationId === undefined)) throwRefusal('invalid_input');
  requirePerson(caller);
  if (token !== undefined) requireSignedToken(model, token);
}

/** The invitation that the caller names. Only the user with its address may answer it; to others, an id names nothing. */
function requireAddressedInvitation(
  model: ReferenceModel,
  { email, isVerified }: ModelUser,
  { token, invitationId = '' }: AnswerInvitationInput,
): ModelInvitation {
  if (token !== undefined) {
    const row = requireInvitationOfToken(model, token);
    if (emailKeyOf(email) !== emailKeyOf(row.email)) throwRefusal('invitation_email_mismatch');
    if (!isVerified) throwRefusal('email_not_verified');
    return row;
  }
  const row = model.invitations.get(invitationId);
  const isTheirs = row !== undefined && emailKeyOf(email) === emailKeyOf(row.email) && isVerified;
  return isTheirs ? row : throwRefusal('invitation_not_found');
}

/** Refuses a token of another organization or invitation than that of the first call. */
function requireSameToken(
  model: ReferenceModel,
  { token }: AnswerInvitationInput,
  isSame: (signed: ModelToken) => boolean,
): void {
  if (token !== undefined && !isSame(requireSignedToken(model, token)))
    throwRefusal('invitation_not_found');
}

export const acceptInvitationHandler: CommandHandler<'invitations.accept'> = {
  checkInput: requireValidAnswer,
  run(model, caller, input) {
    const user = requireActiveUser(model, caller);
    const row = requireAddressedInvitation(model, user, input);
    const organization = requireOrganizationOf(model, row);
    const member = findActiveMembership(model, organization.id, caller);
    const hasAccepted = row.state === 'accepted' && row.closedBy === caller;
    if (hasAccepted && member !== undefined && isLive(organization))
      return {
        organization: organizationView(caller, organization),
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
    return { organization: organizationView(caller, organization), membershipId, role: row.role };
  },
  replay(model, caller, input, [id = '']) {
    requireSameToken(model, input, ({ organization }) => organization === id);
    const organization = requireReadableOrganization(model, caller, id);
    const member = findActiveMembership(model, id, caller);
    return {
      organization: organizationView(caller, organization),
      membershipId: member?.id,
      role: member?.role,
    };
  },
};

/** Whether the inviter can still send this invitation, with the same membership as when they sent it. */
export function inviterMayStillInvite(model: ReferenceModel, row: ModelInvitation): boolean {
  const member = findActiveMembership(model, row.organization, row.inviter);
  const mayInvite = canInvite(model, row.organization, row.inviter, row.role);
  return mayInvite && inviterSnapshotText(model, row.organization, member) === row.inviterSnapshot;
}

export function createDeclineHandler<
  V extends 'invitations.decline' | 'invitations.declineAndBlock',
>(isBlocking: boolean): CommandHandler<V> {
  return {
    checkInput: requireValidAnswer,
    run(model, caller, input) {
      const user = requireActiveUser(model, caller);
      const row = requireAddressedInvitation(model, user, input);
      const { id, organization } = row;
      const answer = { organizationId: organization, invitationId: id };
      const isNewBlock = isBlocking && !user.blocked.includes(organization);
      if (isBlocking && invitationStateOf(model, row) === 'expired') {
        if (isNewBlock) {
          user.blocked.push(organization);
          recordJournalEntry(model, 'invitation.decline', caller, [], [id, organization]);
        }
        return answer;
      }
      refuseClosedInvitation(model, row);
      closeInvitationAndDropMail(row, 'declined', model.now, caller);
      if (isNewBlock) user.blocked.push(organization);
      recordJournalEntry(model, 'invitation.decline', id, [organization], [id, organization]);
      return answer;
    },
    replay(model, caller, input, [invitationId, organizationId]) {
      requireActiveUser(model, caller);
      requireSameToken(model, input, ({ invitation }) => invitation === invitationId);
      return { organizationId, invitationId };
    },
  };
}

/** The invitations that wait for an answer of the caller, newest first. */
export const listMyInvitationsHandler: CallHandler<'invitations.listForMe'> = (
  model,
  caller,
  { limit },
) => {
  requirePerson(caller);
  const { email, isVerified, blocked } = requireActiveUser(model, caller);
  if (!isVerified) throwRefusal('email_not_verified');
  const pending = rowsWhere(
    model.invitations,
    (row) => emailKeyOf(row.email) === emailKeyOf(email) && isPending(model, row),
  );
  const views = pending.reverse().map((row) => {
    const organization = requireOrganizationOf(model, row);
    const isMember = findActiveMembership(model, organization.id, caller) !== undefined;
    const isShown = isLive(organization) && !blocked.includes(organization.id) && !isMember;
    return isShown ? [{ id: row.id, ...previewOf(model, row, organization) }] : [];
  });
  const size = limit ?? 50;
  const count = Math.max(1, Math.ceil(views.length / size));
  const pages = Array.from({ length: count }, (_, page) =>
    views.slice(page * size, (page + 1) * size).flat(),
  );
  return { pages };
};
