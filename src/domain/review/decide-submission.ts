// The decisions of reviewers. A decision applies to exactly the snapshot that the reviewer saw.

import type { App } from '../app/app.js';
import { newSensitivePermissionTypes } from '../app/app-permission.js';
import type { SnapshotDigest } from '../app/snapshot-digest.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { addSeconds } from '../shared/time.js';
import {
  nextSubmissionState,
  recordDecision,
  setSubmissionState,
  type TransitionRefusal,
} from './apply-transition.js';
import { conflictOfInterestRefusal, leaseLostRefusal, type Reviewer } from './claim-submission.js';
import { reviewDueAt } from './review-queue.js';
import type {
  Lane,
  ReviewDecision,
  ReviewReasonCode,
  Submission,
  SubmissionState,
} from './submission.js';

/** Who decides, on which snapshot, and with which claim. */
export interface ReviewDecisionContext {
  readonly reviewer: Reviewer;
  readonly digest: SnapshotDigest;
  readonly leaseToken: number;
  readonly now: Date;
}

/** The context of a decision that needs no claim. */
export type SecondReviewDecisionContext = Omit<ReviewDecisionContext, 'leaseToken'>;

/** The reason of a decision: reason codes and a text for people. */
export interface DecisionReason {
  readonly reasons: readonly ReviewReasonCode[];
  /** A text that `parseDecisionReason` accepted. */
  readonly text: string;
}

export const maxDecisionTextLength = 4_000;

/** Refused: `reason_required` without a reason code, or if the text is absent, null, empty or only white space. */
export function parseDecisionReason(
  reasons: readonly ReviewReasonCode[] | null | undefined,
  text: string | null | undefined,
): Result<DecisionReason, RefusalOf<'reason_required'>> {
  if (reasons == null || /* REV-51 */ reasons.length === 0) {
    return refuse({ code: 'reason_required', path: ['reasons'] });
  }
  const words = parseReasonText(text);
  if (words === null) return refuse({ code: 'reason_required', path: ['text'] });
  return ok({ reasons: [...new Set(reasons)], text: words });
}

/** The text in NFC, trimmed. Null if it is absent, empty or has no visible letter or digit. */
export function parseReasonText(text: string | null | undefined): string | null {
  const words = (text ?? '').normalize('NFC').trim();
  return /* REV-52 */ readablePattern.test(words) ? words : null;
}

/** A letter or digit that is visible. Some letters are blank, such as U+3164. */
const readablePattern = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

type ReviewDecisionRefusal =
  | TransitionRefusal
  | RefusalOf<'lease_lost' | 'digest_mismatch' | 'conflict_of_interest'>;

/** The refusal for a decision that needs a claim. Null if there is none. */
function reviewDecisionRefusal(
  submission: Submission,
  { reviewer, digest, leaseToken, now }: ReviewDecisionContext,
): RefusalOf<'lease_lost' | 'digest_mismatch' | 'conflict_of_interest'> | null {
  return (
    /* REV-36 REV-41 */ leaseLostRefusal(submission, reviewer, leaseToken, now) ??
    conflictOfInterestRefusal(submission, reviewer) ??
    digestMismatchRefusal(submission, digest)
  );
}

function digestMismatchRefusal(
  submission: Pick<Submission, 'digest'>,
  digest: SnapshotDigest,
): RefusalOf<'digest_mismatch'> | null {
  return /* REV-40 */ submission.digest === digest
    ? null
    : { code: 'digest_mismatch', path: ['digest'] };
}

/** Whether two reviewers must approve: for a new app, and for an update that asks for a new sensitive permission. */
export function needsSecondApproval(
  { snapshot }: Pick<Submission, 'snapshot'>,
  { live }: Pick<App, 'live'>,
): boolean {
  if (live === undefined) return /* REV-45 */ true;
  const before = live.listing.permissions;
  return (
    /* REV-46 REV-47 */ newSensitivePermissionTypes(before, snapshot.manifest.permissions).length >
    0
  );
}

export function approveSubmission(
  submission: Submission,
  app: Pick<App, 'live'>,
  decisionContext: ReviewDecisionContext,
  policy: Policy,
): Result<Submission, ReviewDecisionRefusal> {
  const needsSecond = needsSecondApproval(submission, app);
  const to = nextSubmissionState(submission, 'approve', needsSecond);
  if (!to.ok) return to;
  const refusal = reviewDecisionRefusal(submission, decisionContext);
  if (refusal !== null) return refuse(refusal);
  return ok(recordApproval(submission, 'approve', to.value, decisionContext, policy));
}

