// Arbitraries for submissions: the claims, decisions and times of each one fit its state.

import fc from 'fast-check';
import {
  lanes,
  type ReviewDecision,
  type ReviewLease,
  reviewReasonCodes,
  type Submission,
  type SubmissionState,
  type SubmissionTransition,
  submissionStates,
} from '../../domain/review/submission.js';
import type { UserId } from '../../domain/shared/ids.js';
import { addSeconds } from '../../domain/shared/time.js';
import { dates } from './dates.js';
import { digests } from './digests.js';
import { appIds, organizationIds, submissionIds, userIds } from './ids.js';
import { proseTexts } from './prose.js';
import { record } from './records.js';
import { snapshots } from './snapshots.js';

/** `firstApprove` is the first of two approvals; `approve` is enough by itself. */
type HistoryStep = Exclude<SubmissionTransition, 'renewClaim' | 'setLane'> | 'firstApprove';
type SubmissionHistory = readonly HistoryStep[];

const oneApprovalHistory: SubmissionHistory = ['claim', 'approve'];
const twoApprovalsHistory: SubmissionHistory = ['claim', 'firstApprove', 'secondApprove'];
const sentBackHistory: SubmissionHistory = ['claim', 'firstApprove', 'sendBack'];

/** For each state: sequences of steps that lead to it. */
const historiesByState: Readonly<Record<SubmissionState, readonly SubmissionHistory[]>> = {
  waiting_for_review: [[], ['claim', 'releaseClaim'], sentBackHistory],
  in_review: [['claim'], ['claim', 'claim'], [...sentBackHistory, 'claim']],
  changes_requested: [
    ['claim', 'requestChanges'],
    [...sentBackHistory, 'claim', 'requestChanges'],
  ],
  pending_second_approval: [
    ['claim', 'firstApprove'],
    [...sentBackHistory, 'claim', 'firstApprove'],
  ],
  approved: [oneApprovalHistory, twoApprovalsHistory],
  released: [
    [...oneApprovalHistory, 'release'],
    [...twoApprovalsHistory, 'release', 'supersede', 'fallBack'],
  ],
  superseded: [[...twoApprovalsHistory, 'release', 'supersede']],
  replaced: [['claim', 'requestChanges', 'resubmit']],
  rejected: [
    ['claim', 'reject'],
    [...sentBackHistory, 'claim', 'reject'],
  ],
  withdrawn: [
    ['withdraw'],
    ['claim', 'withdraw'],
    ['claim', 'requestChanges', 'withdraw'],
    [...oneApprovalHistory, 'withdraw'],
  ],
  approval_expired: [
    [...oneApprovalHistory, 'expireApproval'],
    [...twoApprovalsHistory, 'expireApproval'],
  ],
  revoked: [
    [...oneApprovalHistory, 'revoke'],
    [...twoApprovalsHistory, 'release', 'revoke'],
    [...twoApprovalsHistory, 'release', 'supersede', 'revoke'],
  ],
};

/** Submissions in the given states (all if absent), with claims, decisions and times that fit the state. */
export function submissions(
  states: readonly SubmissionState[] = submissionStates,
): fc.Arbitrary<Submission> {
  const histories = fc
    .constantFrom(...states)
    .chain((state) => fc.tuple(fc.constant(state), fc.constantFrom(...historiesByState[state])));
  return fc
    .tuple(newSubmissionsWithoutSubmitter(), peopleWithObjections(), delaySecondsLists(), histories)
    .map(([submission, them, waits, [state, history]]) => {
      const after = history.reduce(
        (before: Submission, step, index) => applyStep(before, step, them, waits[index] ?? 0),
        {
          ...submission,
          submittedBy: them.submittedBy,
          authors: [...new Set([...them.otherAuthors, them.submittedBy])],
        },
      );
      return { ...after, state };
    });
}

function newSubmissionsWithoutSubmitter(): fc.Arbitrary<
  Omit<Submission, 'submittedBy' | 'authors'>
> {
  const fields = record({
    id: submissionIds(),
    appId: appIds(),
    organizationId: organizationIds(),
    revision: fc.integer({ min: 1, max: 100 }),
    snapshot: snapshots(),
    digest: digests(),
  });
  return fc
    .tuple(
      fields,
      fc.option(submissionIds(), { nil: null }),
      laneFields(),
      dates(),
      delaySeconds(),
      delaySeconds(),
    )
    .map(([given, first, lane, enteredAt, waited, due]) => {
      const submittedAt = first === null ? enteredAt : addSeconds(enteredAt, waited);
      return {
        ...given,
        ...lane,
        caseId: first ?? given.id,
        state: 'waiting_for_review',
        enteredAt,
        dueAt: addSeconds(enteredAt, due),
        submittedAt,
        claimCount: 0,
        decisions: [],
        createdAt: submittedAt,
        updatedAt: submittedAt,
      };
    });
}

