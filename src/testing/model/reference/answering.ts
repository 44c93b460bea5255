// What the holder of a token sees, and what the invitee answers.

import type { Deed, Look } from './deed.js';
import { join } from './founding.js';
import { authorityOf } from './inviting.js';
import { close } from './revoking.js';
import { active, adminsOf, allowedToRead, isLive, membershipOf, person } from './standing.js';
import { openedBy, openTo, signed } from './tokens.js';
import { organizationView, publicView } from './views.js';
import { keyOf } from './words.js';
import {
  type Invitation,
  iso,
  type Organization,
  record,
  refuse,
  type User,
  type World,
} from './world.js';

export const preview: Look<'invitations.preview'> = (world, _caller, { token }) => {
  const row = openedBy(world, token);
  openTo(world, row);
  return {
    organization: publicView(organizationOf(world, row)),
    role: row.role,
    inviterName: world.users.get(row.inviter)?.name,
    expiresAt: iso(row.expiresAt),
  };
};

function organizationOf(world: World, { organization }: Invitation): Organization {
  return world.organizations.get(organization) ?? refuse('invitation_not_found');
}

function readable(world: World, caller: string, { token }: { readonly token: string }): void {
  person(caller);
  signed(world, token);
}

/** The pending invitation that a token opens, for the person at its address. */
function addressedTo(world: World, { email, isVerified }: User, token: string): Invitation {
  const row = openedBy(world, token);
  if (keyOf(email) !== keyOf(row.email)) refuse('invitation_email_mismatch');
  if (!isVerified) refuse('email_not_verified');
  openTo(world, row);
  return row;
}

export const accept: Deed<'invitations.accept'> = {
  check: readable,
  run(world, caller, { token }) {
    const user = active(world, caller);
    const row = addressedTo(world, user, token);
    const organization = organizationOf(world, row);
    if (!isLive(organization)) refuse('organization_deleted');
    if (membershipOf(world, organization.id, caller)) refuse('already_a_member');
    if (!mayStill(world, row)) refuse('inviter_not_permitted');
    close(row, 'accepted', world.now, caller);
    user.blocked = user.blocked.filter((id) => id !== organization.id);
    const membershipId = join(world, organization.id, caller, row.role);
    record(world, 'invitation.accept', row.id, [organization.id], [organization.id]);
    return { organization: organizationView(organization), membershipId, role: row.role };
  },
  repeat(world, caller, { token }, [organizationId]) {
    const { organization: id } = signed(world, token);
    if (id !== organizationId) refuse('invitation_not_found');
    const organization = allowedToRead(world, caller, id);
    const member = membershipOf(world, id, caller);
    return {
      organization: organizationView(organization),
      membershipId: member?.id,
      role: member?.role,
    };
  },
};

/** Whether the inviter could still send this invitation, by the very authority that they sent it with. */
function mayStill(world: World, row: Invitation): boolean {
  const member = membershipOf(world, row.organization, row.inviter);
  const isAdmin = adminsOf(world, row.organization).includes(row.inviter);
  return isAdmin && authorityOf(world, row.organization, member) === row.invitedAs;
}

export function decline<V extends 'invitations.decline' | 'invitations.declineAndBlock'>(
  isBlocking: boolean,
): Deed<V> {
  return {
    check: readable,
    run(world, caller, { token }) {
      const user = active(world, caller);
      const row = addressedTo(world, user, token);
      close(row, 'declined', world.now, caller);
      if (isBlocking && !user.blocked.includes(row.organization)) {
        user.blocked.push(row.organization);
      }
      record(world, 'invitation.decline', row.id, [row.organization], [row.id]);
      return { organizationId: row.organization, invitationId: row.id };
    },
    repeat(world, caller, { token }, [invitationId]) {
      active(world, caller);
      const { invitation, organization } = signed(world, token);
      if (invitation !== invitationId) refuse('invitation_not_found');
      return { organizationId: organization, invitationId: invitation };
    },
  };
}
