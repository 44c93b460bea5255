// The methods of `invitations`.

import { acceptInvitation, declineInvitation, previewInvitation } from './accept-decline.js';
import { isPerson, requireOrganizationFor, requireSystem } from './access.js';
import { setClosed } from './close-invitations.js';
import type { CommandHandler, ServiceHandlers } from './handlers.js';
import { invite, inviteMany } from './invite.js';
import {
  type ModelInvitation,
  type ReferenceModel,
  recordEntry,
  rowsWhere,
  throwRefusal,
} from './reference-model.js';
import {
  currentTokenOf,
  issueToken,
  refuseClosedInvitation,
  requireNextSendWindow,
} from './tokens.js';
import { invitationStateOf, invitationView, isPending, splitIntoPages } from './views.js';

interface InvitationIds {
  readonly organizationId: string;
  readonly invitationId: string;
}

/** The invitation; refuses one that is closed or expired. */
function requirePendingInvitation(
  model: ReferenceModel,
  caller: string,
  input: InvitationIds,
): ModelInvitation {
  const row = requireInvitation(model, caller, input);
  refuseClosedInvitation(model, row);
  return row;
}

function requireInvitation(
  model: ReferenceModel,
  caller: string,
  { organizationId, invitationId }: InvitationIds,
): ModelInvitation {
  requireOrganizationFor(model, caller, organizationId, 'invitations:manage');
  const row = model.invitations.get(invitationId);
  return row?.organization === organizationId ? row : throwRefusal('invitation_not_found');
}

const revokeInvitation: CommandHandler<'invitations.revoke'> = {
  run(model, caller, input) {
    const row = requirePendingInvitation(model, caller, input);
    setClosed(row, 'revoked', model.now, isPerson(caller) ? caller : undefined);
    recordEntry(model, 'invitation.revoke', row.id, [row.organization]);
    return invitationView(model, row);
  },
  replay: (model, caller, input) => invitationView(model, requireInvitation(model, caller, input)),
};

const resendInvitation: CommandHandler<'invitations.resend'> = {
  run(model, caller, input) {
    const row = requirePendingInvitation(model, caller, input);
    row.sendWindow = requireNextSendWindow(model, row);
    row.delivery = { state: 'queued', attempts: 0, dueAt: model.now };
    issueToken(model, row);
    recordEntry(model, 'invitation.resend', row.id, [row.organization]);
    return invitationView(model, row);
  },
  replay: (model, caller, input) => invitationView(model, requireInvitation(model, caller, input)),
};

const createInvitationLink: CommandHandler<'invitations.createLink'> = {
  run(model, caller, input) {
    const row = requirePendingInvitation(model, caller, input);
    const { name, kid } = currentTokenOf(model, row);
    if (!model.signingKeys.includes(kid)) throwRefusal('invitation_key_unknown');
    recordEntry(model, 'invitation.create_link', row.id, [row.organization]);
    return { invitation: invitationView(model, row), link: name };
  },
  replay: (model, caller, input) => ({
    invitation: invitationView(model, requireInvitation(model, caller, input)),
    link: null,
  }),
};

export const invitationHandlers: ServiceHandlers<'invitations'> = {
  'invitations.invite': invite,
  'invitations.inviteMany': inviteMany,
  'invitations.preview': previewInvitation,
  'invitations.accept': acceptInvitation,
  'invitations.decline': declineInvitation(false),
  'invitations.declineAndBlock': declineInvitation(true),
  'invitations.revoke': revokeInvitation,
  'invitations.resend': resendInvitation,
  'invitations.createLink': createInvitationLink,

  'invitations.revokeSigningKey'(model, caller, { kid }) {
    requireSystem(caller);
    if (model.signingKeys[0] === kid) throwRefusal('signing_key_in_use');
    const rows = rowsWhere(
      model.invitations,
      (row) => isPending(model, row) && currentTokenOf(model, row).kid === kid,
    );
    for (const row of rows) {
      const state = row.delivery.state === 'none' ? 'none' : 'queued';
      row.delivery = { state, attempts: 0, dueAt: model.now };
      issueToken(model, row);
    }
    for (const organization of new Set(rows.map((row) => row.organization))) {
      recordEntry(model, 'invitation.reissue', organization, [organization]);
    }
    return { count: rows.length };
  },

  'invitations.list'(model, caller, { organizationId, state, ...page }) {
    requireOrganizationFor(model, caller, organizationId, 'invitations:read');
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
