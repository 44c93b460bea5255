// How a submission begins and ends: submitted, withdrawn, released, revoked, and what follows of it for the app.

import { type App, isKeptOut, listingOf, type Snapshot } from '../app/app.js';
import type { SubmissionId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy.js';
import type { Issue, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Grounds } from './decisions.js';
import { dueAfter } from './queue.js';
import type { Digest, Submission, SubmissionState } from './submission.js';
import { decided, movedTo, type NotNow, nextState, settledBy } from './transition.js';

export interface Submitting {
  readonly id: SubmissionId;
  readonly snapshot: Snapshot;
  readonly digest: Digest;
  /** Everything that keeps the draft from being submitted, as `readiness` lists it. */
  readonly issues: readonly Issue[];
  readonly by: UserId;
  readonly now: Date;
}

export interface Submitted {
  readonly submission: Submission;
  readonly app: App;
}

/** Into the queue, at its end. */
export function submit(
  app: App,
  open: Pick<Submission, 'id'> | null,
  submitting: Submitting,
  policy: Policy,
): Result<Submitted, RefusalOf<'app_suspended' | 'submission_already_open' | 'not_ready'>> {
  const refusal = submitRefusal(app, submitting.issues);
  if (open !== null) return refuse({ code: 'submission_already_open', submissionId: open.id }); // REV-7
  if (refusal !== null) return refuse(refusal);
  const { id, now } = submitting;
  const lane = /* REV-10 */ app.live === undefined ? 'new' : 'update';
  const dueAt = dueAfter(lane, now, policy);
  return ok(entered(app, submitting, { caseId: id, lane, enteredAt: now, dueAt }));
}

/** After changes were requested: another revision in the same case, at the place that it had. */
export function resubmit(
  app: App,
  submission: Submission,
  submitting: Submitting,
): Result<
  Submitted & { readonly replaced: Submission },
  NotNow | RefusalOf<'app_suspended' | 'not_ready'>
> {
  const to = nextState(submission, 'resubmit');
  if (!to.ok) return to;
  const refusal = submitRefusal(app, submitting.issues);
  if (refusal !== null) return refuse(refusal);
  const { by, now } = submitting;
  const replaced = settledBy(movedTo(submission, to.value, now), 'resubmit', by, now);
  return ok({ ...entered(app, submitting, /* REV-23 */ submission), replaced });
}

function submitRefusal(
  app: App,
  issues: readonly Issue[],
): RefusalOf<'app_suspended' | 'not_ready'> | null {
  if (isKeptOut(app)) return { code: 'app_suspended', path: ['appId'] }; // REV-21
  return /* REV-20 */ issues.length === 0
    ? null
    : { code: 'not_ready', path: issues[0]?.path ?? [], issues };
}

function entered(
  app: App,
  { id, snapshot, digest, by, now }: Submitting,
  place: Pick<Submission, 'caseId' | 'lane' | 'laneReason' | 'enteredAt' | 'dueAt'>,
): Submitted {
  const { caseId, lane, laneReason, enteredAt, dueAt } = place;
  const revision = /* REV-11 */ app.submissions + 1;
  return {
    app: { ...app, submissions: revision, /* REV-2 */ updatedAt: now },
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
      claims: 0,
      decisions: /* REV-24 */ [],
      createdAt: now,
      updatedAt: now,
    },
  };
}

/** By the organization, at any time before a release or the end of an approval; a reviewer's claim ends with it. */
export function withdraw(
  submission: Submission,
  by: UserId | null,
  now: Date,
): Result<Submission, NotNow | RefusalOf<'approval_expired'>> {
  const to = nextInTime(submission, 'withdraw', now);
  return to.ok ? ok(settledBy(movedTo(submission, to.value, now), 'withdraw', by, now)) : to;
}

export interface Released {
  readonly submission: Submission;
  readonly app: App;
  /** What was live before, where something was. */
  readonly superseded: Submission | null;
}

