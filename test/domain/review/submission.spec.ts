// The transition tables of submissions and of enforcement.
import { describe, expect, it } from 'vitest';
import { enforcementStates } from '../../../src/domain/app/app.js';
import { approveSubmission } from '../../../src/domain/review/decide-submission.js';
import {
  changeEnforcement,
  changeListing,
  type EnforcementTransition,
  enforcementCommands,
  enforcementTransitions,
  type ListingTransition,
  listingCommands,
} from '../../../src/domain/review/enforcement-and-listing.js';
import {
  isOpenSubmission,
  openSubmissionStates,
  type SubmissionState,
  type SubmissionTransition,
  submissionCommands,
  submissionStates,
} from '../../../src/domain/review/submission.js';
import { submissionTransitions } from '../../../src/domain/review/submission-transitions.js';
import { now, secondsLater } from '../support/samples.js';
import { appOf, bo, submissionInState } from './support/review-samples.js';
import {
  appWithoutLiveSubmission,
  commandFunctions,
  commandTimeOf,
  decisionInputFor,
} from './support/submission-commands.js';

/** A time within a claim and before an approval expires. */
const at = secondsLater(900);

/** All transitions of a submission, listed a second time by command. */
const list: readonly (readonly [SubmissionTransition, SubmissionState, SubmissionState])[] = [
  ['claim', 'waiting_for_review', 'in_review'],
  ['claim', 'in_review', 'in_review'],
  ['renewClaim', 'in_review', 'in_review'],
  ['releaseClaim', 'in_review', 'waiting_for_review'],
  ['requestChanges', 'in_review', 'changes_requested'],
  ['resubmit', 'changes_requested', 'replaced'],
  ['approve', 'in_review', 'approved'],
  ['approve', 'in_review', 'pending_second_approval'],
  ['secondApprove', 'pending_second_approval', 'approved'],
  ['sendBack', 'pending_second_approval', 'waiting_for_review'],
  ['reject', 'in_review', 'rejected'],
  ['withdraw', 'waiting_for_review', 'withdrawn'],
  ['withdraw', 'in_review', 'withdrawn'],
  ['withdraw', 'changes_requested', 'withdrawn'],
  ['withdraw', 'pending_second_approval', 'withdrawn'],
  ['withdraw', 'approved', 'withdrawn'],
  ['release', 'approved', 'released'],
  ['supersede', 'released', 'superseded'],
  ['expireApproval', 'approved', 'approval_expired'],
  ['revoke', 'released', 'revoked'],
  ['revoke', 'superseded', 'revoked'],
  ['revoke', 'approved', 'revoked'],
  ['fallBack', 'superseded', 'released'],
  // The lane can change as long as the submission is not decided.
  ['setLane', 'waiting_for_review', 'waiting_for_review'],
  ['setLane', 'in_review', 'in_review'],
  ['setLane', 'changes_requested', 'changes_requested'],
  ['setLane', 'pending_second_approval', 'pending_second_approval'],
];

/** Commands that were not possible in the state in which the last decision was made. */
const outOfTurn: Partial<Record<SubmissionState, readonly SubmissionTransition[]>> = {
  changes_requested: unlessIn('in_review'),
  pending_second_approval: unlessIn('in_review'),
  approved: unlessIn('in_review'),
};

function unlessIn(before: SubmissionState): readonly SubmissionTransition[] {
  return submissionCommands.filter((command) => listed(before, command).length === 0);
}

/** Commands of members and their consequences. */
const membersDo: readonly SubmissionTransition[] = ['resubmit', 'withdraw', 'release', 'supersede'];

const product = submissionStates.flatMap((from) =>
  submissionCommands.map((command) => [from, command] as const),
);

function listed(from: SubmissionState, command: SubmissionTransition): readonly SubmissionState[] {
  return list.filter(([name, state]) => name === command && state === from).map(([, , to]) => to);
}

describe('the transition table of submissions', () => {
  it.each(product)('leads from %s by %s to the listed state', (from, command) => {
    expect(submissionTransitions[from][command] ?? []).toEqual(listed(from, command));
  });

  it('contains every state and only the listed commands', () => {
    const named = Object.entries(submissionTransitions).flatMap(([from, commands]) =>
      Object.keys(commands).map((command) => `${from} ${command}`),
    );
    expect(named.sort()).toEqual(
      [...new Set(list.map(([command, from]) => `${from} ${command}`))].sort(),
    );
    expect(Object.keys(submissionTransitions).sort()).toEqual([...submissionStates].sort());
  });

  it('ends in the closed states, except for releases', () => {
    const open = submissionStates.filter((state) => isOpenSubmission({ state }));
    expect(open).toEqual([...openSubmissionStates]);
    const ends = submissionStates.filter(
      (state) => Object.keys(submissionTransitions[state]).length === 0,
    );
    expect(ends).toEqual(['replaced', 'rejected', 'withdrawn', 'approval_expired', 'revoked']);
  });
});

