// The collections: which fields their documents have, by which rules, and which indexes the questions to them need.

import { actions, type CommandEntry } from '../../domain/journal/entry.js';
import { type Message, messageKinds } from '../../domain/journal/message.js';
import {
  type Invitation,
  type InviterMark,
  invitationStates,
  type SendWindow,
} from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization, Profile } from '../../domain/organization/organization.js';
import { roles } from '../../domain/organization/role.js';
import { type Delivery, deliveryStates, type Lease } from '../../domain/shared/delivery.js';
import {
  invitationFields,
  membershipFields,
  organizationFields,
  userFields,
} from '../../domain/shared/fields.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import { type User, userStates } from '../../domain/user/user.js';
import type { Collections, MemberOfOrganization } from '../../ports/storage.js';
import {
  count,
  date,
  type Field,
  type FieldsOf,
  flag,
  id,
  listOf,
  oneOf,
  optional,
  plain,
  stored,
  text,
} from './fields.js';
import { embedded, type Table, table } from './tables.js';
import {
  description,
  displayName,
  emailAddress,
  emailKey,
  messageId,
  operationId,
  slug,
  tokenDigest,
  webAddress,
} from './values.js';

/** A journal entry as one row: a fence has none of the optional fields, a command all but the last. */
export interface EntryFields extends Partial<Omit<CommandEntry, 'kind' | 'id' | 'at'>> {
  readonly kind: 'command' | 'fence';
  readonly id: CommandEntry['id'];
  readonly at: Date;
}

type Tables = { readonly [C in keyof Collections]: Table<Collections[C]> } & {
  readonly journal: Table<EntryFields>;
  readonly outbox: Table<Message>;
};
export type TableName = keyof Tables;

const timestamps = { createdAt: date, updatedAt: date } as const;

const delivery: Field<Delivery> = embedded<Delivery>({
  state: oneOf(deliveryStates),
  attempts: count(0),
  nextAttemptAt: optional(date),
  lease: optional(embedded<Lease>({ id: id(), until: date })),
});

/** For a relay that looks for what is due: only what is queued stands in it. */
const byNextAttempt = {
  key: { 'delivery.nextAttemptAt': 1, _id: 1, 'delivery.lease.until': 1 },
  partialFilterExpression: { 'delivery.state': 'queued' },
} as const;

/** What a list of members shows of a person. */
export const personFields: FieldsOf<MemberOfOrganization['user']> = {
  id: stored('_id', id()),
  name: optional(displayName),
  email: emailAddress,
  state: oneOf(userStates),
};

const users: Table<User> = table<User>({
  collection: 'users',
  model: 'User',
  fields: {
    ...personFields,
    emailKey,
    emailVerified: flag,
    defaultOrg: id('Organization'),
    ...timestamps,
  },
  derived: {
    isDeleted: { field: flag, of: ({ state }) => state === 'deleted' },
    deletedAt: {
      field: optional(date),
      of: ({ state, updatedAt }) => (state === 'deleted' ? updatedAt : undefined),
    },
  },
  visibility: userFields,
  indexes: [{ name: 'users.email', key: { emailKey: 1 }, unique: true }],
});

const profile: FieldsOf<Profile> = {
  website: optional(webAddress),
  contactEmail: emailAddress,
  description: optional(description),
  logo: optional(webAddress),
};

const organizations: Table<Organization> = table<Organization>({
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
    deletedAt: optional(date),
  },
  derived: { isDeleted: { field: flag, of: ({ deletedAt }) => deletedAt !== undefined } },
  visibility: organizationFields,
  indexes: [
    {
      name: 'organizations.personal',
      key: { personalOf: 1 },
      unique: true,
      partialFilterExpression: { personalOf: { $exists: true } },
    },
    { name: 'organizations.by_founder', key: { foundedBy: 1, isDeleted: 1 } },
  ],
});

const memberships: Table<Membership> = table<Membership>({
  collection: 'memberships',
  model: 'Membership',
  fields: {
    id: stored('_id', id()),
    organizationId: stored('organization', id('Organization')),
    userId: stored('user', id('User')),
    role: oneOf(roles),
    state: oneOf(['active', 'ended']),
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

const invitations: Table<Invitation> = table<Invitation>({
  collection: 'invitations',
  model: 'Invitation',
  fields: {
    id: stored('_id', id()),
    organizationId: stored('organization', id('Organization')),
    email: emailAddress,
    emailKey,
    role: oneOf(roles),
    tokenDigest: tokenDigest,
    kid: text(),
    revision: count(1),
    invitedBy: id('User'),
    invitedAs: optional(
      embedded<InviterMark>({
        membershipId: stored('membership', id('Membership')),
        version: count(1),
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
      partialFilterExpression: { state: 'pending' },
    },
    { name: 'invitations.by_organization', key: { organization: 1, _id: 1 } },
    { name: 'invitations.by_state', key: { organization: 1, state: 1, _id: 1, expiresAt: 1 } },
    { name: 'invitations.by_expiry', key: { organization: 1, state: 1, expiresAt: 1 } },
    { name: 'invitations.by_inviter', key: { organization: 1, invitedBy: 1, state: 1, _id: 1 } },
    {
      ...byNextAttempt,
      name: 'invitations.by_next_attempt',
      key: { ...byNextAttempt.key, expiresAt: 1 },
    },
  ],
});

const slugs: Table<SlugRecord> = table<SlugRecord>({
  collection: 'slugs',
  model: 'Slug',
  fields: {
    slug: stored('_id', slug),
    organizationId: id('Organization'),
    state: oneOf(['current', 'former']),
    since: date,
  },
  indexes: [],
});

const journal: Table<EntryFields> = table<EntryFields>({
  collection: 'journal',
  model: 'JournalEntry',
  fields: {
    id: stored('_id', operationId),
    kind: oneOf(['command', 'fence']),
    at: date,
    actor: optional(plain('object')),
    action: optional(oneOf(actions)),
    subject: optional(plain('object')),
    organizations: optional(listOf(id('Organization'))),
    facts: optional(plain('array')),
    inputDigest: optional(text()),
    answer: optional(plain('object')),
  },
  indexes: [{ name: 'journal.by_organization', key: { organizations: 1, at: 1, _id: 1 } }],
});

const outbox: Table<Message> = table<Message>({
  collection: 'outbox',
  model: 'OutboxMessage',
  fields: {
    id: stored('_id', messageId),
    kind: oneOf(messageKinds),
    to: id('User'),
    organizationId: stored('organization', id('Organization')),
    membershipId: stored('membership', id('Membership')),
    revision: count(1),
    delivery,
    createdAt: date,
  },
  indexes: [{ ...byNextAttempt, name: 'outbox.by_next_attempt' }],
});

export const tables: Tables = {
  users,
  organizations,
  memberships,
  invitations,
  slugs,
  journal,
  outbox,
};
