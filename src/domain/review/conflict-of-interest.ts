// The rule against conflicts of interest of reviewers.

import type { App } from '../app/app.js';
import type { Membership } from '../organization/membership.js';
import type { UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { addSeconds } from '../shared/time.js';
import type { Submission } from './submission.js';

/** A reviewer, with what the rules need to know about them. */
export interface Reviewer {
  readonly userId: UserId;
  /** The reviewer's memberships in the organization that submitted the app, ended ones included. */
  readonly memberships: readonly Pick<Membership, 'leftAt'>[];
}

/** What a reviewer decides on: a submission, or an app on which the platform enforces. */
export type UnderReview = Pick<Submission, 'authors' | 'enteredAt'>;

/** The people behind the draft of an app, each once: who created the app, who changed the draft last, and who submits it. */
export function authorsOf(
  { createdBy, draft }: Pick<App, 'createdBy' | 'draft'>,
  submitter?: UserId,
): readonly UserId[] {
  const people = [createdBy, draft.updatedBy, submitter];
  return [...new Set(people.filter((id) => id !== undefined))];
}

/** Refuses an author, and whoever is a member of the organization or left it at most the cooling-off period before the case began, or later. */
export function conflictOfInterestRefusal(
  { authors, enteredAt }: UnderReview,
  { userId, memberships }: Reviewer,
  { reviewCoolingOffPeriod }: Pick<Policy, 'reviewCoolingOffPeriod'>,
): RefusalOf<'conflict_of_interest'> | null {
  const since = addSeconds(enteredAt, /* REV-89 */ -reviewCoolingOffPeriod);
  const belonged = memberships.some(
    ({ leftAt }) => /* REV-41 */ leftAt === undefined || /* REV-42 */ leftAt >= since,
  );
  return belonged || /* REV-43 */ authors.includes(userId)
    ? { code: 'conflict_of_interest' }
    : null;
}
