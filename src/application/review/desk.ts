// What a reviewer looks at: the queue, its figures, one submission with what it would change, and one's own claims.

import * as z from 'zod';
import type { LiveRelease } from '../../domain/app/app.js';
import { type PermissionDifference, permissionDifference } from '../../domain/app/permission.js';
import { needsSecondApproval } from '../../domain/review/decisions.js';
import { type QueueFigures, queueFigures } from '../../domain/review/queue.js';
import { type OpenState, openStates } from '../../domain/review/submission.js';
import type { Actor } from '../../domain/shared/actor.js';
import { parseSubmissionId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import { ok, type Page, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { QueueFilter, QueueKey } from '../../ports/storage.js';
import { type ReviewView, reviewView } from '../apps/views.js';
import type { Context } from '../context.js';
import {
  type OfSubmission,
  type OfSubmissionInput,
  ofSubmissionSchema,
} from '../submissions/release.js';
import { submissionNotFound } from '../submissions/target.js';
import { activeUser } from '../use-case/authority.js';
import { emptySchema, pageFields } from '../use-case/input.js';
import { type KeyCodec, keysetOf, type PageInput, pageOf } from '../use-case/paging.js';
import { type Query, query } from '../use-case/query.js';
import { reviewerWith } from './reviewer.js';

export type DeskRefusal = 'permission_denied' | 'account_inactive';

async function atDesk(
  context: Context,
  actor: Actor,
): Promise<Result<Versioned<User>, RefusalOf<DeskRefusal>>> {
  const userId = await reviewerWith(context, actor, 'review');
  if (!userId.ok) return userId;
  return activeUser(await context.storage.users.findById(userId.value));
}

/** Which submissions, and which page of them. */
export interface QueueInput extends PageInput {
  /** Those that a reviewer can claim where absent. */
  readonly state?: 'claimable' | OpenState | undefined;
}

const queueKey: KeyCodec<QueueKey> = {
  write: ({ rank, dueAt, id }) => [String(rank), dueAt.toISOString(), id],
  read([rankText = '', time = '', text = '', ...rest]) {
    const [rank, dueAt, id] = [Number(rankText), new Date(time), parseSubmissionId(text)];
    const isOne = Number.isInteger(rank) && !Number.isNaN(dueAt.getTime()) && rest.length === 0;
    return isOne && id !== null ? { rank, dueAt, id } : null;
  },
};

export const queue: (context: Context) => Query<QueueInput, Page<ReviewView>, DeskRefusal> = query<
  QueueInput,
  QueueInput,
  Page<ReviewView>,
  DeskRefusal
>(
  z.strictObject({ state: z.enum(['claimable', ...openStates]).optional(), ...pageFields }),
  async (context, actor, { state = 'claimable', ...page }) => {
    const { storage, clock } = context;
    const name = `queue of ${state}`;
    const keyset = await keysetOf(context, name, queueKey, page);
    if (!keyset.ok) return keyset;
    const reviewer = await atDesk(context, actor);
    if (!reviewer.ok) return reviewer;
    const filter: QueueFilter =
      state === 'claimable' ? { state, now: await clock.now() } : { state };
    const slice = await storage.submissions.queue(filter, keyset.value);
    return ok(await pageOf(context, name, queueKey, slice, reviewView));
  },
);

/** How many are counted at the most. */
const mostCounted = 10_000;

export const figures: (context: Context) => Query<object, QueueFigures, DeskRefusal> = query<
  object,
  object,
  QueueFigures,
  DeskRefusal
>(emptySchema, async (context, actor) => {
  const reviewer = await atDesk(context, actor);
  if (!reviewer.ok) return reviewer;
  const now = await context.clock.now();
  return ok(queueFigures(await context.storage.submissions.waiting(mostCounted), now));
});

/** A submission, and what it would change for users. */
export interface Case {
  readonly submission: ReviewView;
  readonly live: LiveRelease | null;
  /** What it asks of users beyond what is live. */
  readonly permissions: PermissionDifference;
  readonly needsSecondApproval: boolean;
}

export type GetCaseRefusal = DeskRefusal | 'submission_not_found';

export const getCase: (context: Context) => Query<OfSubmissionInput, Case, GetCaseRefusal> = query<
  OfSubmissionInput,
  OfSubmission,
  Case,
  GetCaseRefusal
>(ofSubmissionSchema, async (context, actor, { submissionId }) => {
  const { storage } = context;
  const [reviewer, submission] = await Promise.all([
    atDesk(context, actor),
    storage.submissions.findById(submissionId),
  ]);
  if (!reviewer.ok) return reviewer;
  const app = submission === null ? null : await storage.apps.findById(submission.value.appId);
  if (submission === null || app === null) return submissionNotFound();
  const { live } = app.value;
  const { permissions } = submission.value.snapshot.manifest;
  return ok({
    submission: reviewView(submission.value),
    live: live ?? null,
    permissions: permissionDifference(live?.listing.permissions ?? [], permissions),
    needsSecondApproval: needsSecondApproval(submission.value, app.value),
  });
});

export const claimed: (context: Context) => Query<object, readonly ReviewView[], DeskRefusal> =
  query<object, object, readonly ReviewView[], DeskRefusal>(emptySchema, async (context, actor) => {
    const { storage, clock, policy } = context;
    const reviewer = await atDesk(context, actor);
    if (!reviewer.ok) return reviewer;
    const now = await clock.now();
    const { id } = reviewer.value.value;
    const own = await storage.submissions.claimedBy(id, now, policy.claimsPerReviewer);
    return ok(own.map(reviewView));
  });
