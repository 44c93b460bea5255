// What reviewers decide, on exactly the snapshot that they saw.

import type { App } from '../app/app.js';
import { newSensitivePermissions } from '../app/permission.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { secondsAfter } from '../shared/time.js';
import { conflictOf, leaseRefusal, type Reviewer } from './claims.js';
import { dueAfter } from './queue.js';
import type {
  Decision,
  Digest,
  Lane,
  ReviewReason,
  Submission,
  SubmissionState,
} from './submission.js';
import { decided, movedTo, type NotNow, nextState } from './transition.js';

/** What a reviewer says: over which snapshot, and under which claim. */
export interface Verdict {
  readonly reviewer: Reviewer;
  readonly digest: Digest;
  readonly token: number;
  readonly now: Date;
}

/** What a reviewer says without a claim. */
export type SecondVerdict = Omit<Verdict, 'token'>;

/** Why, in words that do not change and in words for people. */
export interface Grounds {
  readonly reasons: readonly ReviewReason[];
  /** As `groundsOf` has let it through. */
  readonly text: string;
}

export const longestGrounds = 4_000;

/** Refused without a reason or with a text that says nothing: absent, null, empty, white space. */
export function groundsOf(
  reasons: readonly ReviewReason[] | null | undefined,
  text: string | null | undefined,
): Result<Grounds, RefusalOf<'reason_required'>> {
  if (reasons == null || /* REV-51 */ reasons.length === 0) {
    return refuse({ code: 'reason_required', path: ['reasons'] });
  }
  const words = wordsOf(text);
  if (words === null) return refuse({ code: 'reason_required', path: ['text'] });
  return ok({ reasons: [...new Set(reasons)], text: words });
}

/** Null where nothing is said: absent, empty, or only what nobody sees. */
export function wordsOf(text: string | null | undefined): string | null {
  const words = (text ?? '').normalize('NFC').trim();
  return /* REV-52 */ readable.test(words) ? words : null;
}

/** Some letters show nothing, such as U+3164. */
const readable = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

type VerdictRefusal = NotNow | RefusalOf<'lease_lost' | 'digest_mismatch' | 'conflict_of_interest'>;

/** What stands in the way of a reviewer who decides under a claim. */
function verdictRefusal(
  submission: Submission,
  { reviewer, digest, token, now }: Verdict,
): RefusalOf<'lease_lost' | 'digest_mismatch' | 'conflict_of_interest'> | null {
  return (
    /* REV-36 REV-41 */ leaseRefusal(submission, reviewer, token, now) ??
    conflictOf(submission, reviewer) ??
    digestRefusal(submission, digest)
  );
}

function digestRefusal(
  submission: Pick<Submission, 'digest'>,
  digest: Digest,
): RefusalOf<'digest_mismatch'> | null {
  return /* REV-40 */ submission.digest === digest
    ? null
    : { code: 'digest_mismatch', path: ['digest'] };
}

/** A new app, and what asks for more of what people least like to give, is looked at by two. */
export function needsSecondApproval(
  { snapshot }: Pick<Submission, 'snapshot'>,
  { live }: Pick<App, 'live'>,
): boolean {
  if (live === undefined) return /* REV-45 */ true;
  const before = live.listing.permissions;
  return (
    /* REV-46 REV-47 */ newSensitivePermissions(before, snapshot.manifest.permissions).length > 0
  );
}

export function approve(
  submission: Submission,
  app: Pick<App, 'live'>,
  verdict: Verdict,
  policy: Policy,
): Result<Submission, VerdictRefusal> {
  const needsSecond = needsSecondApproval(submission, app);
  const to = nextState(submission, 'approve', needsSecond);
  if (!to.ok) return to;
  const refusal = verdictRefusal(submission, verdict);
  if (refusal !== null) return refuse(refusal);
  return ok(approvedBy(submission, 'approve', to.value, verdict, policy));
}

