// Submissions with the past that their state tells of: who has claimed them, decided on them and ended them, in order.

import fc from 'fast-check';
import {
  type Decision,
  lanes,
  type ReviewLease,
  reviewReasons,
  type Submission,
  type SubmissionCommand,
  type SubmissionState,
  submissionStates,
} from '../../domain/review/submission.js';
import type { UserId } from '../../domain/shared/ids.js';
import { secondsAfter } from '../../domain/shared/time.js';
import { dates } from './dates.js';
import { digests } from './digests.js';
import { appIds, organizationIds, submissionIds, userIds } from './ids.js';
import { record } from './records.js';
import { prose } from './sentences.js';
import { snapshots } from './snapshots.js';

/** An approval is the first of two, or enough by itself. */
type Step = Exclude<SubmissionCommand, 'renewClaim' | 'setLane'> | 'firstApprove';
type Past = readonly Step[];

const byOne: Past = ['claim', 'approve'];
const byTwo: Past = ['claim', 'firstApprove', 'secondApprove'];
const sentBack: Past = ['claim', 'firstApprove', 'sendBack'];

/** What may have happened to a submission in this state since it was submitted. */
const pasts: Readonly<Record<SubmissionState, readonly Past[]>> = {
  waiting_for_review: [[], ['claim', 'releaseClaim'], sentBack],
  in_review: [['claim'], ['claim', 'claim'], [...sentBack, 'claim']],
  changes_requested: [
    ['claim', 'requestChanges'],
    [...sentBack, 'claim', 'requestChanges'],
  ],
  pending_second_approval: [
    ['claim', 'firstApprove'],
    [...sentBack, 'claim', 'firstApprove'],
  ],
  approved: [byOne, byTwo],
  released: [
    [...byOne, 'release'],
    [...byTwo, 'release', 'supersede', 'fallBack'],
  ],
  superseded: [[...byTwo, 'release', 'supersede']],
  replaced: [['claim', 'requestChanges', 'resubmit']],
  rejected: [
    ['claim', 'reject'],
    [...sentBack, 'claim', 'reject'],
  ],
  withdrawn: [
    ['withdraw'],
    ['claim', 'withdraw'],
    ['claim', 'requestChanges', 'withdraw'],
    [...byOne, 'withdraw'],
  ],
  approval_expired: [
    [...byOne, 'expireApproval'],
    [...byTwo, 'expireApproval'],
  ],
  revoked: [
    [...byOne, 'revoke'],
    [...byTwo, 'release', 'revoke'],
    [...byTwo, 'release', 'supersede', 'revoke'],
  ],
};

/** Submissions in every state, or in these, each with the claims, decisions and times that belong to it. */
export function submissions(
  states: readonly SubmissionState[] = submissionStates,
): fc.Arbitrary<Submission> {
  const stories = fc
    .constantFrom(...states)
    .chain((state) => fc.tuple(fc.constant(state), fc.constantFrom(...pasts[state])));
  return fc
    .tuple(fresh(), people(), gaps(), stories)
    .map(([submission, them, waits, [state, past]]) => {
      const after = past.reduce(
        (before: Submission, step, index) => lived(before, step, them, waits[index] ?? 0),
        { ...submission, submittedBy: them.submittedBy },
      );
      return { ...after, state };
    });
}

function fresh(): fc.Arbitrary<Omit<Submission, 'submittedBy'>> {
  const fields = record({
    id: submissionIds(),
    appId: appIds(),
    organizationId: organizationIds(),
    revision: fc.integer({ min: 1, max: 100 }),
    snapshot: snapshots(),
    digest: digests(),
  });
  return fc
    .tuple(fields, fc.option(submissionIds(), { nil: null }), inLane(), dates(), gap(), gap())
    .map(([given, first, lane, enteredAt, waited, due]) => {
      const submittedAt = first === null ? enteredAt : secondsAfter(enteredAt, waited);
      return {
        ...given,
        ...lane,
        caseId: first ?? given.id,
        state: 'waiting_for_review',
        enteredAt,
        dueAt: secondsAfter(enteredAt, due),
        submittedAt,
        claims: 0,
        decisions: [],
        createdAt: submittedAt,
        updatedAt: submittedAt,
      };
    });
}

