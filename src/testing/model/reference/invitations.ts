// The methods of `invitations`.

import type { PendingInvitationInput } from '../../../application/invitations/load-pending-invitation.js';
import {
  acceptInvitationHandler,
  createDeclineHandler,
  inviterMayStillInvite,
  listMyInvitationsHandler,
  previewInvitationHandler,
} from './accept-decline.js';
import {
  canInvite,
  findActiveMembership,
  isPerson,
  requirePermittedOrganization,
  requireRoleWithinCallers,
  requireSystem,
} from './access.js';
import { closeInvitationAndDropMail } from './close-invitations.js';
import type { CommandHandler, ServiceHandlers } from './handlers.js';
import { inviteHandler, inviteManyHandler, inviterSnapshotText } from './invite.js';
import { requireWithinInvitationLimits } from './limits.js';
import {
  type ModelInvitation,
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  throwRefusal,
} from './reference-model.js';
import { emailKeyOf, requireEmail } from './text-rules.js';
import {
  currentTokenOrThrow,
  issueTokenOfNextRevision,
  refuseClosedInvitation,
  requireNextSendWindow,
} from './tokens.js';
import { invitationStateOf, invitationView, isPending, splitIntoPages } from './views.js';

/** Gives exactly one of an id and an address. */
function requireEither(
  _model: ReferenceModel,
  _caller: string,
  { invitationId, email }: PendingInvitationInput,
): void {
  if (email !== undefined) requireEmail(email);
  if ((invitationId === undefined) === (email === undefined)) throwRefusal('invalid_input');
}

/** The invitation; refuses one that is closed or expired, and one to a role above the caller's. */
function requireManageablePendingInvitation(
  model: ReferenceModel,
  caller: string,
  input: PendingInvitationInput,
): ModelInvitation {
  const row = requireManageableInvitation(model, caller, input);
  refuseClosedInvitation(model, row);
  requireRoleWithinCallers(model, caller, row.organization, row.role);
  return row;
}

/** By its address, only an invitation that no command has closed is found. */
function requireManageableInvitation(
  model: ReferenceModel,
  caller: string,
  { organizationId, invitationId = '', email }: PendingInvitationInput,
): ModelInvitation {
  requirePermittedOrganization(model, caller, organizationId, 'invitations:manage');
  const [row] =
    email === undefined
      ? [model.invitations.get(invitationId)]
      : rowsWhere(
          model.invitations,
          (one) =>
            one.state === 'pending' &&
            one.organization === organizationId &&
            emailKeyOf(one.email) === emailKeyOf(email),
        );
  return row?.organization === organizationId ? row : throwRefusal('invitation_not_found');
}

/** The invitation that the first call changed. */
function replayPendingInvitation(
  model: ReferenceModel,
  caller: string,
  { organizationId }: PendingInvitationInput,
  [invitationId = '']: readonly string[],
): object {
  const row = requireManageableInvitation(model, caller, { organizationId, invitationId });
  return invitationView(model, row);
}

const changeInvitationRoleHandler: CommandHandler<'invitations.changeRole'> = {
  run(model, caller, { role, ...input }) {
    const row = requireManageablePendingInvitation(model, caller, input);
    if (isPerson(caller)) {
      if (!canInvite(model, row.organization, caller, role)) throwRefusal('permission_denied');
    } else if (!inviterMayStillInvite(model, { ...row, role }))
      throwRefusal('inviter_not_permitted');
    if (row.role === role) return invitationView(model, row);
    row.role = role;
    if (isPerson(caller)) {
      const member = findActiveMembership(model, row.organization, caller);
      row.inviter = caller;
      row.inviterSnapshot = inviterSnapshotText(model, row.organization, member);
    }
    recordJournalEntry(model, 'invitation.change_role', row.id, [row.organization], [row.id]);
    return invitationView(model, row);
  },
  replay: replayPendingInvitation,
};

const revokeInvitationHandler: CommandHandler<'invitations.revoke'> = {
  checkInput: requireEither,
  run(model, caller, input) {
    const row = requireManageablePendingInvitation(model, caller, input);
    closeInvitationAndDropMail(row, 'revoked', model.now, isPerson(caller) ? caller : undefined);
    recordJournalEntry(model, 'invitation.revoke', row.id, [row.organization], [row.id]);
    return invitationView(model, row);
  },
  replay: replayPendingInvitation,
};

const resendInvitationHandler: CommandHandler<'invitations.resend'> = {
  checkInput: requireEither,
  run(model, caller, input) {
    const row = requireManageablePendingInvitation(model, caller, input);
    const sendWindow = requireNextSendWindow(model, row);
    requireWithinInvitationLimits(model, caller, row.organization, true, [row.email]);
    row.sendWindow = sendWindow;
    row.delivery = { state: 'queued', attempts: 0, dueAt: model.now };
    issueTokenOfNextRevision(model, row);
    recordJournalEntry(model, 'invitation.resend', row.id, [row.organization], [row.id]);
    return invitationView(model, row);
  },
  replay: replayPendingInvitation,
};

const createInvitationLinkHandler: CommandHandler<'invitations.createLink'> = {
  run(model, caller, input) {
    const row = requireManageablePendingInvitation(model, caller, input);
    const { name, kid } = currentTokenOrThrow(model, row);
    if (!model.signingKeys.includes(kid)) throwRefusal('invitation_key_unknown');
    recordJournalEntry(model, 'invitation.create_link', row.id, [row.organization]);
    return { invitation: invitationView(model, row), link: name };
  },
  replay: (model, caller, input) => ({
    invitation: invitationView(model, requireManageableInvitation(model, caller, input)),
    link: null,
  }),
};

export const invitationHandlers: ServiceHandlers<'invitations'> = {
  'invitations.invite': inviteHandler,
  'invitations.inviteMany': inviteManyHandler,
  'invitations.preview': previewInvitationHandler,
  'invitations.accept': acceptInvitationHandler,
  'invitations.decline': createDeclineHandler(false),
  'invitations.declineAndBlock': createDeclineHandler(true),
  'invitations.changeRole': changeInvitationRoleHandler,
  'invitations.revoke': revokeInvitationHandler,
  'invitations.resend': resendInvitationHandler,
  'invitations.createLink': createInvitationLinkHandler,

  'invitations.revokeSigningKey'(model, caller, { kid }) {
    requireSystem(caller);
    if (model.signingKeys[0] === kid) throwRefusal('signing_key_in_use');
    const rows = rowsWhere(
      model.invitations,
      (row) => isPending(model, row) && currentTokenOrThrow(model, row).kid === kid,
    );
    for (const row of rows) {
      const state = row.delivery.state === 'none' ? 'none' : 'queued';
      row.delivery = { state, attempts: 0, dueAt: model.now };
      issueTokenOfNextRevision(model, row);
    }
    for (const organization of new Set(rows.map((row) => row.organization))) {
      recordJournalEntry(model, 'invitation.reissue', organization, [organization]);
    }
    return { count: rows.length };
  },

  'invitations.listForMe': listMyInvitationsHandler,

  'invitations.list'(model, caller, { organizationId, state, ...page }) {
    requirePermittedOrganization(model, caller, organizationId, 'invitations:read');
    const rows = rowsWhere(
      model.invitations,
      (row) =>
        row.organization === organizationId &&
        (state ?? invitationStateOf(model, row)) === invitationStateOf(model, row),
    );
    return splitIntoPages(
      rows.reverse().map((row) => invitationView(model, row)),
      page,
    );
  },
};
