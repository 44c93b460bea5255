// How an invitation ends: it is accepted, declined, revoked or expired.

import type { Delivery } from '../shared/delivery-lease-and-retry.js';
import type { UserId } from '../shared/ids.js';
import { type Invitation, invitationStateAfter } from './invitation.js';

/** Closes a pending invitation; `by` is null if the embedding service does it. A queued mail is dropped. Throws if it is not pending. */
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

/** Marks the invitation as expired. `closedAt` is `expiresAt`, not `now`. Throws if it is not pending. */
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