function laneFields(): fc.Arbitrary<Pick<Submission, 'lane' | 'laneReason'>> {
  return fc.record(
    { lane: fc.constantFrom(...lanes), laneReason: proseTexts() },
    { noNullPrototype: true, requiredKeys: ['lane'] },
  );
}

/** The people of a submission; no reviewer is another one or an author. */
interface PeopleWithObjection {
  readonly submittedBy: UserId;
  readonly otherAuthors: readonly UserId[];
  readonly first: UserId;
  readonly second: UserId;
  readonly third: UserId;
  /** Null if a service or the platform does it. */
  readonly developer: UserId | null;
  readonly objection: Pick<ReviewDecision, 'reasons' | 'text'>;
}

function peopleWithObjections(): fc.Arbitrary<PeopleWithObjection> {
  const objection = record({
    reasons: fc.uniqueArray(fc.constantFrom(...reviewReasonCodes), { minLength: 1, maxLength: 3 }),
    text: proseTexts(),
  });
  return record({
    submittedBy: userIds(),
    otherAuthors: fc.array(userIds(), { maxLength: 2 }),
    first: userIds(),
    second: userIds(),
    third: userIds(),
    developer: fc.option(userIds(), { nil: null }),
    objection,
  }).filter(
    ({ submittedBy, otherAuthors, first, second, third }) =>
      new Set([...otherAuthors, submittedBy, first, second, third]).size ===
      new Set([...otherAuthors, submittedBy]).size + 3,
  );
}

const maxHistoryLength = 6;

/** Whole seconds, up to a day. */
function delaySeconds(): fc.Arbitrary<number> {
  return fc.nat(86_400);
}

function delaySecondsLists(): fc.Arbitrary<readonly number[]> {
  return fc.array(delaySeconds(), { minLength: maxHistoryLength, maxLength: maxHistoryLength });
}

const approvalLifetimeSeconds = 90 * 86_400;

function applyStep(
  before: Submission,
  step: HistoryStep,
  people: PeopleWithObjection,
  waitSeconds: number,
): Submission {
  const { first, second, third, developer, objection } = people;
  const at = addSeconds(before.updatedAt, waitSeconds);
  const { lease: _lease, ...rest } = { ...before, updatedAt: at };
  switch (step) {
    case 'claim':
      return withClaim(rest, first);
    case 'releaseClaim':
      return rest;
    case 'firstApprove':
      return withDecisionAsLastOutcome(rest, { kind: 'approve', by: first, at, reasons: [] });
    case 'approve':
      return withApproval(rest, { kind: step, by: first, at, reasons: [] });
    case 'secondApprove':
      return withApproval(rest, { kind: step, by: second, at, reasons: [] });
    case 'sendBack':
      return withDecisionAsLastOutcome(rest, { kind: step, by: second, at, ...objection });
    case 'requestChanges':
    case 'reject':
      return withDecisionAsLastOutcome(rest, { kind: step, by: first, at, ...objection });
    case 'revoke':
      return withDecisionAsLastOutcome(rest, { kind: step, by: third, at, ...objection });
    case 'release':
      return withLastOutcome({ ...rest, releasedAt: at }, step, developer);
    case 'expireApproval':
      return withLastOutcome({ ...rest, updatedAt: rest.approvedUntil ?? at }, step, null);
    case 'resubmit':
    case 'withdraw':
    case 'supersede':
    case 'fallBack':
      return withLastOutcome(rest, step, developer);
  }
}

function withClaim(before: Submission, holder: UserId): Submission {
  const leaseToken = before.claimCount + 1;
  const lease: ReviewLease = { holder, leaseToken, until: addSeconds(before.updatedAt, 3_600) };
  return { ...before, claimCount: leaseToken, lease };
}

function withApproval(before: Submission, decision: ReviewDecision): Submission {
  const approvedUntil = addSeconds(before.updatedAt, approvalLifetimeSeconds);
  return { ...withDecisionAsLastOutcome(before, decision), approvedUntil };
}

function withDecisionAsLastOutcome(before: Submission, decision: ReviewDecision): Submission {
  const { kind: command, by, at } = decision;
  return {
    ...before,
    decisions: [...before.decisions, decision],
    lastOutcome: { command, at, by },
  };
}

function withLastOutcome(
  before: Submission,
  command: SubmissionTransition,
  by: UserId | null,
): Submission {
  return {
    ...before,
    lastOutcome: { command, at: before.updatedAt, ...(by === null ? {} : { by }) },
  };
}
