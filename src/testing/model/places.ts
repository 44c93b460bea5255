// Arbitraries of names that are resolved when their turn comes: `#organization 1` is the second of those there are by then.

import fc from 'fast-check';

/** What can be named by its place. */
export type Kind =
  | 'user'
  /** Those that are not personal, the newest first, and the deleted ones last. */
  | 'organization'
  | 'personal'
  /** Organizations purged since among them. */
  | 'ever'
  | 'invitation'
  | 'token'
  | 'foreign'
  | 'key'
  /** Keys that sign nothing any more. */
  | 'formerkey'
  | 'slug'
  /** Members of the organization that is named first. */
  | 'member'
  /** Addresses of people who are not in the newest organization. */
  | 'guest'
  /** Of invitations that can be answered. */
  | 'open'
  | 'pending'
  /** What was deleted and not purged: users, organizations. */
  | 'ghost'
  | 'outcast'
  | 'ruin';

/** The first places are the likelier ones. */
export function places(kind: Kind, max: number): fc.Arbitrary<string> {
  return fc.nat({ max }).map((place) => `#${kind} ${place}`);
}

export function weighted<T>(
  ...choices: readonly (readonly [number, fc.Arbitrary<T>])[]
): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

export const users: fc.Arbitrary<string> = weighted(
  [20, places('user', 3)],
  [1, fc.constant('user 0')],
);

/** Rather somebody who belongs to the organization that is most often meant. */
export const members: fc.Arbitrary<string> = weighted([3, places('member', 2)], [1, users]);

/** Rather somebody whose account was deleted. */
export const ghosts: fc.Arbitrary<string> = weighted([3, places('ghost', 1)], [1, users]);

export const organizations: fc.Arbitrary<string> = weighted(
  [16, places('organization', 1)],
  [3, places('personal', 3)],
  [1, places('ever', 5)],
);

/** Rather somebody who cannot sign in. */
export const outcasts: fc.Arbitrary<string> = weighted([3, places('outcast', 1)], [1, users]);

/** Rather one that was deleted. */
export const ruins: fc.Arbitrary<string> = weighted([3, places('ruin', 1)], [1, organizations]);

export const invitations: fc.Arbitrary<string> = weighted(
  [5, places('pending', 2)],
  [3, places('invitation', 5)],
);

/** Of an invitation, the organization that it is of. */
export const itsOrganization = '#its organization';

export const tokens: fc.Arbitrary<string> = weighted(
  [16, places('open', 2)],
  [6, places('token', 5)],
  [1, places('foreign', 1)],
  [1, fc.constant('token 0')],
);

/** Whoever could ask for this: the invitee, an admin, the person it is about, the system. */
export const fitting = '#fitting';

export const callers: fc.Arbitrary<string> = weighted(
  [24, fc.constant(fitting)],
  [6, places('user', 3)],
  [2, fc.constant('system')],
  [1, fc.constantFrom('reviewer', 'user 0')],
);
