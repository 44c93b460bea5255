// The states of a submission: which command leads from which state to which, and how a command that comes too late is refused.

import type { SubmissionState, SubmissionTransition } from '../../../domain/review/submission.js';
import type { ModelSubmission } from './app-rows.js';
import { isOpen } from './app-rules.js';
import { throwRefusal, toIsoOrUndefined } from './reference-model.js';

type NextStates = Readonly<Partial<Record<SubmissionTransition, SubmissionState>>>;

/** An approval that needs a second one leads to `pending_second_approval` instead. */
const nextStates: Readonly<Partial<Record<SubmissionState, NextStates>>> = {
  waiting_for_review: {
    claim: 'in_review',
    setLane: 'waiting_for_review',
    withdraw: 'withdrawn',
  },
  in_review: {
    claim: 'in_review',
    renewClaim: 'in_review',
    releaseClaim: 'waiting_for_review',
    setLane: 'in_review',
    approve: 'approved',
    requestChanges: 'changes_requested',
    reject: 'rejected',
    withdraw: 'withdrawn',
  },
  changes_requested: {
    setLane: 'changes_requested',
    resubmit: 'replaced',
    withdraw: 'withdrawn',
  },
  pending_second_approval: {
    setLane: 'pending_second_approval',
    secondApprove: 'approved',
    sendBack: 'waiting_for_review',
    withdraw: 'withdrawn',
  },
  approved: {
    release: 'released',
    withdraw: 'withdrawn',
    expireApproval: 'approval_expired',
    revoke: 'revoked',
  },
  released: { supersede: 'superseded', revoke: 'revoked' },
  superseded: { fallBack: 'released', revoke: 'revoked' },
};

/** What an organization does. A refusal does not say which person did it. */
const ofOrganizations: readonly SubmissionTransition[] = [
  'resubmit',
  'withdraw',
  'release',
  'supersede',
];

/** The state after the command; refuses one that is not possible now. */
export function requireTransition(
  submission: ModelSubmission,
  command: SubmissionTransition,
): SubmissionState {
  const { state, outcome } = submission;
  const next = nextStates[state]?.[command];
  if (next !== undefined) return next;
  if (outcome === null || (isOpen(submission) && !isRival(outcome.command, command)))
    return throwRefusal('invalid_transition', { from: state, command });
  return throwRefusal('already_decided', {
    decision: outcome.command,
    decidedAt: toIsoOrUndefined(outcome.at),
    decidedBy: ofOrganizations.includes(command) ? undefined : outcome.by,
  });
}

/** Whether there is a state in which both were possible, so that one was faster. */
function isRival(one: SubmissionTransition, other: SubmissionTransition): boolean {
  return Object.values(nextStates).some(
    (possible) => possible[one] !== undefined && possible[other] !== undefined,
  );
}

export function endClaim(submission: ModelSubmission, state: SubmissionState): void {
  submission.state = state;
  submission.lease = null;
}