/** The second approval. It needs no claim, but another reviewer than the first approval. */
export function secondApprove(
  submission: Submission,
  decisionContext: SecondReviewDecisionContext,
  policy: Policy,
): Result<Submission, ReviewDecisionRefusal | RefusalOf<'second_reviewer_required'>> {
  const to = nextSubmissionState(submission, 'secondApprove');
  if (!to.ok) return to;
  const refusal = secondReviewerRefusal(submission, decisionContext);
  if (refusal !== null) return refuse(refusal);
  return ok(recordApproval(submission, 'secondApprove', to.value, decisionContext, policy));
}

/** The second reviewer disagrees. The submission goes back to its old place in the queue. */
export function sendBack(
  submission: Submission,
  decisionContext: SecondReviewDecisionContext,
  decisionReason: DecisionReason,
): Result<Submission, ReviewDecisionRefusal | RefusalOf<'second_reviewer_required'>> {
  const to = nextSubmissionState(submission, 'sendBack');
  if (!to.ok) return to;
  const refusal = secondReviewerRefusal(submission, decisionContext);
  if (refusal !== null) return refuse(refusal);
  return ok(
    recordNegativeDecision(submission, 'sendBack', to.value, decisionContext, decisionReason),
  );
}

function secondReviewerRefusal(
  submission: Submission,
  { reviewer, digest }: SecondReviewDecisionContext,
): RefusalOf<'second_reviewer_required' | 'conflict_of_interest' | 'digest_mismatch'> | null {
  const first = submission.decisions.findLast(({ kind }) => kind === 'approve');
  if (first?.by === reviewer.userId) return { code: 'second_reviewer_required', path: ['actor'] }; // REV-48
  return (
    /* REV-49 */ conflictOfInterestRefusal(submission, reviewer) ??
    digestMismatchRefusal(submission, digest)
  );
}

function recordApproval(
  submission: Submission,
  kind: 'approve' | 'secondApprove',
  state: SubmissionState,
  { reviewer, now }: SecondReviewDecisionContext,
  policy: Policy,
): Submission {
  const decision: ReviewDecision = { kind, by: reviewer.userId, at: now, reasons: [] };
  const after = recordDecision(setSubmissionState(submission, state, now), decision);
  if (state !== 'approved') return after;
  return { ...after, approvedUntil: addSeconds(now, /* REV-67 */ policy.approvalLifetime) };
}

/** Asks the developer for changes. The developer can then resubmit. */
export function requestChanges(
  submission: Submission,
  decisionContext: ReviewDecisionContext,
  decisionReason: DecisionReason,
): Result<Submission, ReviewDecisionRefusal> {
  return decideNegatively(submission, 'requestChanges', decisionContext, decisionReason);
}

export function rejectSubmission(
  submission: Submission,
  decisionContext: ReviewDecisionContext,
  decisionReason: DecisionReason,
): Result<Submission, ReviewDecisionRefusal> {
  return decideNegatively(submission, 'reject', decisionContext, decisionReason);
}

function decideNegatively(
  submission: Submission,
  kind: 'requestChanges' | 'reject',
  decisionContext: ReviewDecisionContext,
  decisionReason: DecisionReason,
): Result<Submission, ReviewDecisionRefusal> {
  const to = nextSubmissionState(submission, kind);
  if (!to.ok) return to;
  const refusal = reviewDecisionRefusal(submission, decisionContext);
  if (refusal !== null) return refuse(refusal);
  return ok(recordNegativeDecision(submission, kind, to.value, decisionContext, decisionReason));
}

function recordNegativeDecision(
  submission: Submission,
  kind: 'requestChanges' | 'reject' | 'sendBack',
  state: SubmissionState,
  { reviewer, now }: SecondReviewDecisionContext,
  { reasons, text }: DecisionReason,
): Submission {
  const decision: ReviewDecision = { kind, by: reviewer.userId, at: now, reasons, text };
  return recordDecision(setSubmissionState(submission, state, now), decision);
}

/** Moves the submission to another lane. Its new due time counts from when the case entered the queue. */
export function setLane(
  submission: Submission,
  { lane, reason }: { readonly lane: Lane; readonly reason: string },
  reviewer: Reviewer,
  policy: Policy,
  now: Date,
): Result<Submission, TransitionRefusal | RefusalOf<'conflict_of_interest'>> {
  const to = nextSubmissionState(submission, 'setLane');
  if (!to.ok) return to;
  const conflict = conflictOfInterestRefusal(submission, reviewer);
  if (conflict !== null) return refuse(conflict); // REV-64
  const dueAt = reviewDueAt(lane, /* REV-62 */ submission.enteredAt, policy);
  return ok({ ...submission, state: to.value, lane, laneReason: reason, dueAt, updatedAt: now });
}
