// Who may accept an invitation, and which invitations can still be accepted, declined or revoked.

import type { RefusalOf } from '../shared/refusal.js';
import type { User } from '../user/user.js';
import { type Invitation, invitationStateAt } from './invitation.js';

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
      return { code: 'invitation_already_accepted' };
    case 'declined':
      return { code: 'invitation_declined' };
    case 'revoked':
      return { code: 'invitation_revoked' };
    case 'expired':
      return { code: 'invitation_expired' };
  }
}

/** Only the user with the invited email address may accept or decline, and only after the address is verified. */
export function emailMismatchRefusal(
  invitation: Pick<Invitation, 'emailKey'>,
  user: Pick<User, 'emailKey' | 'emailVerified'>,
): RefusalOf<'invitation_email_mismatch' | 'email_not_verified'> | null {
  if (user.emailKey !== invitation.emailKey) return { code: 'invitation_email_mismatch' }; // INV-16 INV-27
  return /* INV-28 */ user.emailVerified ? null : { code: 'email_not_verified' };
}
