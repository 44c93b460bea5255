// What of a membership and of an invitation the documented shape shows within the organization.

import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import { roles } from '../../domain/organization/role.js';
import { count, date, type FieldsOf, id, oneOf, optional, stored } from './fields.js';
import { emailAddress } from './values.js';

export type DocumentedMember = Pick<Membership, 'userId' | 'role' | 'joinedAt'>;

export const documentedMember: FieldsOf<DocumentedMember> = {
  userId: stored('user', id('User')),
  role: oneOf(roles),
  joinedAt: date,
};

export type DocumentedInvitation = Pick<
  Invitation,
  'email' | 'role' | 'invitedBy' | 'invitedAt' | 'expiresAt' | 'emailSentCount' | 'lastEmailSentAt'
>;

export const documentedInvitation: FieldsOf<DocumentedInvitation> = {
  email: emailAddress,
  role: oneOf(roles),
  invitedBy: id('User'),
  invitedAt: date,
  expiresAt: date,
  emailSentCount: count(0),
  lastEmailSentAt: optional(date),
};
