/** The numbers that an embedder may set, each inside its bounds. Durations are in seconds. */
export interface Policy {
  /** How long an invitation can be accepted: 7 days; 1 hour to 30 days. Field: GitHub, npm, Auth0, WorkOS. */
  readonly invitationLifetime: number;
  /** Pending invitations an organization may have: 100; 1 to 100,000. Field: Sentry. */
  readonly pendingInvitations: number;
  /** Between two sends of one invitation: 60; 0 to 86,400. Field: Logto. */
  readonly resendCooldown: number;
  /** Sends of one invitation in 24 hours: 10; 1 to 100. */
  readonly sendsPerDay: number;
  /** Organizations that one user may found, the personal one not counted: 100; 1 to 100,000. Field: Clerk. */
  readonly organizationsPerUser: number;
  /** Invitations that one person may send in a day: 100; 1 to 100,000. Field: Logto. */
  readonly invitationsPerInviter: number;
  /** Invitations that an organization may send in a day to one abuse key: 10; 1 to 1,000. Field: GitHub. */
  readonly invitationsPerAddress: number;
  /** Invitations that all organizations together may send in 10 minutes to one abuse key: 10; 1 to 1,000. */
  readonly invitationsPerAddressAnywhere: number;
  /** How long a closed invitation stays as history: 90 days; 1 day to 10 years. */
  readonly invitationHistory: number;
  /** Slugs an organization had before and keeps: 10; 0 to 100. */
  readonly formerSlugs: number;
  /** Between two changes of an organization's slug: 1 day; 0 to 30 days. */
  readonly slugChangeInterval: number;
  /** How long what was deleted can be restored, and after which it is purged: 30 days; 1 day to 1 year. */
  readonly restoreWindow: number;
  /** How long a reviewer's claim lasts: 1 hour; 5 minutes to 1 day. */
  readonly reviewLease: number;
  /** Submissions that one reviewer may have under a claim: 3; 1 to 100. */
  readonly claimsPerReviewer: number;
  /** How long an approval can be released: 90 days; 1 day to 1 year. */
  readonly approvalLifetime: number;
  /** Within what a submission of the security lane is to be decided: 1 day; 1 hour to 90 days. */
  readonly reviewWithinSecurity: number;
  /** Within what an update of a live app is to be decided: 3 days; 1 hour to 90 days. */
  readonly reviewWithinUpdate: number;
  /** Within what a new app is to be decided: 7 days; 1 hour to 90 days. */
  readonly reviewWithinNew: number;
  /** How long a rotated key stays valid where nobody says otherwise: 1 day; 0 to 7 days. */
  readonly keyOverlap: number;
  /** Valid keys that one app, or one organization, may have: 20; 1 to 1,000. */
  readonly keysPerOwner: number;
  /** How long the journal is kept: 2 years; 90 days to 10 years. */
  readonly journalRetention: number;
  /** How long a command tries again after conflicts before it gives up: 10; 1 to 120. */
  readonly commandDeadline: number;
}

const day = 86_400;

const bounds: {
  readonly [K in keyof Policy]: readonly [min: number, preset: number, max: number];
} = {
  invitationLifetime: [/* INV-7 */ 3_600, /* INV-6 */ 604_800, 2_592_000],
  pendingInvitations: [1, 100, 100_000],
  resendCooldown: [0, 60, 86_400],
  sendsPerDay: [1, 10, 100],
  organizationsPerUser: [1, 100, 100_000],
  invitationsPerInviter: [1, 100, 100_000],
  invitationsPerAddress: [1, 10, 1_000],
  invitationsPerAddressAnywhere: [1, 10, 1_000],
  invitationHistory: [day, /* INV-5 */ 90 * day, 3_650 * day],
  formerSlugs: [0, 10, 100],
  slugChangeInterval: [0, day, 30 * day],
  restoreWindow: [day, /* ORG-47 */ 30 * day, 365 * day],
  reviewLease: [300, 3_600, day],
  claimsPerReviewer: [1, 3, 100],
  approvalLifetime: [day, 90 * day, 365 * day],
  reviewWithinSecurity: [3_600, day, 90 * day],
  reviewWithinUpdate: [3_600, 3 * day, 90 * day],
  reviewWithinNew: [3_600, 7 * day, 90 * day],
  keyOverlap: [0, day, 7 * day],
  keysPerOwner: [1, 20, 1_000],
  journalRetention: [90 * day, /* JOURNAL-6 */ 730 * day, 3_650 * day],
  commandDeadline: [1, 10, 120],
};

/** The defaults with what the embedder overrides; throws a RangeError that names the number and its bounds. */
export function policyWith(overrides: Partial<Policy> = {}): Policy {
  for (const name of Object.keys(overrides)) {
    if (!Object.hasOwn(bounds, name)) {
      throw new RangeError(
        `policy.${name} is not known; the numbers are ${Object.keys(bounds).join(', ')}`,
      );
    }
  }
  return {
    invitationLifetime: chosen('invitationLifetime', overrides),
    pendingInvitations: chosen('pendingInvitations', overrides),
    resendCooldown: chosen('resendCooldown', overrides),
    sendsPerDay: chosen('sendsPerDay', overrides),
    organizationsPerUser: chosen('organizationsPerUser', overrides),
    invitationsPerInviter: chosen('invitationsPerInviter', overrides),
    invitationsPerAddress: chosen('invitationsPerAddress', overrides),
    invitationsPerAddressAnywhere: chosen('invitationsPerAddressAnywhere', overrides),
    invitationHistory: chosen('invitationHistory', overrides),
    formerSlugs: chosen('formerSlugs', overrides),
    slugChangeInterval: chosen('slugChangeInterval', overrides),
    restoreWindow: chosen('restoreWindow', overrides),
    reviewLease: chosen('reviewLease', overrides),
    claimsPerReviewer: chosen('claimsPerReviewer', overrides),
    approvalLifetime: chosen('approvalLifetime', overrides),
    reviewWithinSecurity: chosen('reviewWithinSecurity', overrides),
    reviewWithinUpdate: chosen('reviewWithinUpdate', overrides),
    reviewWithinNew: chosen('reviewWithinNew', overrides),
    keyOverlap: chosen('keyOverlap', overrides),
    keysPerOwner: chosen('keysPerOwner', overrides),
    journalRetention: chosen('journalRetention', overrides),
    commandDeadline: chosen('commandDeadline', overrides),
  };
}

function chosen(name: keyof Policy, overrides: Partial<Policy>): number {
  const [min, preset, max] = bounds[name];
  const value = overrides[name] ?? preset;
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(
      `policy.${name} is ${value}; it takes a whole number from ${min} to ${max}`,
    );
  }
  return value;
}
