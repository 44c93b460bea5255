// Checks who is a reviewer, and loads what a review command needs.

import type { App } from '../../domain/app/app.js';
import type { Reviewer } from '../../domain/review/conflict-of-interest.js';
import type { Submission } from '../../domain/review/submission.js';
import type { SubmissionId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import { refuseSubmissionNotFound } from '../submissions/load-submission.js';
import { requireActiveUser } from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import { findConflictOfInterest } from './find-conflict.js';
import { type ReviewerSubmissionView, reviewerSubmissionView } from './views.js';

/** Answers a repeated command with the submission as it is now. */
export async function replaySubmissionForReviewer(
  { deps, storage }: Pick<CommandContext, 'deps' | 'storage'>,
  id: SubmissionId,
  userId: UserId,
): Promise<
  Result<ReviewerSubmissionView, RefusalOf<SubmissionForReviewRefusalCode | 'conflict_of_interest'>>
> {
  const [account, submission] = await Promise.all([
    storage.users.findById(userId),
    storage.submissions.findById(id),
  ]);
  const user = requireActiveUser(account);
  if (!user.ok) return user;
  if (submission === null) return refuseSubmissionNotFound();
  const { policy } = deps;
  const conflict = await findConflictOfInterest({ storage, policy }, userId, submission.value);
  return conflict === null ? ok(reviewerSubmissionView(submission.value)) : refuse(conflict);
}

/** A submission with its app and its reviewer. The reviewer's account guards their memberships and claims, and is read before both. */
export interface SubmissionForReview {
  readonly submission: Versioned<Submission>;
  readonly app: Versioned<App>;
  readonly user: Versioned<User>;
  readonly reviewer: Reviewer & { readonly activeClaimCount: number };
}

export type SubmissionForReviewRefusalCode = 'account_inactive' | 'submission_not_found';

/** Reads in two waves. */
export async function loadSubmissionForReview(
  { deps, storage, now }: CommandContext,
  id: SubmissionId,
  userId: UserId,
): Promise<Result<SubmissionForReview, RefusalOf<SubmissionForReviewRefusalCode>>> {
  const [account, submission] = await Promise.all([
    storage.users.findById(userId),
    storage.submissions.findById(id),
  ]);
  const user = requireActiveUser(account);
  if (!user.ok) return user;
  if (submission === null) return refuseSubmissionNotFound();
  const { appId, organizationId } = submission.value;
  const [app, memberships, claimed] = await Promise.all([
    storage.apps.findById(appId),
    storage.memberships.listAllByOrganizationsAndUser([organizationId], userId),
    storage.submissions.listClaimedBy(userId, now, deps.policy.maxClaimsPerReviewer + 1),
  ]);
  if (app === null) return refuseSubmissionNotFound();
  const reviewer = { userId, memberships, activeClaimCount: claimed.length };
  return ok({ submission, app, user: user.value, reviewer });
}
