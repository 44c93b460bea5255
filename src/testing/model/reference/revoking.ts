// How invitations close, and whose close with somebody's authority.

import type { InvitationState } from '../../../domain/organization/invitation.js';
import { isPerson } from './standing.js';
import { isPending } from './views.js';
import { type Invitation, type World, where } from './world.js';

/** Nothing more is sent of what is closed. */
export function close(
  row: Invitation,
  state: InvitationState,
  at: number,
  by: string | undefined,
): void {
  row.state = state;
  row.closedAt = at;
  row.closedBy = by;
  if (row.delivery.state === 'queued') row.delivery.state = 'dropped';
}

/** Revokes those of the invitations that still are pending. */
export function revokeWhere(
  world: World,
  caller: string,
  holds: (row: Invitation) => boolean,
): void {
  const by = isPerson(caller) ? caller : undefined;
  for (const row of where(world.invitations, (one) => isPending(world, one) && holds(one))) {
    close(row, 'revoked', world.now, by);
  }
}
