// What reviewers do with submissions.

import {
  lanes,
  reviewReasons,
  type Submission,
  type SubmissionState,
} from '../../../../src/domain/review/submission.js';
import type { Actor } from '../../../../src/domain/shared/actor.js';
import { callOf, type MakeCall, noId } from './call.js';
import type { Act } from './steps.js';
import { pick, reviewerFor, submissionFor, submissionsOf, type View } from './view.js';

interface About {
  readonly submission: Submission;
  readonly actor: Actor;
  readonly submissionId: string;
}

function about(view: View, act: Act, ...states: readonly SubmissionState[]): About | null {
  const submission = submissionFor(view, act, ({ state }) => states.includes(state));
  if (submission === null) return null;
  const submissionId = act.wrong === 'id' ? noId : submission.id;
  return { submission, submissionId, actor: reviewerFor(view, submission, act.by) };
}

function tokenFor({ lease, claims }: Submission, { wrong, how }: Act): number {
  const token = Math.max(1, lease?.token ?? claims);
  if (wrong !== 'token') return token;
  return how % 2 === 0 ? token + 1 : Math.max(1, token - 1);
}

function digestFor(view: View, { digest }: Submission, { wrong, how }: Act): string {
  if (wrong !== 'digest') return digest;
  const other = submissionsOf(view).find((one) => one.digest !== digest);
  return how % 2 === 0 ? (other?.digest ?? 'e'.repeat(64)) : 'e'.repeat(64);
}

/** Reasons and words, or what says nothing. */
export function groundsFor({ wrong, how }: Act): {
  reasons?: (typeof reviewReasons)[number][] | null;
  text?: string | null;
} {
  const reason = pick(reviewReasons, how) ?? 'other';
  if (wrong !== 'words') return { reasons: [reason], text: 'It does not do what it says.' };
  const blank = [
    {},
    { reasons: [], text: 'words' },
    { reasons: [reason], text: ' \n ' },
    { reasons: [reason], text: null },
    { reasons: null, text: 'words' },
    { reasons: [reason], text: '' },
    { reasons: [reason] },
  ];
  return pick(blank, how) ?? {};
}

export const claim: MakeCall = (view, act) => {
  const found = about(view, act, 'waiting_for_review', 'in_review');
  if (found === null) return null;
  const { actor, submissionId } = found;
  return callOf('review.claim', (g) => g.review.claim, actor, { submissionId });
};

export const renewClaim: MakeCall = (view, act) => {
  const found = about(view, act, 'in_review');
  if (found === null) return null;
  const { actor, submissionId, submission } = found;
  const input = { submissionId, token: tokenFor(submission, act) };
  return callOf('review.renewClaim', (g) => g.review.renewClaim, actor, input);
};

export const releaseClaim: MakeCall = (view, act) => {
  const found = about(view, act, 'in_review');
  if (found === null) return null;
  const { actor, submissionId, submission } = found;
  const input = { submissionId, token: tokenFor(submission, act) };
  return callOf('review.releaseClaim', (g) => g.review.releaseClaim, actor, input);
};

export const setLane: MakeCall = (view, act) => {
  const found = about(view, act, 'waiting_for_review', 'in_review', 'changes_requested');
  if (found === null) return null;
  const lane = pick(lanes, act.how) ?? 'security';
  const reason = act.wrong === 'words' ? '  ' : 'it mends a hole';
  const input = { submissionId: found.submissionId, lane, reason };
  return callOf('review.setLane', (g) => g.review.setLane, found.actor, input);
};

export const requestChanges: MakeCall = (view, act) => {
  const found = about(view, act, 'in_review');
  if (found === null) return null;
  const input = { ...verdictOf(view, found, act), ...groundsFor(act) };
  return callOf('review.requestChanges', (g) => g.review.requestChanges, found.actor, input);
};

function verdictOf(
  view: View,
  { submission, submissionId }: About,
  act: Act,
): { submissionId: string; digest: string; token: number } {
  const digest = digestFor(view, submission, act);
  return { submissionId, digest, token: tokenFor(submission, act) };
}

export const reject: MakeCall = (view, act) => {
  const found = about(view, act, 'in_review');
  if (found === null) return null;
  const input = { ...verdictOf(view, found, act), ...groundsFor(act) };
  return callOf('review.reject', (g) => g.review.reject, found.actor, input);
};

export const approve: MakeCall = (view, act) => {
  const found = about(view, act, 'in_review');
  if (found === null) return null;
  const input = verdictOf(view, found, act);
  return callOf('review.approve', (g) => g.review.approve, found.actor, input);
};

export const secondApprove: MakeCall = (view, act) => {
  const found = about(view, act, 'pending_second_approval');
  if (found === null) return null;
  const { actor, submission, submissionId } = found;
  const input = { submissionId, digest: digestFor(view, submission, act) };
  return callOf('review.secondApprove', (g) => g.review.secondApprove, actor, input);
};

export const sendBack: MakeCall = (view, act) => {
  const found = about(view, act, 'pending_second_approval');
  if (found === null) return null;
  const { actor, submission, submissionId } = found;
  const digest = digestFor(view, submission, act);
  const input = { submissionId, digest, ...groundsFor(act) };
  return callOf('review.sendBack', (g) => g.review.sendBack, actor, input);
};
