// Rows to check storages with; those of apps are in a file of their own. Numbers make them distinct and order their ids; everything else is as the rules make it.

import type { CommandEntry, FenceEntry } from '../../domain/journal/entry.js';
import { messageIdOf, type Notice } from '../../domain/journal/message.js';
import { type Invitation, parseTokenDigest } from '../../domain/organization/invitation.js';
import { join, type Membership } from '../../domain/organization/membership.js';
import {
  found as foundOrganization,
  type Organization,
} from '../../domain/organization/organization.js';
import { notToSend, queued } from '../../domain/shared/delivery.js';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import {
  type InvitationId,
  type LeaseId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  parseInvitationId,
  parseLeaseId,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseUserId,
  type UserId,
} from '../../domain/shared/ids.js';
import { hasCommonSuffix } from '../../domain/shared/web-address.js';
import { type SlugRecord, slugOf } from '../../domain/slug/slug.js';
import { type Email, parseEmail } from '../../domain/user/email.js';
import { registerUser, type User } from '../../domain/user/user.js';
import { found } from './expectations.js';

const start = Date.UTC(2026, 0, 5, 9, 30);

/** So many minutes after the moment at which specimens are made. */
export function at(minutes: number): Date {
  return new Date(start + minutes * 60_000);
}

export function userId(n: number): UserId {
  return found(parseUserId(hexOf('a', n)), 'a user id');
}

export function organizationId(n: number): OrganizationId {
  return found(parseOrganizationId(hexOf('b', n)), 'an organization id');
}

function membershipId(n: number): MembershipId {
  return found(parseMembershipId(hexOf('c', n)), 'a membership id');
}

export function invitationId(n: number): InvitationId {
  return found(parseInvitationId(hexOf('d', n)), 'an invitation id');
}

export function operationId(n: number): OperationId {
  return found(parseOperationId(hexOf('e', n)), 'an operation id');
}

export function leaseId(n: number): LeaseId {
  return found(parseLeaseId(hexOf('f', n)), 'a lease id');
}

/** An id that begins with the digit of its kind and ends with the number. */
export function hexOf(digit: string, n: number): string {
  return `${digit}${n.toString(16).padStart(23, '0')}`;
}

export function email(text: string): Email {
  const read = parseEmail(text, []);
  if (!read.ok) throw new Error(`"${text}" is no e-mail address`);
  return read.value;
}

/** The fields of a row that hold an address and its key. */
export function addressed(text: string): Pick<User, 'email' | 'emailKey'> {
  const { address, key } = email(text);
  return { email: address, emailKey: key };
}

export function name(text: string): DisplayName {
  const read = parseDisplayName(text, hasCommonSuffix, []);
  if (!read.ok) throw new Error(`"${text}" is no display name`);
  return read.value;
}

export function user(n: number, about: Partial<User> = {}): User {
  const registered = registerUser({
    id: userId(n),
    email: email(`person-${n}@example.org`),
    emailVerified: false,
    name: name(`Person ${n}`),
    personalOrganization: organizationId(n),
    now: at(0),
  });
  return { ...registered, ...about };
}

export function organization(n: number, about: Partial<Organization> = {}): Organization {
  const { organization: made } = foundOrganization({
    id: organizationId(n),
    membershipId: membershipId(n),
    name: name(`Organization ${n}`),
    slug: slugOf(`organization-${n}`),
    profile: { website: 'https://example.org/', description: 'What we do.' },
    founder: user(n),
    personal: false,
    now: at(0),
  });
  return { ...made, ...about };
}

export function slugRecord(
  slug: string,
  { id }: Pick<Organization, 'id'>,
  about: Partial<SlugRecord> = {},
): SlugRecord {
  return { slug: slugOf(slug), organizationId: id, state: 'current', since: at(0), ...about };
}

/** An active one of a plain member. */
export function membership(
  n: number,
  { id }: Pick<Organization, 'id'>,
  member: Pick<User, 'id'>,
  about: Partial<Membership> = {},
): Membership {
  const joined = join({
    id: membershipId(n),
    organizationId: id,
    userId: member.id,
    role: 'member',
    now: at(0),
  });
  return { ...joined, ...about };
}

export function ended(row: Membership, by?: Pick<User, 'id'>): Membership {
  const over: Membership = { ...row, state: 'ended', leftAt: at(1), updatedAt: at(1) };
  return by === undefined ? over : { ...over, endedBy: by.id };
}

/** A pending one for a whole day, with nothing to send. */
export function invitation(
  n: number,
  { id }: Pick<Organization, 'id'>,
  inviter: Pick<User, 'id'>,
  about: Partial<Invitation> = {},
): Invitation {
  return {
    id: invitationId(n),
    organizationId: id,
    ...addressed(`invitee-${n}@example.org`),
    role: 'member',
    tokenDigest: found(parseTokenDigest(n.toString(16).padStart(64, '0')), 'a token digest'),
    kid: 'k1',
    revision: 1,
    invitedBy: inviter.id,
    invitedAt: at(0),
    expiresAt: at(24 * 60),
    state: 'pending',
    emailSentCount: 0,
    delivery: notToSend,
    sends: { startedAt: at(0), count: 1, lastAt: at(0) },
    createdAt: at(0),
    updatedAt: at(0),
    ...about,
  };
}

/** An entry of no organization. */
export function entry(n: number, about: Partial<CommandEntry> = {}): CommandEntry {
  return {
    kind: 'command',
    id: operationId(n),
    at: at(n),
    actor: { kind: 'system', reason: 'contract' },
    action: 'user.register',
    subject: { kind: 'user', id: userId(n) },
    organizations: [],
    facts: [{ type: 'user_registered', userId: userId(n) }],
    answer: { userId: userId(n) },
    ...about,
  };
}

export function fence(id: OperationId): FenceEntry {
  return { kind: 'fence', id, at: at(0) };
}

/** One that is due at once. */
export function message(id: OperationId, index: number, about: Partial<Notice> = {}): Notice {
  return {
    id: messageIdOf(id, index),
    kind: 'role_changed',
    to: userId(index),
    organizationId: organizationId(1),
    membershipId: membershipId(index),
    revision: 1,
    delivery: queued(at(0)),
    createdAt: at(0),
    ...about,
  };
}
