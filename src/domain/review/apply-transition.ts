// Steps that the commands on submissions share: check the transition, set the state, record the outcome.

import type { UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import {
  type ReviewDecision,
  type Submission,
  type SubmissionCommand,
  type SubmissionState,
  submissionTransitions,
  transitionRefusal,
} from './submission.js';

export type TransitionRefusal = RefusalOf<'already_decided' | 'invalid_transition'>;

/** The state after a command. If the table has two states for it, the second one applies when `needsSecondApproval`. */
export function nextSubmissionState(
  submission: Submission,
  command: SubmissionCommand,
  needsSecondApproval = false,
): Result<SubmissionState, TransitionRefusal> {
  const to = submissionTransitions[submission.state][command];
  if (to === undefined) return refuse(transitionRefusal(submission, command));
  const [first, second = first] = to;
  return ok(needsSecondApproval ? second : first);
}

/** Sets the state and ends the reviewer's claim. */
export function setSubmissionState(
  submission: Submission,
  state: SubmissionState,
  now: Date,
): Submission {
  const /* REV-22 */ { lease: _lease, ...rest } = submission;
  return { ...rest, state, updatedAt: now };
}

/** Records what was done, when and by whom. A later command that is too late gets this in its refusal. */
export function recordOutcome(
  submission: Submission,
  command: SubmissionCommand,
  by: UserId | null,
  at: Date,
): Submission {
  return { ...submission, lastOutcome: { command, at, ...(by === null ? {} : { by }) } };
}

export function recordDecision(submission: Submission, decision: ReviewDecision): Submission {
  const { kind, by, at } = decision;
  return recordOutcome(
    { ...submission, decisions: [...submission.decisions, decision] },
    kind,
    by,
    at,
  );
}
