// How an app's draft becomes a submission, for the first time or again after changes were requested.

import { type App, type AppSnapshot, isSuspendedOrTakenDown } from '../app/app.js';
import type { SnapshotDigest } from '../app/snapshot-digest.js';
import type { SubmissionId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy-limits.js';
import type { Issue, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { authorsOf } from './conflict-of-interest.js';
import { reviewDueAt } from './review-queue.js';
import type { Submission } from './submission.js';
import {
  nextSubmissionState,
  recordLastTransition,
  setStateAndEndClaim,
  type TransitionRefusal,
} from './submission-transitions.js';

export interface NewSubmission {
  readonly id: SubmissionId;
  readonly snapshot: AppSnapshot;
  readonly digest: SnapshotDigest;
  /** The result of `readinessIssues` for the draft. */
  readonly issues: readonly Issue[];
  readonly by: UserId;
  readonly now: Date;
}

export interface SubmittedRows {
  readonly submission: Submission;
  readonly app: App;
}

/** Submits an app. The submission goes to the end of its lane in the queue. `open` is the app's open submission, or null. */
export function submitApp(
  app: App,
  open: Pick<Submission, 'id'> | null,
  newSubmission: NewSubmission,
  policy: Policy,
): Result<SubmittedRows, RefusalOf<'app_suspended' | 'submission_already_open' | 'not_ready'>> {
  const refusal = submitRefusal(app, newSubmission.issues);
  if (open !== null) return refuse({ code: 'submission_already_open', submissionId: open.id }); // REV-7
  if (refusal !== null) return refuse(refusal);
  const { id, now } = newSubmission;
  const lane = /* REV-10 */ app.live === undefined ? 'new' : 'update';
  const dueAt = reviewDueAt(lane, now, policy);
  return ok(submitAppSnapshot(app, newSubmission, { caseId: id, lane, enteredAt: now, dueAt }));
}

/** Submits again after changes were requested: the next revision in the same case, at its old place in the queue. */
export function resubmitApp(
  app: App,
  submission: Submission,
  newSubmission: NewSubmission,
): Result<
  SubmittedRows & { readonly replaced: Submission },
  TransitionRefusal | RefusalOf<'app_suspended' | 'not_ready'>
> {
  const to = nextSubmissionState(submission, 'resubmit');
  if (!to.ok) return to;
  const refusal = submitRefusal(app, newSubmission.issues);
  if (refusal !== null) return refuse(refusal);
  const { by, now } = newSubmission;
  const replaced = recordLastTransition(
    setStateAndEndClaim(submission, to.value, now),
    'resubmit',
    by,
    now,
  );
  return ok({ ...submitAppSnapshot(app, newSubmission, /* REV-23 */ submission), replaced });
}

function submitRefusal(
  app: App,
  issues: readonly Issue[],
): RefusalOf<'app_suspended' | 'not_ready'> | null {
  if (isSuspendedOrTakenDown(app)) return { code: 'app_suspended', path: ['appId'] }; // REV-21
  return /* REV-20 */ issues.length === 0
    ? null
    : { code: 'not_ready', path: issues[0]?.path ?? [], issues };
}

function submitAppSnapshot(
  app: App,
  { id, snapshot, digest, by, now }: NewSubmission,
  queuePlace: Pick<Submission, 'caseId' | 'lane' | 'laneReason' | 'enteredAt' | 'dueAt'>,
): SubmittedRows {
  const { caseId, lane, laneReason, enteredAt, dueAt } = queuePlace;
  const revision = /* REV-11 */ app.submissionCount + 1;
  return {
    app: { ...app, submissionCount: revision, /* REV-2 */ updatedAt: now },
    submission: {
      id,
      appId: app.id,
      organizationId: app.organizationId,
      caseId,
      revision,
      snapshot,
      digest,
      state: 'waiting_for_review',
      lane,
      ...(laneReason === undefined ? {} : { laneReason }),
      enteredAt,
      dueAt,
      submittedAt: now,
      submittedBy: by,
      authors: /* REV-88 */ authorsOf(app, by),
      claimCount: 0,
      decisions: /* REV-24 */ [],
      createdAt: now,
      updatedAt: now,
    },
  };
}
