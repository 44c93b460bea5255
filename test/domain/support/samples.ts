// The sample users, organization and time of these tests.
import {
  type Invitation,
  type InvitationTokenClaims,
  parseTokenDigest,
  type TokenFingerprint,
} from '../../../src/domain/organization/invitation.js';
import { createMembership, type Membership } from '../../../src/domain/organization/membership.js';
import type { Role } from '../../../src/domain/organization/role-permissions.js';
import {
  type RoleTable,
  roleTableOrThrow,
} from '../../../src/domain/organization/role-permissions.js';
import { createInvitation } from '../../../src/domain/organization/send-invitation.js';
import { type DisplayName, parseDisplayName } from '../../../src/domain/shared/display-name.js';
import {
  type DeliveryLeaseId,
  type InvitationId,
  type MembershipId,
  type OrganizationId,
  parseDeliveryLeaseId,
  parseInvitationId,
  parseMembershipId,
  parseOrganizationId,
  parseUserId,
  type UserId,
} from '../../../src/domain/shared/ids.js';
import { type LanguageTag, parseLanguageTag } from '../../../src/domain/shared/language-tag.js';
import { type EmailWithKey, parseEmail } from '../../../src/domain/user/email.js';
import { registerUser, type User } from '../../../src/domain/user/user.js';

function assertSample<T>(value: T | null, text: string): T {
  if (value === null) throw new Error(`the sample "${text}" is none`);
  return value;
}

function hex(n: number, length = 24): string {
  return n.toString(16).padStart(length, '0');
}

export const userIdOf = (n: number): UserId => assertSample(parseUserId(hex(n)), hex(n));
export const organizationIdOf = (n: number): OrganizationId =>
  assertSample(parseOrganizationId(hex(n)), hex(n));
export const membershipIdOf = (n: number): MembershipId =>
  assertSample(parseMembershipId(hex(n)), hex(n));
export const invitationIdOf = (n: number): InvitationId =>
  assertSample(parseInvitationId(hex(n)), hex(n));
export const leaseIdOf = (n: number): DeliveryLeaseId =>
  assertSample(parseDeliveryLeaseId(hex(n)), hex(n));

export function toDisplayName(text: string): DisplayName {
  const name = parseDisplayName(text, []);
  return assertSample(name.ok ? name.value : null, text);
}

export function toLanguageTag(text: string): LanguageTag {
  const tag = parseLanguageTag(text, []);
  return assertSample(tag.ok ? tag.value : null, text);
}

export function toEmail(text: string): EmailWithKey {
  const email = parseEmail(text, []);
  return assertSample(email.ok ? email.value : null, text);
}

/** Not a whole second, so that tests see rounding. */
export const now: Date = new Date('2026-11-22T12:00:00.250Z');

export function secondsLater(seconds: number, from: Date = now): Date {
  return new Date(from.getTime() + seconds * 1000);
}

export const mentraId: OrganizationId = organizationIdOf(0xa);

export function sampleUser(n: number, change: Partial<User> = {}): User {
  const user = registerUser({
    id: userIdOf(n),
    email: toEmail(`user-${n}@mentra.glass`),
    emailVerified: true,
    personalOrganization: organizationIdOf(0xf00 + n),
    now,
  });
  return { ...user, ...change };
}

/** An active membership of user `n` in the organization. */
export function sampleMember(n: number, role: Role, change: Partial<Membership> = {}): Membership {
  const membership = createMembership({
    id: membershipIdOf(0xe00 + n),
    organizationId: mentraId,
    userId: userIdOf(n),
    role,
    now,
  });
  return { ...membership, ...change };
}

export function sampleClaims(revision: number, expiresAt: Date): InvitationTokenClaims {
  return { organizationId: mentraId, invitationId: invitationIdOf(0xb), revision, expiresAt };
}

export function sampleTokenFingerprint(n: number): TokenFingerprint {
  return { kid: `k${n}`, digest: assertSample(parseTokenDigest(hex(n, 64)), hex(n, 64)) };
}

/** A pending invitation of ada@example.com by user 1. It was created at `now` and expires in an hour. */
export function pendingInvitation(change: Partial<Invitation> = {}): Invitation {
  const invitation = createInvitation({
    email: toEmail('ada@example.com'),
    role: 'member',
    inviter: userIdOf(1),
    byMail: true,
    claims: sampleClaims(1, secondsLater(3_600)),
    token: sampleTokenFingerprint(1),
    now,
  });
  return { ...invitation, ...change };
}

/** The roles of a service that has none of its own. */
export const builtInRoleTable: RoleTable = roleTableOrThrow();
