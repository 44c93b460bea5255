// Closes invitations.

import type { InvitationState } from '../../../domain/organization/invitation.js';
import { isPerson } from './access.js';
import { type ModelInvitation, type ReferenceModel, rowsWhere } from './reference-model.js';
import { isPending } from './views.js';

/** Closes the invitation and drops its mail if that is still queued. */
export function closeInvitationAndDropMail(
  row: ModelInvitation,
  state: InvitationState,
  at: number,
  by: string | undefined,
): void {
  row.state = state;
  row.closedAt = at;
  row.closedBy = by;
  if (row.delivery.state === 'queued') row.delivery.state = 'dropped';
}

/** Revokes the pending invitations that match. */
export function revokePendingInvitationsWhere(
  model: ReferenceModel,
  caller: string,
  matches: (row: ModelInvitation) => boolean,
): void {
  const by = isPerson(caller) ? caller : undefined;
  for (const row of rowsWhere(model.invitations, (one) => isPending(model, one) && matches(one))) {
    closeInvitationAndDropMail(row, 'revoked', model.now, by);
  }
}
