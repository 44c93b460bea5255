// How an invitation ends: it is accepted, declined, revoked or expired. Also who may accept or decline it.

import type { Delivery } from '../shared/delivery-lease-and-retry.js';
import type { UserId } from '../shared/ids.js';
import { type Invitation, invitationStateAfter } from './invitation.js';

/** Closes a pending invitation; `by` is null if the platform does it. A queued mail is dropped. */
export function closeInvitation(
  invitation: Invitation,
  command: 'accept' | 'decline' | 'revoke',
  by: UserId | null,
  now: Date,
): Invitation {
  return {
    ...invitation,
    state: invitationStateAfter(invitation.state, command),
    delivery: dropQueuedDelivery(invitation.delivery),
    closedAt: now,
    ...(by === null ? {} : { closedBy: by }),
    updatedAt: now,
  };
}

/** Stores that an invitation has expired. It counts as closed since `expiresAt`. */
export function expireInvitation(invitation: Invitation, now: Date): Invitation {
  return {
    ...invitation,
    state: invitationStateAfter(invitation.state, 'expire'),
    delivery: dropQueuedDelivery(invitation.delivery),
    closedAt: invitation.expiresAt,
    updatedAt: now,
  };
}

function dropQueuedDelivery(delivery: Delivery): Delivery {
  return /* INV-52 */ delivery.state === 'queued'
    ? { state: 'dropped', attempts: delivery.attempts }
    : delivery;
}
