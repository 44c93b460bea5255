// Invitations: how they are sent and answered.

import { accept, decline, preview } from './answering.js';
import type { Deed, Deeds } from './deed.js';
import { invite, inviteMany } from './inviting.js';
import { close } from './revoking.js';
import { allowed, isPerson, systemOnly } from './standing.js';
import { issueToken, openTo, sendAgain, tokenNow } from './tokens.js';
import { invitationStateOf, invitationView, isPending, pagesOf } from './views.js';
import { type Invitation, record, refuse, type World, where } from './world.js';

interface OfInvitation {
  readonly organizationId: string;
  readonly invitationId: string;
}

/** A pending invitation of this organization. */
function pendingFor(world: World, caller: string, input: OfInvitation): Invitation {
  const row = invitationFor(world, caller, input);
  openTo(world, row);
  return row;
}

function invitationFor(
  world: World,
  caller: string,
  { organizationId, invitationId }: OfInvitation,
): Invitation {
  allowed(world, caller, organizationId, 'invitations:manage');
  const row = world.invitations.get(invitationId);
  return row?.organization === organizationId ? row : refuse('invitation_not_found');
}

const revoke: Deed<'invitations.revoke'> = {
  run(world, caller, input) {
    const row = pendingFor(world, caller, input);
    close(row, 'revoked', world.now, isPerson(caller) ? caller : undefined);
    record(world, 'invitation.revoke', row.id, [row.organization]);
    return invitationView(world, row);
  },
  repeat: (world, caller, input) => invitationView(world, invitationFor(world, caller, input)),
};

const resend: Deed<'invitations.resend'> = {
  run(world, caller, input) {
    const row = pendingFor(world, caller, input);
    row.sends = sendAgain(world, row);
    row.delivery = { state: 'queued', attempts: 0, dueAt: world.now };
    issueToken(world, row);
    record(world, 'invitation.resend', row.id, [row.organization]);
    return invitationView(world, row);
  },
  repeat: (world, caller, input) => invitationView(world, invitationFor(world, caller, input)),
};

const linkToHandOver: Deed<'invitations.linkToHandOver'> = {
  run(world, caller, input) {
    const row = pendingFor(world, caller, input);
    const { name, kid } = tokenNow(world, row);
    if (!world.keys.includes(kid)) refuse('invitation_key_unknown');
    record(world, 'invitation.hand_over', row.id, [row.organization]);
    return { invitation: invitationView(world, row), link: name };
  },
  repeat: (world, caller, input) => ({
    invitation: invitationView(world, invitationFor(world, caller, input)),
    link: null,
  }),
};

export const invitations: Deeds<'invitations'> = {
  'invitations.invite': invite,
  'invitations.inviteMany': inviteMany,
  'invitations.preview': preview,
  'invitations.accept': accept,
  'invitations.decline': decline(false),
  'invitations.declineAndBlock': decline(true),
  'invitations.revoke': revoke,
  'invitations.resend': resend,
  'invitations.linkToHandOver': linkToHandOver,

  'invitations.withdrawKey'(world, caller, { kid }) {
    systemOnly(caller);
    if (world.keys[0] === kid) refuse('signing_key_in_use');
    const rows = where(
      world.invitations,
      (row) => isPending(world, row) && tokenNow(world, row).kid === kid,
    );
    for (const row of rows) {
      const state = row.delivery.state === 'none' ? 'none' : 'queued';
      row.delivery = { state, attempts: 0, dueAt: world.now };
      issueToken(world, row);
    }
    for (const organization of new Set(rows.map((row) => row.organization))) {
      record(world, 'invitation.reissue', organization, [organization]);
    }
    return { count: rows.length };
  },

  'invitations.list'(world, caller, { organizationId, state, ...page }) {
    allowed(world, caller, organizationId, 'invitations:read');
    const rows = where(
      world.invitations,
      (row) =>
        row.organization === organizationId &&
        (state ?? invitationStateOf(world, row)) === invitationStateOf(world, row),
    );
    return pagesOf(
      rows.reverse().map((row) => invitationView(world, row)),
      page,
    );
  },
};
