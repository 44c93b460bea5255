// Who reviews: what the platform's directory says of them, and what must be read before they have a say.

import type { App } from '../../domain/app/app.js';
import type { Reviewer } from '../../domain/review/claims.js';
import type { Submission } from '../../domain/review/submission.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { SubmissionId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { ReviewerCapability } from '../../ports/system.js';
import { type ReviewView, reviewView } from '../apps/views.js';
import type { Context } from '../context.js';
import { submissionNotFound } from '../submissions/target.js';
import { activeUser } from '../use-case/authority.js';
import type { Unit } from '../use-case/command.js';

/** The directory is asked, never the caller. */
export async function reviewerWith(
  { reviewers }: Pick<Context, 'reviewers'>,
  actor: Actor,
  capability: ReviewerCapability,
): Promise<Result<UserId, RefusalOf<'permission_denied'>>> {
  if (actor.kind !== 'reviewer') return denied();
  const capabilities = await reviewers.capabilitiesOf(actor.userId);
  return /* REV-26 */ capabilities.includes(capability) ? ok(actor.userId) : denied();
}

function denied(): { readonly ok: false; readonly refusal: RefusalOf<'permission_denied'> } {
  return refuse({ code: 'permission_denied', path: ['actor'] });
}

/** A submission as it is now, for the answer to a repeated command. */
export async function recallReviewed(
  { storage }: Pick<Unit, 'storage'>,
  id: SubmissionId,
  userId: UserId,
): Promise<Result<ReviewView, RefusalOf<SeenRefusal>>> {
  const [account, submission] = await Promise.all([
    storage.users.findById(userId),
    storage.submissions.findById(id),
  ]);
  const user = activeUser(account);
  if (!user.ok) return user;
  return submission === null ? submissionNotFound() : ok(reviewView(submission.value));
}

/** A submission as a reviewer is about to have a say in it. The reviewer's account is the guard of their memberships and claims, and was read before both. */
export interface Seen {
  readonly submission: Versioned<Submission>;
  readonly app: Versioned<App>;
  readonly user: Versioned<User>;
  readonly reviewer: Reviewer & { readonly claims: number };
}

export type SeenRefusal = 'account_inactive' | 'submission_not_found';

/** Two waves. */
export async function seenBy(
  { context, storage, now }: Unit,
  id: SubmissionId,
  userId: UserId,
): Promise<Result<Seen, RefusalOf<SeenRefusal>>> {
  const [account, submission] = await Promise.all([
    storage.users.findById(userId),
    storage.submissions.findById(id),
  ]);
  const user = activeUser(account);
  if (!user.ok) return user;
  if (submission === null) return submissionNotFound();
  const { appId, organizationId } = submission.value;
  const [app, memberships, claimed] = await Promise.all([
    storage.apps.findById(appId),
    storage.memberships.everOf(organizationId, userId),
    storage.submissions.claimedBy(userId, now, context.policy.claimsPerReviewer + 1),
  ]);
  if (app === null) return submissionNotFound();
  const reviewer = { userId, memberships, claims: claimed.length };
  return ok({ submission, app, user: user.value, reviewer });
}
