// The steps that all commands of a submission share: the table asked, the state moved, the end noted.

import type { UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import {
  type Decision,
  type Submission,
  type SubmissionCommand,
  type SubmissionState,
  submissionTransitions,
  tooLate,
} from './submission.js';

export type NotNow = RefusalOf<'already_decided' | 'invalid_transition'>;

/** The state that a command leads to; the second one where it has two and `isSecond`. */
export function nextState(
  submission: Submission,
  command: SubmissionCommand,
  isSecond = false,
): Result<SubmissionState, NotNow> {
  const to = submissionTransitions[submission.state][command];
  if (to === undefined) return refuse(tooLate(submission, command));
  const [first, second = first] = to;
  return ok(isSecond ? second : first);
}

/** In another state, and without the claim: whatever moves a submission on ends it. */
export function movedTo(submission: Submission, state: SubmissionState, now: Date): Submission {
  const /* REV-22 */ { lease: _lease, ...rest } = submission;
  return { ...rest, state, updatedAt: now };
}

/** With a note of what has ended something, for whoever comes too late. */
export function settledBy(
  submission: Submission,
  what: SubmissionCommand,
  by: UserId | null,
  at: Date,
): Submission {
  return { ...submission, settled: { what, at, ...(by === null ? {} : { by }) } };
}

export function decided(submission: Submission, decision: Decision): Submission {
  const { kind, by, at } = decision;
  return settledBy({ ...submission, decisions: [...submission.decisions, decision] }, kind, by, at);
}