/** By another reviewer than the first, who needs no claim. */
export function secondApprove(
  submission: Submission,
  verdict: SecondVerdict,
  policy: Policy,
): Result<Submission, VerdictRefusal | RefusalOf<'second_reviewer_required'>> {
  const to = nextState(submission, 'secondApprove');
  if (!to.ok) return to;
  const refusal = secondRefusal(submission, verdict);
  if (refusal !== null) return refuse(refusal);
  return ok(approvedBy(submission, 'secondApprove', to.value, verdict, policy));
}

/** The second reviewer does not agree: back into the queue, at the place that it had. */
export function sendBack(
  submission: Submission,
  verdict: SecondVerdict,
  grounds: Grounds,
): Result<Submission, VerdictRefusal | RefusalOf<'second_reviewer_required'>> {
  const to = nextState(submission, 'sendBack');
  if (!to.ok) return to;
  const refusal = secondRefusal(submission, verdict);
  if (refusal !== null) return refuse(refusal);
  return ok(against(submission, 'sendBack', to.value, verdict, grounds));
}

function secondRefusal(
  submission: Submission,
  { reviewer, digest }: SecondVerdict,
): RefusalOf<'second_reviewer_required' | 'conflict_of_interest' | 'digest_mismatch'> | null {
  const first = submission.decisions.findLast(({ kind }) => kind === 'approve');
  if (first?.by === reviewer.userId) return { code: 'second_reviewer_required', path: ['actor'] }; // REV-48
  return /* REV-49 */ conflictOf(submission, reviewer) ?? digestRefusal(submission, digest);
}

function approvedBy(
  submission: Submission,
  kind: 'approve' | 'secondApprove',
  state: SubmissionState,
  { reviewer, now }: SecondVerdict,
  policy: Policy,
): Submission {
  const decision: Decision = { kind, by: reviewer.userId, at: now, reasons: [] };
  const after = decided(movedTo(submission, state, now), decision);
  if (state !== 'approved') return after;
  return { ...after, approvedUntil: secondsAfter(now, /* REV-67 */ policy.approvalLifetime) };
}

/** The developer's turn. */
export function requestChanges(
  submission: Submission,
  verdict: Verdict,
  grounds: Grounds,
): Result<Submission, VerdictRefusal> {
  return negative(submission, 'requestChanges', verdict, grounds);
}

export function reject(
  submission: Submission,
  verdict: Verdict,
  grounds: Grounds,
): Result<Submission, VerdictRefusal> {
  return negative(submission, 'reject', verdict, grounds);
}

function negative(
  submission: Submission,
  kind: 'requestChanges' | 'reject',
  verdict: Verdict,
  grounds: Grounds,
): Result<Submission, VerdictRefusal> {
  const to = nextState(submission, kind);
  if (!to.ok) return to;
  const refusal = verdictRefusal(submission, verdict);
  if (refusal !== null) return refuse(refusal);
  return ok(against(submission, kind, to.value, verdict, grounds));
}

function against(
  submission: Submission,
  kind: 'requestChanges' | 'reject' | 'sendBack',
  state: SubmissionState,
  { reviewer, now }: SecondVerdict,
  { reasons, text }: Grounds,
): Submission {
  const decision: Decision = { kind, by: reviewer.userId, at: now, reasons, text };
  return decided(movedTo(submission, state, now), decision);
}

/** Into another lane, where it is due at another time, counted from when the case began. */
export function setLane(
  submission: Submission,
  { lane, reason }: { readonly lane: Lane; readonly reason: string },
  reviewer: Reviewer,
  policy: Policy,
  now: Date,
): Result<Submission, NotNow | RefusalOf<'conflict_of_interest'>> {
  const to = nextState(submission, 'setLane');
  if (!to.ok) return to;
  const conflict = conflictOf(submission, reviewer);
  if (conflict !== null) return refuse(conflict); // REV-64
  const dueAt = dueAfter(lane, /* REV-62 */ submission.enteredAt, policy);
  return ok({ ...submission, state: to.value, lane, laneReason: reason, dueAt, updatedAt: now });
}
