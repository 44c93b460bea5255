// What reviewers decide, on the snapshot that they name by its digest.

import * as z from 'zod';
import {
  approve as approved,
  requestChanges as changesRequested,
  type Grounds,
  groundsOf,
  setLane as laneSet,
  longestGrounds,
  reject as rejected,
  secondApprove as secondApproved,
  sendBack as sentBack,
  wordsOf,
} from '../../domain/review/decisions.js';
import {
  type Digest,
  type Lane,
  lanes,
  parseDigest,
  type ReviewReason,
  reviewReasons,
} from '../../domain/review/submission.js';
import type { SubmissionId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { ReviewView } from '../apps/views.js';
import { touched } from '../use-case/changes.js';
import type { AnyCommand, CommandSpec } from '../use-case/command.js';
import { submissionIdSchema, textSchema } from '../use-case/input.js';
import { tokenSchema } from './claims.js';
import { type AnyReview, type Reviewing, reviewCommand } from './review-command.js';

type NotNow = 'already_decided' | 'invalid_transition';

/** What is decided on: the snapshot that was seen. */
export interface OnSnapshotInput {
  readonly submissionId: string;
  /** `digest` of the submission that was looked at. */
  readonly digest: string;
}

interface OnSnapshot {
  readonly submissionId: SubmissionId;
  readonly digest: Digest;
}

/** A decision under a claim. */
export interface ApproveInput extends OnSnapshotInput {
  /** `lease.token`, as the claim has answered it. */
  readonly token: number;
}

interface UnderClaim extends OnSnapshot {
  readonly token: number;
}

/** A decision that the organization will not like. */
export interface NegativeInput extends ApproveInput {
  /** At least one. */
  readonly reasons?: readonly ReviewReason[] | null | undefined;
  /** For the organization: 1 to 4,000 characters. */
  readonly text?: string | null | undefined;
}

interface Negative extends UnderClaim {
  readonly reasons?: readonly ReviewReason[] | null | undefined;
  readonly text?: string | null | undefined;
}

/** As a second reviewer, who needs no claim. */
export interface SendBackInput extends OnSnapshotInput {
  readonly reasons?: readonly ReviewReason[] | null | undefined;
  /** For the other reviewers: 1 to 4,000 characters. */
  readonly text?: string | null | undefined;
}

interface SendBack extends OnSnapshot {
  readonly reasons?: readonly ReviewReason[] | null | undefined;
  readonly text?: string | null | undefined;
}

const digest: z.ZodType<Digest, string> = z.string().transform((text, context) => {
  const read = text.length > 64 ? null : parseDigest(text);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'a digest is 64 lower-case hex digits' });
  return z.NEVER;
});

export const groundsText: z.ZodString = textSchema(longestGrounds);
const onSnapshot = { submissionId: submissionIdSchema, digest };
const grounds = {
  reasons: z.array(z.enum(reviewReasons)).max(reviewReasons.length).nullable().optional(),
  text: groundsText.nullable().optional(),
};

interface Grounded {
  readonly grounds: Grounds;
}

/** Adds the grounds, where they say something. */
function withGrounds<O extends Pick<Negative, 'reasons' | 'text'>>(
  input: O,
): Result<O & Grounded, RefusalOf<'reason_required' | AnyCommand>> {
  const read = groundsOf(input.reasons, input.text);
  return read.ok ? ok({ ...input, grounds: read.value }) : read;
}

type VerdictRefusal = NotNow | 'lease_lost' | 'digest_mismatch' | 'conflict_of_interest';
export type ApproveRefusal = VerdictRefusal | AnyReview;

/** Touches the app: whether two are needed depends on what is live. */
export const approveSpec: CommandSpec<
  ApproveInput,
  UnderClaim,
  Reviewing<UnderClaim>,
  ReviewView,
  ApproveRefusal
> = reviewCommand({
  action: 'review.approve',
  command: 'approve',
  schema: z.strictObject({ ...onSnapshot, token: tokenSchema }),
  read: ok,
  isGuarded: true,
  decide({ context, now }, { submission, app, reviewer }, { digest: seen, token }) {
    const verdict = { reviewer, digest: seen, token, now };
    const after = approved(submission.value, app.value, verdict, context.policy);
    return after.ok ? ok({ submission: after.value, changes: [touched('apps', app)] }) : after;
  },
});

