// What a reviewer reads: the queue and its statistics, one submission with what it changes, and the reviewer's claims.

import * as z from 'zod';
import type { LiveRelease } from '../../domain/app/app.js';
import { comparePermissions, type PermissionDifference } from '../../domain/app/app-permission.js';
import { conflictOfInterestRefusal } from '../../domain/review/conflict-of-interest.js';
import { type QueueStats, queueStats } from '../../domain/review/review-queue.js';
import { needsSecondApproval } from '../../domain/review/second-approval.js';
import { type OpenSubmissionState, openSubmissionStates } from '../../domain/review/submission.js';
import type { SubmissionSummary } from '../../domain/review/submission-summary.js';
import type { Actor } from '../../domain/shared/actor.js';
import { parseSubmissionId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import { ok, type Page, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { QueueFilter, QueuePageKey } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { refuseSubmissionNotFound } from '../submissions/load-submission.js';
import {
  type SubmissionIdInput,
  submissionIdInputSchema,
} from '../submissions/submission-input.js';
import { requireActiveUser } from '../use-case/authorization.js';
import { emptyInputSchema, pageFields, type WithParsedIds } from '../use-case/input.js';
import { type PageInput, type PageKeyCodec, parsePageRequest, toPage } from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { findConflictOfInterest } from './find-conflict.js';
import { requireReviewerCapability } from './reviewer-capability.js';
import {
  type ReviewerSubmissionSummary,
  type ReviewerSubmissionView,
  reviewerSubmissionSummary,
  reviewerSubmissionView,
} from './views.js';

export type ReviewQueryRefusalCode = 'permission_denied' | 'account_inactive';

async function loadReviewer(
  deps: Dependencies,
  actor: Actor,
): Promise<Result<Versioned<User>, RefusalOf<ReviewQueryRefusalCode>>> {
  const userId = await requireReviewerCapability(deps, actor, 'review');
  if (!userId.ok) return userId;
  return requireActiveUser(await deps.storage.users.findById(userId.value));
}

/** The submissions to list, and the page. */
export interface QueueInput extends PageInput {
  /** If absent, the submissions that a reviewer can claim. */
  readonly state?: 'claimable' | OpenSubmissionState | undefined;
}

const queuePageKeyCodec: PageKeyCodec<QueuePageKey> = {
  encode: ({ rank, dueAt, id }) => [String(rank), dueAt.toISOString(), id],
  decode([rankText = '', time = '', text = '', ...rest]) {
    const [rank, dueAt, id] = [Number(rankText), new Date(time), parseSubmissionId(text)];
    const isOne = Number.isInteger(rank) && !Number.isNaN(dueAt.getTime()) && rest.length === 0;
    return isOne && id !== null ? { rank, dueAt, id } : null;
  },
};

export const listQueueQuery: (
  deps: Dependencies,
) => Query<QueueInput, Page<ReviewerSubmissionSummary>, ReviewQueryRefusalCode> = defineQuery<
  QueueInput,
  QueueInput,
  Page<ReviewerSubmissionSummary>,
  ReviewQueryRefusalCode
>(
  z.lazy(() =>
    z.strictObject({
      state: z.enum(['claimable', ...openSubmissionStates]).optional(),
      ...pageFields,
    }),
  ),
  async ({ deps, actor }, { state = 'claimable', ...page }) => {
    const { storage, clock } = deps;
    const name = `queue of ${state}`;
    const pageRequest = parsePageRequest(name, queuePageKeyCodec, page);
    if (!pageRequest.ok) return pageRequest;
    const reviewer = await loadReviewer(deps, actor);
    if (!reviewer.ok) return reviewer;
    const filter: QueueFilter =
      state === 'claimable' ? { state, now: await clock.now() } : { state };
    const rowPage = await storage.submissions.listQueue(filter, pageRequest.value);
    const items = await toReviewerSummaries(deps, reviewer.value, rowPage.items);
    return ok(toPage(name, queuePageKeyCodec, { ...rowPage, items }));
  },
);

/** One read for all of them. */
async function toReviewerSummaries(
  { storage, policy }: Pick<Dependencies, 'storage' | 'policy'>,
  { value: { id: userId } }: Versioned<User>,
  summaries: readonly SubmissionSummary[],
): Promise<readonly ReviewerSubmissionSummary[]> {
  const organizationIds = [...new Set(summaries.map(({ organizationId }) => organizationId))];
  const memberships =
    organizationIds.length === 0
      ? []
      : await storage.memberships.listAllByOrganizationsAndUser(organizationIds, userId);
  return summaries.map((summary) => {
    const { organizationId } = summary;
    const own = memberships.filter((one) => one.organizationId === organizationId);
    const conflict = conflictOfInterestRefusal(summary, { userId, memberships: own }, policy);
    return reviewerSubmissionSummary(summary, /* REV-98 */ conflict !== null);
  });
}

/** How many submissions the statistics count at most. */
const maxCounted = 10_000;

export const queueStatsQuery: (
  deps: Dependencies,
) => Query<object, QueueStats, ReviewQueryRefusalCode> = defineQuery<
  object,
  object,
  QueueStats,
  ReviewQueryRefusalCode
>(emptyInputSchema, async ({ deps, actor }) => {
  const reviewer = await loadReviewer(deps, actor);
  if (!reviewer.ok) return reviewer;
  const now = await deps.clock.now();
  return ok(queueStats(await deps.storage.submissions.listUndecided(maxCounted), now));
});

/** A submission, and what it changes for users. */
export interface ReviewDetailsView {
  readonly submission: ReviewerSubmissionView;
  /** The release that is live now. */
  readonly live: LiveRelease | null;
  /** The permissions of the submission compared with those of the live release. */
  readonly permissions: PermissionDifference;
  readonly needsSecondApproval: boolean;
}

export type GetReviewDetailsRefusalCode =
  | ReviewQueryRefusalCode
  | 'submission_not_found'
  | 'conflict_of_interest';

export const getReviewCaseQuery: (
  deps: Dependencies,
) => Query<SubmissionIdInput, ReviewDetailsView, GetReviewDetailsRefusalCode> = defineQuery<
  SubmissionIdInput,
  WithParsedIds<SubmissionIdInput>,
  ReviewDetailsView,
  GetReviewDetailsRefusalCode
>(submissionIdInputSchema, async ({ deps, actor }, { submissionId }) => {
  const { storage, policy } = deps;
  const [reviewer, submission] = await Promise.all([
    loadReviewer(deps, actor),
    storage.submissions.findById(submissionId),
  ]);
  if (!reviewer.ok) return reviewer;
  if (submission === null) return refuseSubmissionNotFound();
  const [app, conflict] = await Promise.all([
    storage.apps.findById(submission.value.appId),
    findConflictOfInterest(deps, reviewer.value.value.id, submission.value),
  ]);
  if (app === null) return refuseSubmissionNotFound();
  if (/* REV-97 */ conflict !== null) return refuse(conflict);
  const { live } = app.value;
  const { permissions } = submission.value.snapshot.manifest;
  return ok({
    submission: reviewerSubmissionView(submission.value),
    live: live ?? null,
    permissions: comparePermissions(live?.listing.permissions ?? [], permissions),
    needsSecondApproval: needsSecondApproval(submission.value, app.value, policy),
  });
});

export const listClaimedQuery: (
  deps: Dependencies,
) => Query<object, readonly ReviewerSubmissionSummary[], ReviewQueryRefusalCode> = defineQuery<
  object,
  object,
  readonly ReviewerSubmissionSummary[],
  ReviewQueryRefusalCode
>(emptyInputSchema, async ({ deps, actor }) => {
  const { storage, clock, policy } = deps;
  const reviewer = await loadReviewer(deps, actor);
  if (!reviewer.ok) return reviewer;
  const now = await clock.now();
  const { id } = reviewer.value.value;
  const own = await storage.submissions.listClaimedBy(id, now, policy.maxClaimsPerReviewer);
  return ok(await toReviewerSummaries(deps, reviewer.value, own));
});
