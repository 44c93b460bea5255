// The policy: all limits and durations that an embedder can set, and when a review needs two approvals.

import { dayInSeconds } from './time.js';

/** All values of `secondApproval`. */
export const secondApprovalPolicies = ['new_apps_and_big_updates', 'never'] as const;
/** Which submissions need the approval of two reviewers. `never` is for a desk with one reviewer. */
export type SecondApprovalPolicy = (typeof secondApprovalPolicies)[number];

/** All values of `webhookVerification`. */
export const webhookVerificationPolicies = ['challenge', 'none'] as const;
/** Whether the receiver at the URL of a webhook must answer a challenge before it is sent events. */
export type WebhookVerificationPolicy = (typeof webhookVerificationPolicies)[number];

/** All values of `personalOrganizations`. */
export const personalOrganizationPolicies = ['at_registration', 'on_demand', 'never'] as const;
/** When a user gets an organization of their own. */
export type PersonalOrganizationPolicy = (typeof personalOrganizationPolicies)[number];

/** What an embedder can set, each with its default and its bounds. Durations are in seconds. */
export interface Policy {
  /** How long an invitation can be accepted. Default 7 days; 1 hour to 30 days. As at GitHub, npm, Auth0 and WorkOS. */
  readonly invitationLifetime: number;
  /** Pending invitations that one organization may have. Default 100; 1 to 100,000. As at Sentry. */
  readonly maxPendingInvitations: number;
  /** Minimum time between two sends of one invitation. Default 60 seconds; 0 to 86,400. As at Logto. */
  readonly resendCooldown: number;
  /** Sends of one invitation in 24 hours. Default 10; 1 to 100. */
  readonly maxDailySendsPerInvitation: number;
  /** Organizations that one user may create. The personal one does not count, and deleted ones count until they are purged. Default 100; 1 to 100,000. As at Clerk. */
  readonly maxOrganizationsPerUser: number;
  /** Apps that one organization may have, including deleted ones that can be restored. Default 100; 1 to 10,000. */
  readonly maxAppsPerOrganization: number;
  /** Apps that one person may create in a day. Default 20; 1 to 10,000. */
  readonly maxDailyAppsPerUser: number;
  /** Submissions of one organization in a day, new and resubmitted. Default 50; 1 to 10,000. */
  readonly maxDailySubmissionsPerOrganization: number;
  /** Invitations that one person may send in a day, for the first time or again. Default 100; 1 to 100,000. As at Logto. */
  readonly maxInvitationsPerInviter: number;
  /** Invitations and notices that an organization may mail in a day to one rate-limit key of an address, invitations for the first time or again. Default 10; 1 to 1,000. As at GitHub. */
  readonly maxInvitationsPerAddress: number;
  /** The same that all organizations together may mail in 10 minutes to one rate-limit key of an address. Default 10; 1 to 1,000. */
  readonly maxInvitationsPerAddressOverall: number;
  /** How long a closed invitation is kept. Default 90 days; 1 day to 10 years. */
  readonly invitationRetention: number;
  /** Former slugs that an organization may keep. Default 10; 0 to 100. */
  readonly maxFormerSlugs: number;
  /** Minimum time between two changes of an organization's slug. Default 1 day; 0 to 30 days. */
  readonly slugChangeInterval: number;
  /** How long a deleted account, organization or app can be restored. After that it is purged. Default 30 days; 1 day to 1 year. */
  readonly restoreWindow: number;
  /** How long a reviewer's claim lasts. Default 1 hour; 5 minutes to 1 day. */
  readonly reviewLeaseDuration: number;
  /** How long before a case a reviewer must have left the organization to decide on it. Default 90 days, as long as an approval can wait for its release; 0 to 10 years. 5 CFR 2635.502 asks a year of public servants. */
  readonly reviewCoolingOffPeriod: number;
  /** Which submissions need two approvals. Default `new_apps_and_big_updates`: new apps, and updates that change the name, the publisher or a server or ask for a new sensitive permission. */
  readonly secondApproval: SecondApprovalPolicy;
  /** Submissions that one reviewer may have claimed at a time. Default 3; 1 to 100. */
  readonly maxClaimsPerReviewer: number;
  /** How long an approved submission can be released. Default 90 days; 1 day to 1 year. */
  readonly approvalLifetime: number;
  /** Time to decide a submission in the security lane. Default 1 day; 1 hour to 90 days. */
  readonly securityReviewDeadline: number;
  /** Time to decide an update of a live app. Default 3 days; 1 hour to 90 days. */
  readonly updateReviewDeadline: number;
  /** Time to decide a new app. Default 7 days; 1 hour to 90 days. */
  readonly newAppReviewDeadline: number;
  /** How long a rotated key stays valid if the caller gives no other time. Default 1 day; 0 to 7 days. */
  readonly keyRotationOverlap: number;
  /** Valid keys that one app, or one organization, may have. Default 20; 1 to 1,000. */
  readonly maxKeysPerOwner: number;
  /** Events that one relay sends for one organization and its apps in a minute, retries included; the others wait. Default 300; 1 to 100,000. */
  readonly maxWebhookEventsPerMinute: number;
  /** Whether a receiver must show that it wants events. Default `challenge`: it must answer a challenge before it is sent events. `none` is for embedders who choose all URLs themselves. */
  readonly webhookVerification: WebhookVerificationPolicy;
  /** When a user gets a personal organization. Default `at_registration`. With `on_demand`, `organizations.ensurePersonal` creates it; with `never`, nobody gets one. */
  readonly personalOrganizations: PersonalOrganizationPolicy;
  /** How long journal entries are kept. Default 2 years; 90 days to 10 years. */
  readonly journalRetention: number;
  /** How long a command may take, with all its reads, waits and attempts. Default 20 seconds, which is more than an abandoned transaction (15 at the recommended setting) or an election (11) lasts on MongoDB; 1 to 120. */
  readonly commandDeadline: number;
  /** Commands that may wait in one process for the same row, such as an organization. Default 1,000; 1 to 100,000. */
  readonly maxCommandsInLine: number;
  /** Changes that one user, reviewer or key may make in a minute, counted by each process. Default 600; 10 to 1,000,000. */
  readonly maxChangesPerMinute: number;
}

