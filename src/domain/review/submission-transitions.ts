// The state machine of submissions: the table of all transitions, and how a transition is applied or refused.

import type { UserId } from '../shared/ids.js';
import type { Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import {
  isOpenSubmission,
  type LastTransition,
  type ReviewDecision,
  type Submission,
  type SubmissionState,
  type SubmissionTransition,
} from './submission.js';

/** All transitions of a submission. A transition that is not in this table is not possible. `approve` leads to its second state if two approvals are needed. */
export const submissionTransitions: Readonly<
  Record<
    SubmissionState,
    Readonly<Partial<Record<SubmissionTransition, readonly [SubmissionState, SubmissionState?]>>>
  >
> = {
  waiting_for_review: {
    claim: ['in_review'],
    setLane: ['waiting_for_review'],
    withdraw: ['withdrawn'],
  },
  in_review: {
    claim: ['in_review'],
    renewClaim: ['in_review'],
    releaseClaim: ['waiting_for_review'],
    setLane: ['in_review'],
    requestChanges: ['changes_requested'],
    approve: ['approved', 'pending_second_approval'],
    reject: ['rejected'],
    withdraw: ['withdrawn'],
  },
  changes_requested: {
    setLane: ['changes_requested'],
    resubmit: [/* REV-25 */ 'replaced'],
    withdraw: ['withdrawn'],
  },
  pending_second_approval: {
    setLane: ['pending_second_approval'],
    secondApprove: ['approved'],
    sendBack: ['waiting_for_review'],
    withdraw: ['withdrawn'],
  },
  approved: {
    withdraw: ['withdrawn'],
    release: ['released'],
    expireApproval: ['approval_expired'],
    revoke: ['revoked'],
  },
  released: {
    revoke: ['revoked'],
    supersede: ['superseded'],
  },
  superseded: {
    revoke: ['revoked'],
    fallBack: ['released'],
  },
  replaced: {},
  rejected: /* REV-53 */ {},
  withdrawn: {},
  approval_expired: {},
  revoked: {},
};

export type TransitionRefusal = RefusalOf<'already_decided' | 'invalid_transition'>;

/** The state after a command. If the table has two states for it, the second one applies when `needsSecondApproval`. */
export function nextSubmissionState(
  submission: Submission,
  command: SubmissionTransition,
  needsSecondApproval = false,
): Result<SubmissionState, TransitionRefusal> {
  const to = submissionTransitions[submission.state][command];
  if (to === undefined) return refuse(transitionRefusal(submission, command));
  const [first, second = first] = to;
  return ok(needsSecondApproval ? second : first);
}

/** Sets the state and ends the reviewer's claim. */
export function setStateAndEndClaim(
  submission: Submission,
  state: SubmissionState,
  now: Date,
): Submission {
  const { lease: _lease, ...rest } = submission;
  return { ...rest, state, updatedAt: now };
}

/** Records what was done, when and by whom. A later command that is too late gets this in its refusal. */
export function recordLastTransition(
  submission: Submission,
  command: SubmissionTransition,
  by: UserId | null,
  at: Date,
): Submission {
  return { ...submission, lastOutcome: { command, at, ...(by === null ? {} : { by }) } };
}

export function recordDecision(submission: Submission, decision: ReviewDecision): Submission {
  const { kind, by, at } = decision;
  return recordLastTransition(
    { ...submission, decisions: [...submission.decisions, decision] },
    kind,
    by,
    at,
  );
}

/** Commands of organizations and their consequences. Their refusals never name the reviewer. */
const organizationTransitions: ReadonlySet<SubmissionTransition> = new Set([
  'resubmit',
  'withdraw',
  'release',
  'supersede',
]);

/** The refusal for a command without a transition: `already_decided` if somebody else was faster, else `invalid_transition`. */
function transitionRefusal(
  { state, lastOutcome }: Pick<Submission, 'state' | 'lastOutcome'>,
  command: SubmissionTransition,
): RefusalOf<'already_decided' | 'invalid_transition'> {
  const path: Path = ['submissionId'];
  if (/* REV-54 */ lastOutcome === undefined || !isAlreadyDecided(state, lastOutcome, command)) {
    return { code: 'invalid_transition', path, from: state, command };
  }
  const { command: decision, at: decidedAt, by } = lastOutcome;
  const isNamed = by !== undefined && !organizationTransitions.has(command);
  return {
    code: 'already_decided',
    path,
    decision,
    decidedAt,
    ...(isNamed ? { decidedBy: by } : {}),
  };
}

/** Whether an earlier command took the place of this one. That is so if the submission is closed, or if there is a state that allows both commands. */
function isAlreadyDecided(
  state: SubmissionState,
  { command: what }: LastTransition,
  command: SubmissionTransition,
): boolean {
  if (!isOpenSubmission({ state })) return true;
  return Object.values(submissionTransitions).some(
    (possible) => possible[what] !== undefined && possible[command] !== undefined,
  );
}
