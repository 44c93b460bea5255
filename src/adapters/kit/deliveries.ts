// What a claim and an outcome make of an invitation and of a message.

import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import {
  claimDelivery,
  type DeliveryLease,
  type DeliveryOutcome,
  settleDelivery,
} from '../../domain/shared/delivery-lease-and-retry.js';

/** The invitation after a relay has claimed its delivery. */
export function claimedInvitation(invitation: Invitation, lease: DeliveryLease): Invitation {
  return {
    ...invitation,
    delivery: claimDelivery(invitation.delivery, lease),
    emailSentCount: invitation.emailSentCount + 1, // INV-37
  };
}

/** The message after a relay has claimed it. */
export function claimedMessage(message: OutboxMessage, lease: DeliveryLease): OutboxMessage {
  return { ...message, delivery: claimDelivery(message.delivery, lease) };
}

/** The invitation after an attempt to deliver at `at`. Only the lease holder may settle it (`isLeaseHolder`). */
export function settledInvitation(
  invitation: Invitation,
  outcome: DeliveryOutcome,
  at: Date,
): Invitation {
  const delivery = settleDelivery(invitation.delivery, outcome);
  const sent = /* INV-38 */ outcome.kind === 'sent' ? { lastEmailSentAt: at } : {};
  return { ...invitation, ...sent, /* INV-39 */ delivery };
}

/** The message after an attempt to deliver it. Only the lease holder may settle it (`isLeaseHolder`). */
export function settledMessage(message: OutboxMessage, outcome: DeliveryOutcome): OutboxMessage {
  return { ...message, delivery: settleDelivery(message.delivery, outcome) };
}
