// The collection of invitations: its fields and indexes.

import {
  type Invitation,
  type InviterSnapshot,
  invitationStates,
  type SendWindow,
} from '../../../domain/organization/invitation.js';
import { invitationFieldVisibility } from '../../../domain/shared/field-visibility-tables.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import { delivery, nextAttemptIndex } from '../fields/delivery.js';
import { embedded } from '../fields/embedded.js';
import {
  type BsonRecord,
  date,
  id,
  oneOf,
  optional,
  text,
  timestampFields,
  userId,
  wholeNumber,
  withStoredName,
} from '../fields/field.js';
import { emailAddress, emailKey, languageTag, role, tokenDigest } from '../fields/text-fields.js';

const pendingPartialIndex = { partialFilterExpression: { state: 'pending' } } as const;

/** Each state is one range of an index, and MongoDB merges the ranges by id. */
export const anyInvitationState: BsonRecord = { $in: [...invitationStates] };

export const invitations: CollectionDefinition<Invitation> = defineCollection<Invitation>({
  collection: 'invitations',
  model: 'Invitation',
  fields: {
    id: withStoredName('_id', id()),
    organizationId: withStoredName('organization', id('Organization')),
    email: emailAddress,
    emailKey,
    role,
    language: optional(languageTag),
    tokenDigest,
    kid: text(),
    revision: wholeNumber(1),
    invitedBy: userId(),
    inviterSnapshot: optional(
      embedded<InviterSnapshot>({
        membershipId: withStoredName('membership', id('Membership')),
        demotions: optional(wholeNumber(1)),
        restoreCount: wholeNumber(0),
      }),
    ),
    invitedAt: date,
    expiresAt: date,
    state: oneOf(invitationStates),
    emailSentCount: wholeNumber(0),
    lastEmailSentAt: optional(date),
    delivery,
    sendWindow: embedded<SendWindow>({ startedAt: date, count: wholeNumber(1), lastAt: date }),
    closedAt: optional(date),
    closedBy: optional(userId()),
    ...timestampFields,
  },
  visibility: invitationFieldVisibility,
  indexes: [
    {
      name: 'invitations.pending', // INV-22
      key: { organization: 1, emailKey: 1 },
      unique: true,
      ...pendingPartialIndex,
    },
    { name: 'invitations.by_state', key: { organization: 1, state: 1, _id: 1, expiresAt: 1 } },
    {
      name: 'invitations.by_organization_and_email',
      key: { organization: 1, emailKey: 1, state: 1, _id: 1 },
    },
    { name: 'invitations.by_email', key: { emailKey: 1, state: 1, _id: 1, expiresAt: 1 } },
    {
      name: 'invitations.by_inviter',
      key: { invitedBy: 1, _id: 1, organization: 1 },
      ...pendingPartialIndex,
    },
    { name: 'invitations.by_kid', key: { kid: 1, _id: 1, expiresAt: 1 }, ...pendingPartialIndex },
    { name: 'invitations.by_expiry_time', key: { expiresAt: 1, _id: 1 }, ...pendingPartialIndex },
    {
      name: 'invitations.by_closed_at',
      key: { closedAt: 1, _id: 1 },
      partialFilterExpression: { closedAt: { $exists: true } },
    },
    {
      ...nextAttemptIndex,
      name: 'invitations.by_next_attempt',
      key: { ...nextAttemptIndex.key, expiresAt: 1, organization: 1 },
    },
  ],
});
