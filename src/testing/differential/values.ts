// The few values of a small world. So few that rows meet, and each as like another as the port allows: texts that differ
// in case, in compatibility form or at their end only, and times that differ by a millisecond.

import { type PackageName, packageNameOrThrow } from '../../domain/app/package-name.js';
import type { ExternalId } from '../../domain/organization/external-id.js';
import { parseRole, type Role } from '../../domain/organization/role-permissions.js';
import type { DisplayName } from '../../domain/shared/display-name.js';
import {
  type ApiKeyId,
  type AppId,
  type DeliveryLeaseId,
  type InvitationId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  parseOperationId,
  parseUserId,
  type SubmissionId,
  type UserId,
} from '../../domain/shared/ids.js';
import { type Slug, slugOrThrow } from '../../domain/slug/slug.js';
import type { EmailAddress, EmailKey, EmailWithKey } from '../../domain/user/email.js';
import { apiKeyId, appId, submissionId } from '../contract/app-fixtures.js';
import { foundOrThrow } from '../contract/assertions.js';
import {
  atMinute,
  displayNameOrThrow,
  emailWithKeyOrThrow,
  externalIdOrThrow,
  hexId,
  invitationId,
  leaseId,
  membershipId,
  organizationId,
} from '../contract/fixtures.js';

const numbers = [1, 2, 3] as const;
const manyNumbers = [1, 2, 3, 4, 5, 6] as const;

/** A whole minute, the last millisecond before it and the first after it. Rows have these times, and reads ask for them. */
export const moments: readonly Date[] = [-1, 0, 1].map(
  (ms) => new Date(atMinute(0).getTime() + ms),
);

/** A minute after each moment. */
export const laterMoments: readonly Date[] = moments.map((at) => new Date(at.getTime() + 60_000));

export const limits = [1, 2, 100] as const;

export const userIds: readonly UserId[] = [
  'auth0|ada',
  'auth0|Ada',
  '507f1f77bcf86cd799439011',
  'u'.repeat(128),
  `${'u'.repeat(127)}v`,
].map((text) => foundOrThrow(parseUserId(text), 'a user id'));
export const organizationIds: readonly OrganizationId[] = numbers.map(organizationId);
export const membershipIds: readonly MembershipId[] = manyNumbers.map(membershipId);
export const invitationIds: readonly InvitationId[] = manyNumbers.map(invitationId);
export const appIds: readonly AppId[] = [...numbers, 4].map(appId);
export const submissionIds: readonly SubmissionId[] = manyNumbers.map(submissionId);
export const apiKeyIds: readonly ApiKeyId[] = numbers.map(apiKeyId);
export const leaseIds: readonly DeliveryLeaseId[] = numbers.map(leaseId);

/** The id of the operation with this number. Some are below and some above all ids of invitations. */
export function operationIdAt(n: number): OperationId {
  return foundOrThrow(parseOperationId(hexId(n % 2 === 0 ? '0' : 'e', n)), 'an operation id');
}

/** All but the last label of a domain, of 187 characters. */
const longHost = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(57)}.example`;

/** U+10437 is one character and two code units, the first of which is less than ﬁ. */
export const emails: readonly EmailWithKey[] = [
  'ﬁ@example.org',
  'fi@example.org',
  '\u{10437}é@example.org',
  '\u{10437}É@example.org',
  `fi@${longHost}.org`,
  `fi@${longHost}.net`,
].map(emailWithKeyOrThrow);
export const emailKeys: readonly EmailKey[] = emails.map(({ key }) => key);

/** The address in another spelling with the same key. */
export function otherSpelling(address: EmailAddress): EmailAddress {
  return emailWithKeyOrThrow(address.replace('.example', '.EXAMPLE').replace('@ex', '@EX')).address;
}

export const names: readonly DisplayName[] = ['Ada', 'ADÁ', 'Ada Labs', '\u{10437}'].map(
  displayNameOrThrow,
);
/** Beginnings of name keys. */
export const namePrefixes = ['', 'ada '] as const;

export const slugs: readonly Slug[] = ['ada-labs', 'ada-labs-1', 'adb-labs'].map(slugOrThrow);
export const externalIds: readonly ExternalId[] = [
  'a',
  'A',
  `${'x'.repeat(127)}1`,
  `${'x'.repeat(127)}2`,
].map(externalIdOrThrow);
export const packageNames: readonly PackageName[] = [
  'org.example.app',
  'org.example.app.pro',
  `org.${'x'.repeat(195)}1`,
  `org.${'x'.repeat(195)}2`,
].map(packageNameOrThrow);

export const roles: readonly Role[] = [
  'admin',
  'member',
  'viewer',
  'a',
  'long-name_with-32-characters-000',
].map((name) => foundOrThrow(parseRole(name), 'a role'));
export const signingKeyIds = ['k1', 'k2'] as const;
