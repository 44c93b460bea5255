// The collections of the aggregates: which fields their documents have, by which rules, and which indexes the questions to them need.

import {
  type Invitation,
  type InviterMark,
  invitationStates,
  type SendWindow,
} from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization, Profile } from '../../domain/organization/organization.js';
import { roles } from '../../domain/organization/role.js';
import {
  invitationFields,
  membershipFields,
  organizationFields,
  userFields,
} from '../../domain/shared/fields.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import { type EmailKey, parseEmail } from '../../domain/user/email.js';
import { type User, userStates } from '../../domain/user/user.js';
import type { MemberOfOrganization } from '../../ports/storage.js';
import { byNextAttempt, delivery } from './deliveries.js';
import {
  type DocumentedInvitation,
  type DocumentedMember,
  documentedInvitation,
  documentedMember,
} from './documented-fields.js';
import {
  count,
  date,
  type FieldsOf,
  flag,
  id,
  listOf,
  oneOf,
  optional,
  stored,
  text,
} from './fields.js';
import { embedded, listOfEmbedded, type Table, table } from './tables.js';
import {
  description,
  displayName,
  emailAddress,
  emailKey,
  languageTag,
  slug,
  tokenDigest,
  webAddress,
} from './values.js';
import { webhook } from './webhooks.js';

const timestamps = { createdAt: date, updatedAt: date } as const;

/** What a list of members shows of a person. */
export const personFields: FieldsOf<MemberOfOrganization['user']> = {
  id: stored('_id', id()),
  name: optional(displayName),
  email: emailAddress,
  state: oneOf(userStates),
};

export const users: Table<User> = table<User>({
  collection: 'users',
  model: 'User',
  fields: {
    ...personFields,
    emailKey,
    emailVerified: flag,
    defaultOrg: id('Organization'),
    blockedOrganizations: listOf(id('Organization')),
    suspendedAt: optional(date),
    deletedAt: optional(date),
    purgingSince: optional(date),
    ...timestamps,
  },
  derived: { isDeleted: { field: flag, of: ({ state }) => state === 'deleted' } },
  visibility: userFields,
  indexes: [
    { name: 'users.email', key: { emailKey: 1 }, unique: true },
    {
      name: 'users.by_deletion',
      key: { deletedAt: 1, _id: 1 },
      partialFilterExpression: { deletedAt: { $exists: true } },
    },
  ],
});

const profile: FieldsOf<Profile> = {
  website: optional(webAddress),
  contactEmail: emailAddress,
  description: optional(description),
  logo: optional(webAddress),
};

export const organizations: Table<Organization> = table<Organization>({
  collection: 'organizations',
  model: 'Organization',
  fields: {
    id: stored('_id', id()),
    name: displayName,
    slug,
    profile: embedded<Profile>(profile),
    foundedBy: id('User'),
    personalOf: optional(id('User')),
    ...timestamps,
    contactVerifiedAt: optional(date),
    slugChangedAt: optional(date),
    deletedAt: optional(date),
    restorations: count(0),
    purgingSince: optional(date),
    webhook: optional(webhook),
  },
  derived: {
    isDeleted: { field: flag, of: ({ deletedAt }) => deletedAt !== undefined },
    contactEmailKey: {
      field: emailKey,
      of: ({ profile: { contactEmail } }) => keyOf(contactEmail),
    },
  },
  mirrored: {
    members: optional(listOfEmbedded<DocumentedMember>(documentedMember)),
    pendingInvites: optional(listOfEmbedded<DocumentedInvitation>(documentedInvitation)),
  },
  visibility: organizationFields,
  indexes: [
    {
      name: 'organizations.personal',
      key: { personalOf: 1 },
      unique: true,
      partialFilterExpression: { personalOf: { $exists: true } },
    },
    { name: 'organizations.by_founder', key: { foundedBy: 1, isDeleted: 1 } },
    { name: 'organizations.by_contact', key: { contactEmailKey: 1, _id: 1 } },
    // Of those that are no personal ones: an equality with null is the only absence that such an index can name.
    {
      name: 'organizations.by_deletion',
      key: { deletedAt: 1, _id: 1 },
      partialFilterExpression: { personalOf: null, deletedAt: { $exists: true } },
    },
  ],
});

