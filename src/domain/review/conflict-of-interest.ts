// The rule against conflicts of interest of reviewers.

import type { Membership } from '../organization/membership.js';
import type { UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import type { Submission } from './submission.js';

/** A reviewer, with what the rules need to know about them. */
export interface Reviewer {
  readonly userId: UserId;
  /** The reviewer's memberships in the organization that submitted the app, ended ones included. */
  readonly memberships: readonly Pick<Membership, 'leftAt'>[];
}

/** Refuses a reviewer who submitted the app, or who was a member of the organization at any time since the case began. */
export function conflictOfInterestRefusal(
  { submittedBy, enteredAt }: Pick<Submission, 'submittedBy' | 'enteredAt'>,
  { userId, memberships }: Reviewer,
): RefusalOf<'conflict_of_interest'> | null {
  const belonged = memberships.some(
    ({ leftAt }) => /* REV-41 */ leftAt === undefined || /* REV-42 */ leftAt >= enteredAt,
  );
  return belonged || /* REV-43 */ submittedBy === userId ? { code: 'conflict_of_interest' } : null;
}
