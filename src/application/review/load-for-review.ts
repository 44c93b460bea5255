// Checks who is a reviewer, and loads what a review command needs.

import type { App } from '../../domain/app/app.js';
import type { Reviewer } from '../../domain/review/claim-submission.js';
import type { Submission } from '../../domain/review/submission.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { SubmissionId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { ReviewerCapability } from '../../ports/reviewer-directory.js';
import type { Dependencies } from '../dependencies.js';
import { submissionNotFound } from '../submissions/load-submission.js';
import { requireActiveUser } from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import { type ReviewerSubmissionView, reviewerSubmissionView } from './views.js';

/** Asks the reviewer directory, and does not trust the caller. */
export async function requireReviewerCapability(
  { reviewers }: Pick<Dependencies, 'reviewers'>,
  actor: Actor,
  capability: ReviewerCapability,
): Promise<Result<UserId, RefusalOf<'permission_denied'>>> {
  if (actor.kind !== 'reviewer') return refusePermission();
  const capabilities = await reviewers.capabilitiesOf(actor.userId);
  return /* REV-26 */ capabilities.includes(capability) ? ok(actor.userId) : refusePermission();
}

function refusePermission(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'permission_denied'>;
} {
  return refuse({ code: 'permission_denied', path: ['actor'] });
}

/** Answers a repeated command with the submission as it is now. */
export async function replayReview(
  { storage }: Pick<CommandContext, 'storage'>,
  id: SubmissionId,
  userId: UserId,
): Promise<Result<ReviewerSubmissionView, RefusalOf<SubmissionUnderReviewRefusal>>> {
  const [account, submission] = await Promise.all([
    storage.users.findById(userId),
    storage.submissions.findById(id),
  ]);
  const user = requireActiveUser(account);
  if (!user.ok) return user;
  return submission === null ? submissionNotFound() : ok(reviewerSubmissionView(submission.value));
}

/** A submission with its app and its reviewer. The reviewer's account guards their memberships and claims, and is read before both. */
export interface SubmissionUnderReview {
  readonly submission: Versioned<Submission>;
  readonly app: Versioned<App>;
  readonly user: Versioned<User>;
  readonly reviewer: Reviewer & { readonly claims: number };
}

export type SubmissionUnderReviewRefusal = 'account_inactive' | 'submission_not_found';

/** Reads in two waves. */
export async function loadSubmissionForReview(
  { deps, storage, now }: CommandContext,
  id: SubmissionId,
  userId: UserId,
): Promise<Result<SubmissionUnderReview, RefusalOf<SubmissionUnderReviewRefusal>>> {
  const [account, submission] = await Promise.all([
    storage.users.findById(userId),
    storage.submissions.findById(id),
  ]);
  const user = requireActiveUser(account);
  if (!user.ok) return user;
  if (submission === null) return submissionNotFound();
  const { appId, organizationId } = submission.value;
  const [app, memberships, claimed] = await Promise.all([
    storage.apps.findById(appId),
    storage.memberships.listAllByOrganizationAndUser(organizationId, userId),
    storage.submissions.listClaimedBy(userId, now, deps.policy.maxClaimsPerReviewer + 1),
  ]);
  if (app === null) return submissionNotFound();
  const reviewer = { userId, memberships, claims: claimed.length };
  return ok({ submission, app, user: user.value, reviewer });
}
