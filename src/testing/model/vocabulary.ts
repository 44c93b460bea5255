// The values and limits of random sequences: few values, so that they often collide, and limits low enough to be reached.

import type { JsonValue } from '../../domain/shared/json.js';
import type { Policy } from '../../domain/shared/policy-limits.js';

export const emailAddresses: readonly string[] = [
  'ada@example.com',
  'bo@example.com',
  'cy.lin@gmail.com',
  'dee@example.com',
  'eve@example.com',
  'Ada@Example.com',
  'cylin+work@gmail.com',
];

/** Ids that an embedding service chose. Two differ only in case. */
export const ownUserIds: readonly string[] = [
  'auth0|1',
  '507f1f77bcf86cd79943901a',
  '507F1F77BCF86CD79943901A',
  '0190b6e2-7c1f-7a3b-8d42-5f0f3c1e9a77',
];

export const externalId = 'cus_A1';
export const externalIdInOtherCase = 'cus_a1';

/** Values of metadata. Of the long one, an object can hold one and not two. */
export const metadataValues: readonly JsonValue[] = [
  'pro',
  '507f1f77bcf86cd799439011',
  { seats: 3, tags: ['a', null] },
  'x'.repeat(9_000),
];

export const invalidEmailAddress = 'ada at example';

export const organizationNames: readonly string[] = [
  'Acme',
  'acme!',
  "Ada's  Lab",
  'Ada',
  'Support',
  '2024',
  '日本',
];

export const invalidNames: readonly string[] = [
  '',
  '<b>Acme</b>',
  '!!!',
  'a'.repeat(101),
  'win at http://evil.com',
];

/** Names that a person can sign up with, but that are not stored as they are. */
export const unusualPersonNames: readonly string[] = [
  '',
  '!!!',
  '<b>Ada</b>',
  'at http://evil.com',
];

export const validSlugs: readonly string[] = ['acme', 'acme-2', 'ada', 'bo', 'guild', 'hall'];

export const invalidSlugs: readonly string[] = [
  '',
  'Acme',
  '-a',
  '2024',
  'support',
  'a'.repeat(40),
  'a'.repeat(24),
];

const daySeconds = 86_400;

/** Limits that a sequence of some ten commands can reach. */
export const lowLimitPolicy: Partial<Policy> = {
  maxPendingInvitations: 3,
  resendCooldown: 20,
  maxDailySendsPerInvitation: 2,
  maxOrganizationsPerUser: 2,
  maxInvitationsPerInviter: 5,
  maxInvitationsPerAddress: 3,
  maxInvitationsPerAddressOverall: 2,
  invitationRetention: 20 * daySeconds,
  maxFormerSlugs: 1,
  slugChangeInterval: 60,
  restoreWindow: 7 * daySeconds,
  journalRetention: 90 * daySeconds,
  maxAppsPerOrganization: 2,
  maxDailyAppsPerUser: 3,
  maxDailySubmissionsPerOrganization: 4,
  maxClaimsPerReviewer: 1,
  approvalLifetime: 6 * daySeconds,
  reviewCoolingOffPeriod: daySeconds,
  maxKeysPerOwner: 2,
  keyRotationOverlap: 600,
};

/** How many seconds the clock may jump, with weights. */
export const weightedClockJumpSeconds: readonly (readonly [weight: number, seconds: number])[] = [
  [2, 1],
  [2, 29],
  [4, 60],
  [3, 600],
  [3, 3_600],
  [3, daySeconds],
  [3, 8 * daySeconds],
  [2, 31 * daySeconds],
  [1, 91 * daySeconds],
];