type SecondRefusal =
  | NotNow
  | 'lease_lost'
  | 'digest_mismatch'
  | 'conflict_of_interest'
  | 'second_reviewer_required';
export type SecondApproveRefusal = SecondRefusal | AnyReview;

export const secondApproveSpec: CommandSpec<
  OnSnapshotInput,
  OnSnapshot,
  Reviewing<OnSnapshot>,
  ReviewView,
  SecondApproveRefusal
> = reviewCommand({
  action: 'review.second_approve',
  command: 'secondApprove',
  schema: z.strictObject(onSnapshot),
  read: ok,
  isGuarded: true,
  decide({ context, now }, { submission, reviewer }, { digest: seen }) {
    const after = secondApproved(submission.value, { reviewer, digest: seen, now }, context.policy);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});

export type SendBackRefusal = SecondRefusal | 'reason_required' | AnyReview;

export const sendBackSpec: CommandSpec<
  SendBackInput,
  SendBack,
  Reviewing<SendBack & Grounded>,
  ReviewView,
  SendBackRefusal
> = reviewCommand({
  action: 'review.send_back',
  command: 'sendBack',
  schema: z.strictObject({ ...onSnapshot, ...grounds }),
  read: withGrounds<SendBack>,
  isGuarded: true,
  decide({ now }, { submission, reviewer }, { digest: seen, grounds: why }) {
    const after = sentBack(submission.value, { reviewer, digest: seen, now }, why);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});

export type NegativeRefusal = VerdictRefusal | 'reason_required' | AnyReview;

function negativeSpec(
  action: 'review.request_changes' | 'review.reject',
  command: 'requestChanges' | 'reject',
  decided: typeof rejected,
): CommandSpec<
  NegativeInput,
  Negative,
  Reviewing<Negative & Grounded>,
  ReviewView,
  NegativeRefusal
> {
  return reviewCommand({
    action,
    command,
    schema: z.strictObject({ ...onSnapshot, token: tokenSchema, ...grounds }),
    read: withGrounds<Negative>,
    isGuarded: true,
    decide({ now }, { submission, reviewer }, { digest: seen, token, grounds: why }) {
      const after = decided(submission.value, { reviewer, digest: seen, token, now }, why);
      return after.ok ? ok({ submission: after.value }) : after;
    },
  });
}

export const requestChangesSpec: ReturnType<typeof negativeSpec> = negativeSpec(
  'review.request_changes',
  'requestChanges',
  changesRequested,
);
export const rejectSpec: ReturnType<typeof negativeSpec> = negativeSpec(
  'review.reject',
  'reject',
  rejected,
);

/** Which lane a submission is to stand in, and why. */
export interface SetLaneInput {
  readonly submissionId: string;
  readonly lane: Lane;
  /** For the other reviewers: 1 to 4,000 characters. */
  readonly reason: string;
}

interface SetLane extends Omit<SetLaneInput, 'submissionId'> {
  readonly submissionId: SubmissionId;
}

export type SetLaneRefusal = NotNow | 'conflict_of_interest' | 'reason_required' | AnyReview;

export const setLaneSpec: CommandSpec<
  SetLaneInput,
  SetLane,
  Reviewing<SetLane>,
  ReviewView,
  SetLaneRefusal
> = reviewCommand({
  action: 'review.set_lane',
  command: 'setLane',
  schema: z.strictObject({
    submissionId: submissionIdSchema,
    lane: z.enum(lanes),
    reason: groundsText,
  }),
  read(input: SetLane): Result<SetLane, RefusalOf<'reason_required' | AnyCommand>> {
    const reason = /* REV-63 */ wordsOf(input.reason);
    return reason === null
      ? refuse({ code: 'reason_required', path: ['reason'] })
      : ok({ ...input, reason });
  },
  isGuarded: true,
  decide({ context, now }, { submission, app, reviewer }, { lane, reason }) {
    const after = laneSet(submission.value, { lane, reason }, reviewer, context.policy, now);
    if (!after.ok) return after;
    const { id: submissionId, appId } = after.value;
    const { organizationId } = app.value;
    return ok({
      submission: after.value,
      facts: [{ type: 'lane_set', organizationId, appId, submissionId, lane }],
    });
  },
});