/** To users, exactly as it was approved. `before` is what is live now. */
export function release(
  app: App,
  submission: Submission,
  before: Submission | null,
  by: UserId | null,
  now: Date,
): Result<Released, NotNow | RefusalOf<'approval_expired' | 'app_suspended'>> {
  const to = nextInTime(submission, 'release', now);
  if (!to.ok) return to;
  if (isKeptOut(app)) return refuse({ code: 'app_suspended', path: ['appId'] }); // REV-71
  const out = { ...movedTo(submission, to.value, now), releasedAt: now };
  const released = settledBy(out, 'release', by, now);
  const superseded = /* REV-72 */ before === null ? null : supersede(before, by, now);
  if (superseded !== null && !superseded.ok) return superseded;
  return ok({
    submission: released,
    app: withLive(app, released, now),
    superseded: superseded?.value ?? null,
  });
}

/** The state that it leads to, unless time has ended the approval. */
function nextInTime(
  submission: Submission,
  command: 'withdraw' | 'release',
  now: Date,
): Result<SubmissionState, NotNow | RefusalOf<'approval_expired'>> {
  const to = nextState(submission, command);
  return /* REV-68 */ to.ok && isOverdue(submission, now)
    ? refuse({ code: 'approval_expired' })
    : to;
}

function supersede(before: Submission, by: UserId | null, now: Date): Result<Submission, NotNow> {
  const to = nextState(before, 'supersede');
  return to.ok ? ok(settledBy(movedTo(before, to.value, now), 'supersede', by, now)) : to;
}

function withLive(app: App, submission: Submission, now: Date): App {
  const { id: submissionId, revision, digest, snapshot, releasedAt = now } = submission;
  const live = {
    submissionId,
    revision,
    digest,
    releasedAt,
    listing: listingOf(/* REV-1 */ snapshot),
  };
  return { ...app, live, updatedAt: now };
}

/** Whether time has ended an approval, written down or not. */
export function isOverdue(
  { approvedUntil }: Pick<Submission, 'approvedUntil'>,
  now: Date,
): boolean {
  return approvedUntil !== undefined && approvedUntil <= now;
}

/** Writes down what time has done, and no sooner. */
export function expireApproval(submission: Submission, now: Date): Result<Submission, NotNow> {
  const command = 'expireApproval';
  const to = nextState(submission, command);
  if (!to.ok) return to;
  if (/* REV-69 */ !isOverdue(submission, now)) {
    const { state: from } = submission;
    return refuse({ code: 'invalid_transition', path: ['submissionId'], from, command });
  }
  const at = submission.approvedUntil ?? now;
  return ok(settledBy(movedTo(submission, to.value, now), command, null, at));
}

export interface Revoked {
  readonly submission: Submission;
  readonly app: App;
  /** What is live again instead, where there is something. */
  readonly fallback: Submission | null;
}

/** By the platform. Where it was live, the last release before it is live again; `last` is that one, or null. */
export function revoke(
  app: App,
  submission: Submission,
  last: Submission | null,
  grounds: Grounds,
  by: UserId,
  now: Date,
): Result<Revoked, NotNow> {
  const to = nextState(submission, 'revoke');
  if (!to.ok) return to;
  const { reasons, text } = grounds;
  const decision = { kind: 'revoke', by, at: now, reasons, text } as const;
  const revoked = decided(movedTo(submission, to.value, now), decision);
  if (/* REV-76 */ app.live?.submissionId !== submission.id)
    return ok({ submission: revoked, app, fallback: null });
  if (/* REV-74 */ last === null)
    return ok({ submission: revoked, /* REV-75 */ app: withoutLive(app, now), fallback: null });
  const back = nextState(last, 'fallBack');
  if (!back.ok) return back;
  const fallback = settledBy(movedTo(last, back.value, now), 'fallBack', by, now);
  return ok({ submission: revoked, app: withLive(app, fallback, now), fallback });
}

function withoutLive(app: App, now: Date): App {
  const { live: _live, ...rest } = app;
  return { ...rest, updatedAt: now };
}
