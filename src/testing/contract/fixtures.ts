// Users, organizations, memberships, invitations, slugs and journal entries for the clauses. Rows with different
// numbers have different ids, in the order of the numbers. All other fields are what the domain functions return.

import type { CommandEntry, FenceEntry } from '../../domain/journal/journal-entry.js';
import {
  messageIdOf,
  type NotificationMessage,
  type WebhookMessage,
} from '../../domain/journal/outbox-message.js';
import { createOrganization } from '../../domain/organization/create-organization.js';
import { type ExternalId, parseExternalId } from '../../domain/organization/external-id.js';
import { type Invitation, parseTokenDigest } from '../../domain/organization/invitation.js';
import { createMembership, type Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import { noDelivery, queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import {
  type DeliveryLeaseId,
  type InvitationId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  parseDeliveryLeaseId,
  parseInvitationId,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseUserId,
  type UserId,
} from '../../domain/shared/ids.js';
import { type SlugRecord, slugOrThrow } from '../../domain/slug/slug.js';
import { type EmailWithKey, parseEmail } from '../../domain/user/email.js';
import { registerUser, type User } from '../../domain/user/user.js';
import { foundOrThrow } from './assertions.js';

const fixtureStartMs = Date.UTC(2026, 0, 5, 9, 30);

/** The time at which the fixtures are created, plus `minutes`. */
export function atMinute(minutes: number): Date {
  return new Date(fixtureStartMs + minutes * 60_000);
}

/** The embedding service chooses the ids of its users, so all clauses run with ids of every kind. Only those of users are in no order. */
export function userId(n: number): UserId {
  const hex = hexId('a', n);
  const forms = [
    hex.toUpperCase(),
    hex,
    `0190b6e2-7c1f-7a3b-8d42-${hex.slice(-12)}`,
    `auth0|${n}`,
    `Person.${n}+{id}@example.org`,
  ];
  return foundOrThrow(parseUserId(forms[n % forms.length] ?? hex), 'a user id');
}

export function organizationId(n: number): OrganizationId {
  return foundOrThrow(parseOrganizationId(hexId('b', n)), 'an organization id');
}

export function membershipId(n: number): MembershipId {
  return foundOrThrow(parseMembershipId(hexId('c', n)), 'a membership id');
}

export function invitationId(n: number): InvitationId {
  return foundOrThrow(parseInvitationId(hexId('d', n)), 'an invitation id');
}

export function operationId(n: number): OperationId {
  return foundOrThrow(parseOperationId(hexId('e', n)), 'an operation id');
}

export function leaseId(n: number): DeliveryLeaseId {
  return foundOrThrow(parseDeliveryLeaseId(hexId('f', n)), 'a lease id');
}

/** An id that starts with the digit of its kind and ends with the number. */
export function hexId(kindDigit: string, n: number): string {
  return `${kindDigit}${n.toString(16).padStart(23, '0')}`;
}

export function emailWithKeyOrThrow(text: string): EmailWithKey {
  const read = parseEmail(text, []);
  if (!read.ok) throw new Error(`"${text}" is not an e-mail address`);
  return read.value;
}

/** The two fields of a row for an address: the address and its key. */
export function emailFields(text: string): Pick<User, 'email' | 'emailKey'> {
  const { address, key } = emailWithKeyOrThrow(text);
  return { email: address, emailKey: key };
}

export function displayNameOrThrow(text: string): DisplayName {
  const read = parseDisplayName(text, []);
  if (!read.ok) throw new Error(`"${text}" is not a display name`);
  return read.value;
}

export function userIdOrThrow(text: string): UserId {
  return foundOrThrow(parseUserId(text), 'a user id');
}

export function externalIdOrThrow(text: string): ExternalId {
  return foundOrThrow(parseExternalId(text), 'an external id');
}

export function user(n: number, overrides: Partial<User> = {}): User {
  const registered = registerUser({
    id: userId(n),
    email: emailWithKeyOrThrow(`person-${n}@example.org`),
    emailVerified: false,
    name: displayNameOrThrow(`Person ${n}`),
    personalOrganization: organizationId(n),
    now: atMinute(0),
  });
  return { ...registered, ...overrides };
}

/** A user whose id is of the kind that other rows have: those of different numbers are in the order of the numbers. */
export function userWithHexId(n: number, overrides: Partial<User> = {}): User {
  return user(n, { id: foundOrThrow(parseUserId(hexId('a', n)), 'a user id'), ...overrides });
}

export function organization(n: number, overrides: Partial<Organization> = {}): Organization {
  const { organization: made } = createOrganization({
    id: organizationId(n),
    membershipId: membershipId(n),
    name: displayNameOrThrow(`Organization ${n}`),
    slug: slugOrThrow(`organization-${n}`),
    profile: { website: 'https://example.org/', description: 'What we do.' },
    creator: user(n),
    isPersonal: false,
    now: atMinute(0),
  });
  return { ...made, ...overrides };
}

export function slugRecord(
  slug: string,
  { id }: Pick<Organization, 'id'>,
  overrides: Partial<SlugRecord> = {},
): SlugRecord {
  return {
    slug: slugOrThrow(slug),
    organizationId: id,
    state: 'current',
    since: atMinute(0),
    ...overrides,
  };
}

/** An active membership with the role `member`. */
export function membership(
  n: number,
  { id }: Pick<Organization, 'id'>,
  member: Pick<User, 'id'>,
  overrides: Partial<Membership> = {},
): Membership {
  const joined = createMembership({
    id: membershipId(n),
    organizationId: id,
    userId: member.id,
    role: 'member',
    now: atMinute(0),
  });
  return { ...joined, ...overrides };
}

export function endedMembership(row: Membership, endedBy?: Pick<User, 'id'>): Membership {
  const ended: Membership = { ...row, state: 'ended', leftAt: atMinute(1), updatedAt: atMinute(1) };
  return endedBy === undefined ? ended : { ...ended, endedBy: endedBy.id };
}

/** A pending invitation that expires after a day, without a mail. */
export function invitation(
  n: number,
  { id }: Pick<Organization, 'id'>,
  inviter: Pick<User, 'id'>,
  overrides: Partial<Invitation> = {},
): Invitation {
  return {
    id: invitationId(n),
    organizationId: id,
    ...emailFields(`invitee-${n}@example.org`),
    role: 'member',
    tokenDigest: foundOrThrow(parseTokenDigest(n.toString(16).padStart(64, '0')), 'a token digest'),
    kid: 'k1',
    revision: 1,
    invitedBy: inviter.id,
    invitedAt: atMinute(0),
    expiresAt: atMinute(24 * 60),
    state: 'pending',
    emailSentCount: 0,
    delivery: noDelivery,
    sendWindow: { startedAt: atMinute(0), count: 1, lastAt: atMinute(0) },
    createdAt: atMinute(0),
    updatedAt: atMinute(0),
    ...overrides,
  };
}

/** A command's entry that is in no organization's journal. */
export function commandEntry(n: number, overrides: Partial<CommandEntry> = {}): CommandEntry {
  return {
    kind: 'command',
    id: operationId(n),
    at: atMinute(n),
    actor: { kind: 'system', reason: 'contract' },
    action: 'user.register',
    subject: { kind: 'user', id: userId(n) },
    auditOrganizationIds: [],
    events: [{ type: 'user_registered', userId: userId(n) }],
    replayIds: { userId: userId(n) },
    ...overrides,
  };
}

export function fenceEntry(id: OperationId): FenceEntry {
  return { kind: 'fence', id, at: atMinute(0) };
}

/** An event of an organization that is due at minute 0. */
export function webhookMessage(
  id: OperationId,
  index: number,
  overrides: Partial<WebhookMessage> = {},
): WebhookMessage {
  return {
    id: messageIdOf(id, index),
    kind: 'event',
    eventType: 'organization.renamed',
    organizationId: organizationId(1),
    relatedIds: {},
    revision: 1,
    delivery: queuedDelivery(atMinute(0)),
    createdAt: atMinute(0),
    ...overrides,
  };
}

/** A notification that is due at minute 0. */
export function notificationMessage(
  id: OperationId,
  index: number,
  overrides: Partial<NotificationMessage> = {},
): NotificationMessage {
  return {
    id: messageIdOf(id, index),
    kind: 'role_changed',
    to: userId(index),
    organizationId: organizationId(1),
    membershipId: membershipId(index),
    revision: 1,
    delivery: queuedDelivery(atMinute(0)),
    createdAt: atMinute(0),
    ...overrides,
  };
}