describe('a submission that is', () => {
  it.each(product)('%s changes by %s as listed, or not at all', (from, command) => {
    const submission = submissionInState(from);
    const done = commandFunctions[command](submission, commandTimeOf(command, submission, at));
    const [to] = listed(from, command);
    if (to === undefined) {
      expect(done).toEqual({ ok: false, refusal: tooLateFor(from, command) });
    } else {
      expect(done).toMatchObject({ ok: true, value: { state: to } });
    }
  });

  describe('waiting_for_review again, because the second reviewer sent it back,', () => {
    const at = secondsLater(900);
    const by = bo.userId;
    const back = submissionInState('waiting_for_review', {
      lastOutcome: { command: 'sendBack', at, by },
    });

    it.each(['release', 'resubmit', 'approve', 'revoke'] as const)(
      'refuses %s with its state, and not with that decision',
      (command) => {
        const from = 'waiting_for_review';
        const refusal = { code: 'invalid_transition', path: ['submissionId'], from, command };
        expect(commandFunctions[command](back, secondsLater(901))).toEqual({ ok: false, refusal });
      },
    );

    it.each(['secondApprove', 'sendBack'] as const)(
      'refuses %s by another second reviewer with who was faster',
      (command) => {
        expect(commandFunctions[command](back, secondsLater(901))).toMatchObject({
          ok: false,
          refusal: {
            code: 'already_decided',
            decision: 'sendBack',
            decidedAt: at,
            decidedBy: by,
          },
        });
      },
    );
  });

  it('in_review changes by the approval of a new app to pending_second_approval', () => {
    const submission = submissionInState('in_review');
    const done = approveSubmission(
      submission,
      appWithoutLiveSubmission(submission),
      decisionInputFor(submission, at),
    );
    expect(done).toMatchObject({ ok: true, value: { state: 'pending_second_approval' } });
  });
});

/** A late command is refused with what was decided and when. Reviewers also see by whom. */
function tooLateFor(from: SubmissionState, command: SubmissionTransition): unknown {
  const { lastOutcome } = submissionInState(from);
  const path = ['submissionId'];
  if (lastOutcome === undefined || outOfTurn[from]?.includes(command)) {
    return { code: 'invalid_transition', path, from, command };
  }
  const { command: decision, at: decidedAt, by } = lastOutcome;
  const isTold = by !== undefined && !membersDo.includes(command);
  return { code: 'already_decided', path, decision, decidedAt, ...(isTold && { decidedBy: by }) };
}

/** All transitions of enforcement, listed a second time. */
const imposed: readonly (readonly [EnforcementTransition, string, string])[] = [
  ['warn', 'none', 'warned'],
  ['suspend', 'none', 'suspended'],
  ['suspend', 'warned', 'suspended'],
  ['takeDown', 'none', 'taken_down'],
  ['takeDown', 'warned', 'taken_down'],
  ['takeDown', 'suspended', 'taken_down'],
  ['reinstate', 'warned', 'none'],
  ['reinstate', 'suspended', 'none'],
  ['reinstate', 'taken_down', 'none'],
];

describe('an app with the enforcement state', () => {
  const impositions = enforcementStates.flatMap((from) =>
    enforcementCommands.map((command) => [from, command] as const),
  );

  it.each(impositions)('%s changes by %s as listed, or not at all', (from, command) => {
    const to = imposed.find(([name, state]) => name === command && state === from)?.[2];
    expect(enforcementTransitions[from][command]).toBe(to);
    const app = appOf({ enforcement: { state: from, at: now, reason: 'Before.' } });
    expect(changeEnforcement(app, command, 'Spam.', at)).toEqual(
      to === undefined
        ? { ok: false, refusal: { code: 'invalid_transition', path: ['appId'], from, command } }
        : {
            ok: true,
            value: { ...app, enforcement: { state: to, at, reason: 'Spam.' }, updatedAt: at },
          },
    );
  });

  const marks = enforcementStates.flatMap((state) =>
    listingCommands.flatMap((command) =>
      [true, false].map((isDelisted) => [state, command, isDelisted] as const),
    ),
  );

  it.each(marks)(
    '%s allows %s only while it is not suspended or taken down (delisted: %s)',
    (state, command, isDelisted) => {
      const app = appOf({
        enforcement: { state },
        ...(isDelisted ? { delistedAt: now } : {}),
      });
      const done = changeListing(app, command, at);
      if (state === 'suspended' || state === 'taken_down') {
        expect(done).toEqual({ ok: false, refusal: { code: 'app_suspended', path: ['appId'] } });
      } else {
        expect(done).toStrictEqual({ ok: true, value: afterMark(command, isDelisted, state) });
      }
    },
  );
});

function afterMark(command: ListingTransition, isDelisted: boolean, state: 'none' | 'warned') {
  const listed = appOf({ enforcement: { state } });
  if (command === 'relist') return isDelisted ? { ...listed, updatedAt: at } : listed;
  return isDelisted ? { ...listed, delistedAt: now } : { ...listed, delistedAt: at, updatedAt: at };
}
