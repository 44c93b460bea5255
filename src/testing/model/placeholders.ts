// Arbitraries of placeholders. They are resolved when the call runs: `#organization 1` is the second newest
// organization that exists at that time.

import fc from 'fast-check';

/** What a placeholder can name; an index chooses one of them. */
export type PlaceholderKind =
  | 'user'
  /** Organizations that are not personal, newest first, deleted ones last. */
  | 'organization'
  | 'personal'
  /** All organizations that ever existed, including purged ones. */
  | 'anyorganization'
  | 'invitation'
  | 'token'
  /** Tokens signed for an organization that does not exist. */
  | 'foreigntoken'
  | 'key'
  /** Signing keys other than the newest. */
  | 'formerkey'
  | 'slug'
  /** Members of the newest organization. */
  | 'member'
  /** Addresses of users who are not members of the newest organization. */
  | 'nonmemberemail'
  /** Current tokens of pending invitations. */
  | 'pendingtoken'
  | 'pendinginvitation'
  /** Users that are deleted and not purged. */
  | 'deleteduser'
  /** Users that are deleted or suspended. */
  | 'inactiveuser'
  /** Organizations that are deleted and not purged. */
  | 'deletedorganization'
  | AppPlaceholderKind;

/** Kinds of apps, submissions and keys. Those of submissions are in one state of the review. */
export type AppPlaceholderKind =
  /** Newest first, deleted ones last. */
  | 'app'
  | 'deletedapp'
  /** Names of apps that existed. */
  | 'packagename'
  /** Newest first, in any state. */
  | 'submission'
  | 'waitingsubmission'
  | 'claimedsubmission'
  | 'returnedsubmission'
  | 'halfapprovedsubmission'
  | 'approvedsubmission'
  /** Live and superseded ones. */
  | 'releasedsubmission'
  /** Newest first. */
  | 'apikey'
  /** The texts of keys, newest first. */
  | 'keytext'
  /** Callers who are reviewers of the platform. */
  | 'reviewercaller'
  /** Callers that are API keys. */
  | 'keycaller';

/** A placeholder for one of the first `max` + 1 of a kind. */
export function placeholders(kind: PlaceholderKind, maxIndex: number): fc.Arbitrary<string> {
  return fc.nat({ max: maxIndex }).map((index) => `#${kind} ${index}`);
}

export function oneOfWeighted<T>(
  ...choices: readonly (readonly [number, fc.Arbitrary<T>])[]
): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

export const userPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [20, placeholders('user', 3)],
  [1, fc.constant('user 0')],
);

/** Mostly members of the newest organization. */
export const memberPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [3, placeholders('member', 2)],
  [1, userPlaceholders],
);

/** Mostly deleted users. */
export const deletedUserPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [3, placeholders('deleteduser', 1)],
  [1, userPlaceholders],
);

export const organizationPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [16, placeholders('organization', 1)],
  [3, placeholders('personal', 3)],
  [1, placeholders('anyorganization', 5)],
);

/** Mostly users who cannot sign in. */
export const inactiveUserPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [3, placeholders('inactiveuser', 1)],
  [1, userPlaceholders],
);

/** Mostly deleted organizations. */
export const deletedOrganizationPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [3, placeholders('deletedorganization', 1)],
  [1, organizationPlaceholders],
);

export const invitationPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [5, placeholders('pendinginvitation', 2)],
  [3, placeholders('invitation', 5)],
);

/** The organization of the invitation in the same input. */
export const invitationOrganizationPlaceholder = '#its organization';

/** The digest of the submission in the same input. */
export const submissionDigestPlaceholder = '#its digest';

/** The digest of no submission. */
export const anotherDigest: string = '0'.repeat(64);

export const tokenPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [16, placeholders('pendingtoken', 2)],
  [6, placeholders('token', 5)],
  [1, placeholders('foreigntoken', 1)],
  [1, fc.constant('token 0')],
);

/** A caller for whom the call can succeed: the invitee, an admin, the user in the input, or the system. */
export const plausibleCallerPlaceholder = '#plausible caller';

export const callerPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [24, fc.constant(plausibleCallerPlaceholder)],
  [6, placeholders('user', 3)],
  [2, fc.constant('system')],
  [1, placeholders('reviewercaller', 3)],
  [1, placeholders('keycaller', 2)],
  [1, fc.constantFrom('reviewer', 'user 0')],
);

/** Mostly the newest app. */
export const appPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [18, placeholders('app', 0)],
  [9, placeholders('app', 3)],
  [1, fc.constant('app 0')],
);

export const keyPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [18, placeholders('apikey', 3)],
  [1, fc.constant('apikey 0')],
);

/** Who manages keys and moves apps: mostly admins; managers may do it too, but not give away what they may not do. */
export const keyManagerPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [20, fc.constant(plausibleCallerPlaceholder)],
  [8, placeholders('member', 2)],
  [4, callerPlaceholders],
);

/** Mostly reviewers; some have a conflict of interest, or lack the capability. */
export const reviewerPlaceholders: fc.Arbitrary<string> = oneOfWeighted(
  [24, fc.constant(plausibleCallerPlaceholder)],
  [14, placeholders('reviewercaller', 3)],
  [2, callerPlaceholders],
);
