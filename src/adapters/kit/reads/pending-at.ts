import { invitationStateAt } from '../../../domain/organization/invitation.js';
import type { StoredRow } from '../engine.js';
import { filterMap, type Walk } from '../walk.js';

/** Without invitations that are stored as pending and have expired. */
export function pendingAt(
  walk: Walk<StoredRow<'invitations'>>,
  now: Date,
): Walk<StoredRow<'invitations'>> {
  return filterMap(walk, (row) => (invitationStateAt(row.value, now) === 'pending' ? row : null));
}
