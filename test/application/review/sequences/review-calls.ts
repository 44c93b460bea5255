// Commands of reviewers on submissions.

import {
  lanes,
  reviewReasonCodes,
  type Submission,
  type SubmissionState,
} from '../../../../src/domain/review/submission.js';
import type { Actor } from '../../../../src/domain/shared/actor.js';
import type { RandomCommand } from './random-steps.js';
import { type CallFactory, createCall, unknownId } from './review-call.js';
import {
  pickAt,
  pickReviewer,
  pickSubmission,
  type SequenceState,
  submissionsOf,
} from './sequence-state.js';

interface SubmissionTarget {
  readonly submission: Submission;
  readonly actor: Actor;
  readonly submissionId: string;
}

function pickSubmissionTarget(
  sequenceState: SequenceState,
  command: RandomCommand,
  ...states: readonly SubmissionState[]
): SubmissionTarget | null {
  const submission = pickSubmission(sequenceState, command, ({ state }) => states.includes(state));
  if (submission === null) return null;
  const submissionId = command.defect === 'id' ? unknownId : submission.id;
  return {
    submission,
    submissionId,
    actor: pickReviewer(sequenceState, submission, command.actorIndex),
  };
}

function leaseTokenFor(
  { lease, claimCount }: Submission,
  { defect, variant }: RandomCommand,
): number {
  const token = Math.max(1, lease?.leaseToken ?? claimCount);
  if (defect !== 'token') return token;
  return variant % 2 === 0 ? token + 1 : Math.max(1, token - 1);
}

function digestFor(
  sequenceState: SequenceState,
  { digest }: Submission,
  { defect, variant }: RandomCommand,
): string {
  if (defect !== 'digest') return digest;
  const other = submissionsOf(sequenceState).find((one) => one.digest !== digest);
  return variant % 2 === 0 ? (other?.digest ?? 'e'.repeat(64)) : 'e'.repeat(64);
}

/** Valid reasons and text, or empty ones. */
export function reasonsFor({ defect, variant }: RandomCommand): {
  reasons?: (typeof reviewReasonCodes)[number][] | null;
  text?: string | null;
} {
  const reason = pickAt(reviewReasonCodes, variant) ?? 'other';
  if (defect !== 'blankReason') return { reasons: [reason], text: 'It does not do what it says.' };
  const blank = [
    {},
    { reasons: [], text: 'words' },
    { reasons: [reason], text: ' \n ' },
    { reasons: [reason], text: null },
    { reasons: null, text: 'words' },
    { reasons: [reason], text: '' },
    { reasons: [reason] },
  ];
  return pickAt(blank, variant) ?? {};
}

export const claim: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(sequenceState, command, 'waiting_for_review', 'in_review');
  if (found === null) return null;
  const { actor, submissionId } = found;
  return createCall('review.claim', (g) => g.review.claim, actor, { submissionId });
};

export const renewClaim: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(sequenceState, command, 'in_review');
  if (found === null) return null;
  const { actor, submissionId, submission } = found;
  const input = { submissionId, leaseToken: leaseTokenFor(submission, command) };
  return createCall('review.renewClaim', (g) => g.review.renewClaim, actor, input);
};

export const releaseClaim: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(sequenceState, command, 'in_review');
  if (found === null) return null;
  const { actor, submissionId, submission } = found;
  const input = { submissionId, leaseToken: leaseTokenFor(submission, command) };
  return createCall('review.releaseClaim', (g) => g.review.releaseClaim, actor, input);
};

export const setLane: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(
    sequenceState,
    command,
    'waiting_for_review',
    'in_review',
    'changes_requested',
  );
  if (found === null) return null;
  const lane = pickAt(lanes, command.variant) ?? 'security';
  const reason = command.defect === 'blankReason' ? '  ' : 'it fixes a leak';
  const input = { submissionId: found.submissionId, lane, reason };
  return createCall('review.setLane', (g) => g.review.setLane, found.actor, input);
};

export const requestChanges: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(sequenceState, command, 'in_review');
  if (found === null) return null;
  const input = { ...decisionInput(sequenceState, found, command), ...reasonsFor(command) };
  return createCall('review.requestChanges', (g) => g.review.requestChanges, found.actor, input);
};

function decisionInput(
  sequenceState: SequenceState,
  { submission, submissionId }: SubmissionTarget,
  command: RandomCommand,
): { submissionId: string; digest: string; leaseToken: number } {
  const digest = digestFor(sequenceState, submission, command);
  return { submissionId, digest, leaseToken: leaseTokenFor(submission, command) };
}

export const reject: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(sequenceState, command, 'in_review');
  if (found === null) return null;
  const input = { ...decisionInput(sequenceState, found, command), ...reasonsFor(command) };
  return createCall('review.reject', (g) => g.review.reject, found.actor, input);
};

export const approve: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(sequenceState, command, 'in_review');
  if (found === null) return null;
  const input = decisionInput(sequenceState, found, command);
  return createCall('review.approve', (g) => g.review.approve, found.actor, input);
};

export const secondApprove: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(sequenceState, command, 'pending_second_approval');
  if (found === null) return null;
  const { actor, submission, submissionId } = found;
  const input = { submissionId, digest: digestFor(sequenceState, submission, command) };
  return createCall('review.secondApprove', (g) => g.review.secondApprove, actor, input);
};

export const sendBack: CallFactory = (sequenceState, command) => {
  const found = pickSubmissionTarget(sequenceState, command, 'pending_second_approval');
  if (found === null) return null;
  const { actor, submission, submissionId } = found;
  const digest = digestFor(sequenceState, submission, command);
  const input = { submissionId, digest, ...reasonsFor(command) };
  return createCall('review.sendBack', (g) => g.review.sendBack, actor, input);
};
