// How an invitation ends: it is accepted, declined, revoked or expired. Also who may accept or decline it.

import type { Delivery } from '../shared/delivery.js';
import type { UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import type { User } from '../user/user.js';
import { type Invitation, invitationStateAt, nextInvitationState } from './invitation.js';

export type InvitationClosedRefusal = RefusalOf<
  | 'invitation_already_accepted'
  | 'invitation_declined'
  | 'invitation_revoked'
  | 'invitation_expired'
>;

/** The refusal for a closed invitation. Null if it is still pending. */
export function invitationClosedRefusal(
  invitation: Invitation,
  now: Date,
): InvitationClosedRefusal | null {
  switch (invitationStateAt(invitation, now)) {
    case 'pending':
      return null;
    case 'accepted':
      return /* INV-30 */ { code: 'invitation_already_accepted' };
    case 'declined':
      return { code: 'invitation_declined' };
    case 'revoked':
      return { code: 'invitation_revoked' };
    case 'expired':
      return { code: 'invitation_expired' };
  }
}

/** Only the user with the invited email address may accept or decline, and only after the address is verified. */
export function addresseeRefusal(
  invitation: Pick<Invitation, 'emailKey'>,
  user: Pick<User, 'emailKey' | 'emailVerified'>,
): RefusalOf<'invitation_email_mismatch' | 'email_not_verified'> | null {
  if (/* EMAIL-8 */ user.emailKey !== invitation.emailKey)
    return { code: 'invitation_email_mismatch' }; // INV-16 INV-27
  return /* INV-28 */ user.emailVerified ? null : { code: 'email_not_verified' };
}

/** Closes a pending invitation; `by` is null if the platform does it. A queued mail is dropped. */
export function closeInvitation(
  invitation: Invitation,
  command: 'accept' | 'decline' | 'revoke',
  by: UserId | null,
  now: Date,
): Invitation {
  return {
    ...invitation,
    state: nextInvitationState(invitation.state, command),
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
    state: nextInvitationState(invitation.state, 'expire'),
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