type PolicyWord = 'secondApproval' | 'webhookVerification' | 'personalOrganizations';
type PolicyNumber = Exclude<keyof Policy, PolicyWord>;

/** The values that are words, the default first. */
const policyWords: {
  readonly [K in PolicyWord]: readonly [defaultValue: Policy[K], ...Policy[K][]];
} = {
  secondApproval: secondApprovalPolicies,
  webhookVerification: webhookVerificationPolicies,
  personalOrganizations: personalOrganizationPolicies,
};

const policyBounds: {
  readonly [K in PolicyNumber]: readonly [min: number, defaultValue: number, max: number];
} = {
  invitationLifetime: [/* INV-7 */ 3_600, 604_800, 2_592_000],
  maxPendingInvitations: [1, 100, 100_000],
  resendCooldown: [0, 60, dayInSeconds],
  maxDailySendsPerInvitation: [1, 10, 100],
  maxOrganizationsPerUser: [1, 100, 100_000],
  maxAppsPerOrganization: [1, 100, 10_000],
  maxDailyAppsPerUser: [1, 20, 10_000],
  maxDailySubmissionsPerOrganization: [1, 50, 10_000],
  maxInvitationsPerInviter: [1, 100, 100_000],
  maxInvitationsPerAddress: [1, 10, 1_000],
  maxInvitationsPerAddressOverall: [1, 10, 1_000],
  invitationRetention: [dayInSeconds, 90 * dayInSeconds, 3_650 * dayInSeconds],
  maxFormerSlugs: [0, 10, 100],
  slugChangeInterval: [0, dayInSeconds, 30 * dayInSeconds],
  restoreWindow: [dayInSeconds, 30 * dayInSeconds, 365 * dayInSeconds],
  reviewLeaseDuration: [300, 3_600, dayInSeconds],
  reviewCoolingOffPeriod: [0, /* REV-90 */ 90 * dayInSeconds, 3_650 * dayInSeconds],
  maxClaimsPerReviewer: [1, 3, 100],
  approvalLifetime: [dayInSeconds, 90 * dayInSeconds, 365 * dayInSeconds],
  securityReviewDeadline: [3_600, dayInSeconds, 90 * dayInSeconds],
  updateReviewDeadline: [3_600, 3 * dayInSeconds, 90 * dayInSeconds],
  newAppReviewDeadline: [3_600, 7 * dayInSeconds, 90 * dayInSeconds],
  keyRotationOverlap: [0, dayInSeconds, 7 * dayInSeconds],
  maxKeysPerOwner: [1, 20, 1_000],
  maxWebhookEventsPerMinute: [1, 300, 100_000],
  journalRetention: [90 * dayInSeconds, 730 * dayInSeconds, 3_650 * dayInSeconds],
  commandDeadline: [1, 20, 120],
  maxCommandsInLine: [1, 1_000, 100_000],
  maxChangesPerMinute: [10, 600, 1_000_000],
};

