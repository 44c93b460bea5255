import { describe, expect, it } from 'vitest';
import { enforcementStates } from '../../../src/domain/app/app.js';
import { approve } from '../../../src/domain/review/decisions.js';
import {
  type DelistingCommand,
  delist,
  delistingCommands,
  type EnforcementCommand,
  enforce,
  enforcementCommands,
  enforcementTransitions,
} from '../../../src/domain/review/enforcement.js';
import {
  isOpen,
  openStates,
  type SubmissionCommand,
  type SubmissionState,
  submissionCommands,
  submissionStates,
  submissionTransitions,
} from '../../../src/domain/review/submission.js';
import { later, now } from '../support/samples.js';
import { appWithout, momentOf, perform, verdictOn } from './support/perform.js';
import { appOf, bo, policy, submissionIn } from './support/review-samples.js';

/** Within a claim, and before an approval ends. */
const at = later(900);

/** What may happen to a submission, written down a second time, command by command. */
const list: readonly (readonly [SubmissionCommand, SubmissionState, SubmissionState])[] = [
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
  // The lane of whatever is still to be decided.
  ['setLane', 'waiting_for_review', 'waiting_for_review'],
  ['setLane', 'in_review', 'in_review'],
  ['setLane', 'changes_requested', 'changes_requested'],
  ['setLane', 'pending_second_approval', 'pending_second_approval'],
];

/** What nobody could have done instead of the decision that led here, which is one between others. */
const outOfTurn: Partial<Record<SubmissionState, readonly SubmissionCommand[]>> = {
  changes_requested: unlessIn('in_review'),
  pending_second_approval: unlessIn('in_review'),
  approved: unlessIn('in_review'),
};

function unlessIn(before: SubmissionState): readonly SubmissionCommand[] {
  return submissionCommands.filter((command) => listed(before, command).length === 0);
}

/** What is done by members, or follows from it. */
const membersDo: readonly SubmissionCommand[] = ['resubmit', 'withdraw', 'release', 'supersede'];

const product = submissionStates.flatMap((from) =>
  submissionCommands.map((command) => [from, command] as const),
);

function listed(from: SubmissionState, command: SubmissionCommand): readonly SubmissionState[] {
  return list.filter(([name, state]) => name === command && state === from).map(([, , to]) => to);
}

describe('the table of submissions', () => {
  it.each(product)('leads from %s by %s to where the list says', (from, command) => {
    expect(submissionTransitions[from][command] ?? []).toEqual(listed(from, command));
  });

  it('names every state and no command beside the list', () => {
    const named = Object.entries(submissionTransitions).flatMap(([from, commands]) =>
      Object.keys(commands).map((command) => `${from} ${command}`),
    );
    expect(named.sort()).toEqual(
      [...new Set(list.map(([command, from]) => `${from} ${command}`))].sort(),
    );
    expect(Object.keys(submissionTransitions).sort()).toEqual([...submissionStates].sort());
  });

  it('ends in the states that are not open, but for a release that another one follows', () => {
    const open = submissionStates.filter((state) => isOpen({ state }));
    expect(open).toEqual([...openStates]);
    const ends = submissionStates.filter(
      (state) => Object.keys(submissionTransitions[state]).length === 0,
    );
    expect(ends).toEqual(['replaced', 'rejected', 'withdrawn', 'approval_expired', 'revoked']);
  });
});

describe('a submission that is', () => {
  it.each(product)('%s is moved by %s as the list says, or not at all', (from, command) => {
    const submission = submissionIn(from);
    const done = perform[command](submission, momentOf(command, submission, at));
    const [to] = listed(from, command);
    if (to === undefined) {
      expect(done).toEqual({ ok: false, refusal: tooLateFor(from, command) });
    } else {
      expect(done).toMatchObject({ ok: true, value: { state: to } });
    }
  });

  describe('waiting_for_review again, since the second reviewer has sent it back,', () => {
    const at = later(900);
    const by = bo.userId;
    const back = submissionIn('waiting_for_review', { settled: { what: 'sendBack', at, by } });

    it.each(['release', 'resubmit', 'approve', 'revoke'] as const)(
      'says to %s where it is, and nothing of that',
      (command) => {
        const from = 'waiting_for_review';
        const refusal = { code: 'invalid_transition', path: ['submissionId'], from, command };
        expect(perform[command](back, later(901))).toEqual({ ok: false, refusal });
      },
    );

    it.each(['secondApprove', 'sendBack'] as const)(
      'says to %s, by another second reviewer, who was faster',
      (command) => {
        expect(perform[command](back, later(901))).toMatchObject({
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

  it('in_review is moved by the approval of a new app to pending_second_approval', () => {
    const submission = submissionIn('in_review');
    const done = approve(submission, appWithout(submission), verdictOn(submission, at), policy);
    expect(done).toMatchObject({ ok: true, value: { state: 'pending_second_approval' } });
  });
});

/** Whoever comes too late is told what was decided and when, and reviewers by whom. */
function tooLateFor(from: SubmissionState, command: SubmissionCommand): unknown {
  const { settled } = submissionIn(from);
  const path = ['submissionId'];
  if (settled === undefined || outOfTurn[from]?.includes(command)) {
    return { code: 'invalid_transition', path, from, command };
  }
  const { what: decision, at: decidedAt, by } = settled;
  const isTold = by !== undefined && !membersDo.includes(command);
  return { code: 'already_decided', path, decision, decidedAt, ...(isTold && { decidedBy: by }) };
}

/** What the platform may impose, written down a second time. */
const imposed: readonly (readonly [EnforcementCommand, string, string])[] = [
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

describe('an app on which the platform has imposed', () => {
  const impositions = enforcementStates.flatMap((from) =>
    enforcementCommands.map((command) => [from, command] as const),
  );

  it.each(impositions)('%s is moved by %s as the list says, or not at all', (from, command) => {
    const to = imposed.find(([name, state]) => name === command && state === from)?.[2];
    expect(enforcementTransitions[from][command]).toBe(to);
    const app = appOf({ enforcement: { state: from, at: now, reason: 'Before.' } });
    expect(enforce(app, command, 'Spam.', at)).toEqual(
      to === undefined
        ? { ok: false, refusal: { code: 'invalid_transition', path: ['appId'], from, command } }
        : {
            ok: true,
            value: { ...app, enforcement: { state: to, at, reason: 'Spam.' }, updatedAt: at },
          },
    );
  });

  const marks = enforcementStates.flatMap((state) =>
    delistingCommands.flatMap((command) =>
      [true, false].map((isDelisted) => [state, command, isDelisted] as const),
    ),
  );

  it.each(marks)(
    '%s is marked by %s only while it is in the store’s reach (delisted: %s)',
    (state, command, isDelisted) => {
      const app = appOf({
        enforcement: { state },
        ...(isDelisted ? { delistedAt: now } : {}),
      });
      const done = delist(app, command, at);
      if (state === 'suspended' || state === 'taken_down') {
        expect(done).toEqual({ ok: false, refusal: { code: 'app_suspended', path: ['appId'] } });
      } else {
        expect(done).toStrictEqual({ ok: true, value: afterMark(command, isDelisted, state) });
      }
    },
  );
});

function afterMark(command: DelistingCommand, isDelisted: boolean, state: 'none' | 'warned') {
  const listed = appOf({ enforcement: { state } });
  if (command === 'relist') return isDelisted ? { ...listed, updatedAt: at } : listed;
  return isDelisted ? { ...listed, delistedAt: now } : { ...listed, delistedAt: at, updatedAt: at };
}
