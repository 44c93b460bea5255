// The fields of memberships and invitations that the documented shape embeds in their organization.

import type { Invitation } from '../../../domain/organization/invitation.js';
import type { Membership } from '../../../domain/organization/membership.js';
import { date, type FieldsOf, optional, userId, wholeNumber, withStoredName } from './field.js';
import { emailAddress, role } from './text-fields.js';

export type EmbeddedMember = Pick<Membership, 'userId' | 'role' | 'joinedAt'>;

export const embeddedMemberFields: FieldsOf<EmbeddedMember> = {
  userId: withStoredName('user', userId()),
  role,
  joinedAt: date,
};

export type EmbeddedInvitation = Pick<
  Invitation,
  'email' | 'role' | 'invitedBy' | 'invitedAt' | 'expiresAt' | 'emailSentCount' | 'lastEmailSentAt'
>;

export const embeddedInvitationFields: FieldsOf<EmbeddedInvitation> = {
  email: emailAddress,
  role,
  invitedBy: userId(),
  invitedAt: date,
  expiresAt: date,
  emailSentCount: wholeNumber(0),
  lastEmailSentAt: optional(date),
};