/**
 * The default policy with the embedder's overrides. Throws a RangeError if a name is unknown, a number is not a whole
 * number within its bounds, or another value is none of those listed.
 */
export function resolvePolicy(overrides: Partial<Policy> = {}): Policy {
  const known = [...Object.keys(policyBounds), ...Object.keys(policyWords)];
  for (const name of Object.keys(overrides)) {
    if (!known.includes(name)) {
      throw new RangeError(`policy.${name} is unknown; the known names are ${known.join(', ')}`);
    }
  }
  return {
    invitationLifetime: resolvePolicyValue('invitationLifetime', overrides),
    maxPendingInvitations: resolvePolicyValue('maxPendingInvitations', overrides),
    resendCooldown: resolvePolicyValue('resendCooldown', overrides),
    maxDailySendsPerInvitation: resolvePolicyValue('maxDailySendsPerInvitation', overrides),
    maxOrganizationsPerUser: resolvePolicyValue('maxOrganizationsPerUser', overrides),
    maxAppsPerOrganization: resolvePolicyValue('maxAppsPerOrganization', overrides),
    maxDailyAppsPerUser: resolvePolicyValue('maxDailyAppsPerUser', overrides),
    maxDailySubmissionsPerOrganization: resolvePolicyValue(
      'maxDailySubmissionsPerOrganization',
      overrides,
    ),
    maxInvitationsPerInviter: resolvePolicyValue('maxInvitationsPerInviter', overrides),
    maxInvitationsPerAddress: resolvePolicyValue('maxInvitationsPerAddress', overrides),
    maxInvitationsPerAddressOverall: resolvePolicyValue(
      'maxInvitationsPerAddressOverall',
      overrides,
    ),
    invitationRetention: resolvePolicyValue('invitationRetention', overrides),
    maxFormerSlugs: resolvePolicyValue('maxFormerSlugs', overrides),
    slugChangeInterval: resolvePolicyValue('slugChangeInterval', overrides),
    restoreWindow: resolvePolicyValue('restoreWindow', overrides),
    reviewLeaseDuration: resolvePolicyValue('reviewLeaseDuration', overrides),
    reviewCoolingOffPeriod: resolvePolicyValue('reviewCoolingOffPeriod', overrides),
    secondApproval: resolvePolicyWord('secondApproval', overrides),
    maxClaimsPerReviewer: resolvePolicyValue('maxClaimsPerReviewer', overrides),
    approvalLifetime: resolvePolicyValue('approvalLifetime', overrides),
    securityReviewDeadline: resolvePolicyValue('securityReviewDeadline', overrides),
    updateReviewDeadline: resolvePolicyValue('updateReviewDeadline', overrides),
    newAppReviewDeadline: resolvePolicyValue('newAppReviewDeadline', overrides),
    keyRotationOverlap: resolvePolicyValue('keyRotationOverlap', overrides),
    maxKeysPerOwner: resolvePolicyValue('maxKeysPerOwner', overrides),
    maxWebhookEventsPerMinute: resolvePolicyValue('maxWebhookEventsPerMinute', overrides),
    webhookVerification: resolvePolicyWord('webhookVerification', overrides),
    personalOrganizations: resolvePolicyWord('personalOrganizations', overrides),
    journalRetention: resolvePolicyValue('journalRetention', overrides),
    commandDeadline: resolvePolicyValue('commandDeadline', overrides),
    maxCommandsInLine: resolvePolicyValue('maxCommandsInLine', overrides),
    maxChangesPerMinute: resolvePolicyValue('maxChangesPerMinute', overrides),
  };
}

function resolvePolicyWord<K extends PolicyWord>(name: K, overrides: Partial<Policy>): Policy[K] {
  const words: readonly Policy[K][] = policyWords[name];
  const value: Policy[K] = overrides[name] ?? policyWords[name][0];
  if (!words.includes(value)) {
    const known = words.map((word) => `'${word}'`).join(' or ');
    throw new RangeError(`policy.${name} is ${String(value)}; it must be ${known}`);
  }
  return value;
}

function resolvePolicyValue(name: PolicyNumber, overrides: Partial<Policy>): number {
  const [min, defaultValue, max] = policyBounds[name];
  const value = overrides[name] ?? defaultValue;
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(
      `policy.${name} is ${value}; it must be a whole number from ${min} to ${max}`,
    );
  }
  return value;
}
