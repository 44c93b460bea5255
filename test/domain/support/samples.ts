// The people, the organization and the moment that the examples of these tests speak of.
import {
  type Invitation,
  type InvitationClaims,
  invite,
  parseTokenDigest,
  type TokenMark,
} from '../../../src/domain/organization/invitation.js';
import { join, type Membership } from '../../../src/domain/organization/membership.js';
import type { Role } from '../../../src/domain/organization/role.js';
import { type DisplayName, parseDisplayName } from '../../../src/domain/shared/display-name.js';
import {
  type InvitationId,
  type LeaseId,
  type MembershipId,
  type OrganizationId,
  parseInvitationId,
  parseLeaseId,
  parseMembershipId,
  parseOrganizationId,
  parseUserId,
  type UserId,
} from '../../../src/domain/shared/ids.js';
import { type LanguageTag, parseLanguageTag } from '../../../src/domain/shared/language.js';
import { hasCommonSuffix } from '../../../src/domain/shared/web-address.js';
import { type Email, parseEmail } from '../../../src/domain/user/email.js';
import { registerUser, type User } from '../../../src/domain/user/user.js';

function must<T>(value: T | null, text: string): T {
  if (value === null) throw new Error(`the sample "${text}" is none`);
  return value;
}

function hex(n: number, length = 24): string {
  return n.toString(16).padStart(length, '0');
}

export const userIdOf = (n: number): UserId => must(parseUserId(hex(n)), hex(n));
export const organizationIdOf = (n: number): OrganizationId =>
  must(parseOrganizationId(hex(n)), hex(n));
export const membershipIdOf = (n: number): MembershipId => must(parseMembershipId(hex(n)), hex(n));
export const invitationIdOf = (n: number): InvitationId => must(parseInvitationId(hex(n)), hex(n));
export const leaseIdOf = (n: number): LeaseId => must(parseLeaseId(hex(n)), hex(n));

export function nameOf(text: string): DisplayName {
  const name = parseDisplayName(text, hasCommonSuffix, []);
  return must(name.ok ? name.value : null, text);
}

export function languageOf(text: string): LanguageTag {
  const tag = parseLanguageTag(text, []);
  return must(tag.ok ? tag.value : null, text);
}

export function emailOf(text: string): Email {
  const email = parseEmail(text, []);
  return must(email.ok ? email.value : null, text);
}

/** Not on a whole second, so that rounding shows. */
export const now: Date = new Date('2026-11-22T12:00:00.250Z');

export function later(seconds: number, from: Date = now): Date {
  return new Date(from.getTime() + seconds * 1000);
}

export const mentra: OrganizationId = organizationIdOf(0xa);

export function userOf(n: number, change: Partial<User> = {}): User {
  const user = registerUser({
    id: userIdOf(n),
    email: emailOf(`user-${n}@mentra.glass`),
    emailVerified: true,
    personalOrganization: organizationIdOf(0xf00 + n),
    now,
  });
  return { ...user, ...change };
}

/** An active membership of user `n` in the organization. */
export function memberOf(n: number, role: Role, change: Partial<Membership> = {}): Membership {
  const membership = join({
    id: membershipIdOf(0xe00 + n),
    organizationId: mentra,
    userId: userIdOf(n),
    role,
    now,
  });
  return { ...membership, ...change };
}

export function claimsOf(revision: number, expiresAt: Date): InvitationClaims {
  return { organizationId: mentra, invitationId: invitationIdOf(0xb), revision, expiresAt };
}

export function tokenOf(n: number): TokenMark {
  return { kid: `k${n}`, digest: must(parseTokenDigest(hex(n, 64)), hex(n, 64)) };
}

/** A pending invitation of ada@example.com by user 1, made at `now`, that expires in an hour. */
export function pendingInvitation(change: Partial<Invitation> = {}): Invitation {
  const invitation = invite({
    email: emailOf('ada@example.com'),
    role: 'member',
    inviter: userIdOf(1),
    byMail: true,
    claims: claimsOf(1, later(3_600)),
    token: tokenOf(1),
    now,
  });
  return { ...invitation, ...change };
}