/** Undefined where the address is none, which its own field says. */
function keyOf(address: string): EmailKey | undefined {
  const email = parseEmail(address, []);
  return email.ok ? email.value.key : undefined;
}

export const membershipStates: readonly Membership['state'][] = ['active', 'ended'];

export const memberships: Table<Membership> = table<Membership>({
  collection: 'memberships',
  model: 'Membership',
  fields: {
    id: stored('_id', id()),
    organizationId: stored('organization', id('Organization')),
    userId: stored('user', id('User')),
    role: oneOf(roles),
    state: oneOf(membershipStates),
    joinedAt: date,
    leftAt: optional(date),
    endedBy: optional(id('User')),
    ...timestamps,
  },
  visibility: membershipFields,
  indexes: [
    {
      name: 'memberships.organization_user',
      key: { organization: 1, user: 1 },
      unique: true,
      partialFilterExpression: { state: 'active' },
    },
    // Holds all that a list of a user's organizations needs of a membership: of those whose organization is
    // deleted, no document is read.
    {
      name: 'memberships.by_user',
      key: { user: 1, state: 1, _id: 1, organization: 1, role: 1, joinedAt: 1 },
    },
    { name: 'memberships.by_organization', key: { organization: 1, state: 1, _id: 1 } },
    { name: 'memberships.by_role', key: { organization: 1, role: 1, state: 1, _id: 1, user: 1 } },
  ],
});

const onlyPending = { partialFilterExpression: { state: 'pending' } } as const;

export const invitations: Table<Invitation> = table<Invitation>({
  collection: 'invitations',
  model: 'Invitation',
  fields: {
    id: stored('_id', id()),
    organizationId: stored('organization', id('Organization')),
    email: emailAddress,
    emailKey,
    role: oneOf(roles),
    language: optional(languageTag),
    tokenDigest: tokenDigest,
    kid: text(),
    revision: count(1),
    invitedBy: id('User'),
    invitedAs: optional(
      embedded<InviterMark>({
        membershipId: stored('membership', id('Membership')),
        version: count(1),
        restorations: count(0),
      }),
    ),
    invitedAt: date,
    expiresAt: date,
    state: oneOf(invitationStates),
    emailSentCount: count(0),
    lastEmailSentAt: optional(date),
    delivery,
    sends: embedded<SendWindow>({ startedAt: date, count: count(1), lastAt: date }),
    closedAt: optional(date),
    closedBy: optional(id('User')),
    ...timestamps,
  },
  visibility: invitationFields,
  indexes: [
    {
      name: 'invitations.pending',
      key: { organization: 1, emailKey: 1 },
      unique: true,
      ...onlyPending,
    },
    { name: 'invitations.by_organization', key: { organization: 1, _id: 1 } },
    { name: 'invitations.by_state', key: { organization: 1, state: 1, _id: 1, expiresAt: 1 } },
    { name: 'invitations.by_expiry', key: { organization: 1, state: 1, expiresAt: 1 } },
    { name: 'invitations.by_addressee', key: { organization: 1, emailKey: 1, state: 1, _id: 1 } },
    { name: 'invitations.by_address', key: { emailKey: 1, _id: 1 } },
    {
      name: 'invitations.by_inviter',
      key: { invitedBy: 1, _id: 1, organization: 1 },
      ...onlyPending,
    },
    { name: 'invitations.by_key', key: { kid: 1, _id: 1, expiresAt: 1 }, ...onlyPending },
    { name: 'invitations.overdue', key: { expiresAt: 1, _id: 1 }, ...onlyPending },
    {
      name: 'invitations.by_closing',
      key: { closedAt: 1, _id: 1 },
      partialFilterExpression: { closedAt: { $exists: true } },
    },
    {
      ...byNextAttempt,
      name: 'invitations.by_next_attempt',
      key: { ...byNextAttempt.key, expiresAt: 1 },
    },
  ],
});

export const slugs: Table<SlugRecord> = table<SlugRecord>({
  collection: 'slugs',
  model: 'Slug',
  fields: {
    slug: stored('_id', slug),
    organizationId: id('Organization'),
    state: oneOf(['current', 'former']),
    since: date,
  },
  indexes: [{ name: 'slugs.by_organization', key: { organizationId: 1, _id: 1 } }],
});