function inLane(): fc.Arbitrary<Pick<Submission, 'lane' | 'laneReason'>> {
  return fc.record(
    { lane: fc.constantFrom(...lanes), laneReason: prose() },
    { noNullPrototype: true, requiredKeys: ['lane'] },
  );
}

/** Nobody has a say twice, and the submitter has none. */
interface People {
  readonly submittedBy: UserId;
  readonly first: UserId;
  readonly second: UserId;
  readonly third: UserId;
  /** Null where a service or the platform does it. */
  readonly developer: UserId | null;
  readonly against: Pick<Decision, 'reasons' | 'text'>;
}

function people(): fc.Arbitrary<People> {
  const against = record({
    reasons: fc.uniqueArray(fc.constantFrom(...reviewReasons), { minLength: 1, maxLength: 3 }),
    text: prose(),
  });
  return record({
    submittedBy: userIds(),
    first: userIds(),
    second: userIds(),
    third: userIds(),
    developer: fc.option(userIds(), { nil: null }),
    against,
  }).filter(
    ({ submittedBy, first, second, third }) =>
      new Set([submittedBy, first, second, third]).size === 4,
  );
}

const longestPast = 6;

/** Seconds up to a day. */
function gap(): fc.Arbitrary<number> {
  return fc.nat(86_400);
}

function gaps(): fc.Arbitrary<readonly number[]> {
  return fc.array(gap(), { minLength: longestPast, maxLength: longestPast });
}

const lifetime = 90 * 86_400;

function lived(before: Submission, step: Step, them: People, wait: number): Submission {
  const { first, second, third, developer, against } = them;
  const at = secondsAfter(before.updatedAt, wait);
  const { lease: _lease, ...rest } = { ...before, updatedAt: at };
  switch (step) {
    case 'claim':
      return leased(rest, first);
    case 'releaseClaim':
      return rest;
    case 'firstApprove':
      return decidedBy(rest, { kind: 'approve', by: first, at, reasons: [] });
    case 'approve':
      return approvedBy(rest, { kind: step, by: first, at, reasons: [] });
    case 'secondApprove':
      return approvedBy(rest, { kind: step, by: second, at, reasons: [] });
    case 'sendBack':
      return decidedBy(rest, { kind: step, by: second, at, ...against });
    case 'requestChanges':
    case 'reject':
      return decidedBy(rest, { kind: step, by: first, at, ...against });
    case 'revoke':
      return decidedBy(rest, { kind: step, by: third, at, ...against });
    case 'release':
      return settledBy({ ...rest, releasedAt: at }, step, developer);
    case 'expireApproval':
      return settledBy({ ...rest, updatedAt: rest.approvedUntil ?? at }, step, null);
    case 'resubmit':
    case 'withdraw':
    case 'supersede':
    case 'fallBack':
      return settledBy(rest, step, developer);
  }
}

function leased(before: Submission, holder: UserId): Submission {
  const token = before.claims + 1;
  const lease: ReviewLease = { holder, token, until: secondsAfter(before.updatedAt, 3_600) };
  return { ...before, claims: token, lease };
}

function approvedBy(before: Submission, decision: Decision): Submission {
  const approvedUntil = secondsAfter(before.updatedAt, lifetime);
  return { ...decidedBy(before, decision), approvedUntil };
}

function decidedBy(before: Submission, decision: Decision): Submission {
  const { kind: what, by, at } = decision;
  return { ...before, decisions: [...before.decisions, decision], settled: { what, at, by } };
}

function settledBy(before: Submission, what: SubmissionCommand, by: UserId | null): Submission {
  return { ...before, settled: { what, at: before.updatedAt, ...(by === null ? {} : { by }) } };
}
