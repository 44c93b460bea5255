// Random commands on submissions keep the invariants.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaseLostRefusal } from '../../../src/domain/review/claim-submission.js';
import type { Reviewer } from '../../../src/domain/review/conflict-of-interest.js';
import {
  parseDecisionReason,
  parseReasonText,
} from '../../../src/domain/review/decision-reason.js';
import { reviewDueAt } from '../../../src/domain/review/review-queue.js';
import {
  isOpenSubmission,
  openSubmissionStates,
  reviewReasonCodes,
  type Submission,
  type SubmissionState,
  type SubmissionTransition,
  submissionCommands,
  submissionStates,
} from '../../../src/domain/review/submission.js';
import { submissionTransitions } from '../../../src/domain/review/submission-transitions.js';
import { addSeconds } from '../../../src/domain/shared/time.js';
import { submissions, userIds } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/random-texts.js';
import { policy, submissionInState } from './support/review-samples.js';
import {
  commandFunctions,
  commandFunctionsOf,
  commandTimeOf,
  newAppCommandFunctions,
} from './support/submission-commands.js';

const closedStates = submissionStates.filter((state) => !isOpenSubmission({ state }));
const anyCommand = fc.constantFrom(...submissionCommands);

/** The commands that are still possible in a closed state. */
const afterwards: Partial<Record<SubmissionState, readonly SubmissionTransition[]>> = {
  released: ['revoke', 'supersede'],
  superseded: ['revoke', 'fallBack'],
};

describe('a closed submission', () => {
  it('never changes, except for a release that is revoked, superseded or live again', () => {
    fc.assert(
      fc.property(submissions(closedStates), anyCommand, (submission, command) => {
        const at = commandTimeOf(command, submission, submission.updatedAt);
        const done = commandFunctions[command](submission, at);
        expect(done.ok).toBe(afterwards[submission.state]?.includes(command) ?? false);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses late commands with what was decided and when', () => {
    fc.assert(
      fc.property(submissions(closedStates), anyCommand, (submission, command) => {
        const done = commandFunctions[command](submission, submission.updatedAt);
        if (done.ok) return;
        expect(done.refusal).toMatchObject({
          code: 'already_decided',
          decision: submission.lastOutcome?.command,
          decidedAt: submission.lastOutcome?.at,
        });
      }),
    );
  });
});

describe('a claim', () => {
  const leased = ['renewClaim', 'releaseClaim', 'requestChanges', 'approve', 'reject'] as const;

  /** A claimed submission, a reviewer who sends a command, and the lease token and time of the command. */
  const attempts = fc
    .tuple(submissions(['in_review']), userIds(), fc.boolean(), fc.nat(3), fc.nat(7_200_000))
    .map(([submission, other, isHolder, token, wait]) => {
      const { lease, updatedAt } = submission;
      if (lease === undefined) throw new Error('it is under a claim');
      const reviewer: Reviewer = { userId: isHolder ? lease.holder : other, memberships: [] };
      return { submission, lease, reviewer, token, at: addSeconds(updatedAt, wait / 1000) };
    });

  it('allows only its holder, with its token, before it expires', () => {
    fc.assert(
      fc.property(attempts, fc.constantFrom(...leased), (attempt, command) => {
        const { submission, lease, reviewer, token, at } = attempt;
        const holds =
          lease.holder === reviewer.userId &&
          lease.leaseToken === token &&
          at.getTime() < lease.until.getTime();
        expect(leaseLostRefusal(submission, reviewer, token, at) === null).toBe(holds);
        const done = commandFunctionsOf(reviewer, token)[command](submission, at);
        expect(done.ok).toBe(holds);
        if (!done.ok) expect(done.refusal.code).toBe('lease_lost');
      }),
      { numRuns: 500 },
    );
  });

  it('that was followed by another claim allows nothing', () => {
    fc.assert(
      fc.property(attempts, fc.constantFrom(...leased), (attempt, command) => {
        const { submission, lease } = attempt;
        const again = commandFunctions.claim(submission, lease.until);
        if (!again.ok) throw new Error('the claim was over');
        expect(again.value.claimCount).toBe(submission.claimCount + 1);
        const stale = { userId: lease.holder, memberships: [] };
        const done = commandFunctionsOf(stale, lease.leaseToken)[command](again.value, lease.until);
        expect(done).toMatchObject({ ok: false, refusal: { code: 'lease_lost' } });
      }),
    );
  });
});

describe('a case of submissions', () => {
  interface Try {
    readonly pick: number;
    /** Whether the command is one that the state allows, at a time when it can succeed. */
    readonly isLikely: boolean;
    /** Seconds since the command before. */
    readonly wait: number;
  }
  const tries = fc.record<Try>({
    pick: fc.nat(1_000),
    isLikely: fc.boolean(),
    wait: fc.integer({ min: 1, max: 2_400 }),
  });
  const walks = fc.array(tries, { minLength: 1, maxLength: 20 });

  it('keeps its invariants through any sequence of commands', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        walks,
        fc.constantFrom(commandFunctions, newAppCommandFunctions),
        (walk, commands) => {
          let submission = submissionInState('waiting_for_review');
          let at = submission.updatedAt;
          for (const one of walk) {
            const command = commandOf(one, submission.state);
            at = timeOf(one, command, submission, addSeconds(at, one.wait));
            const done = commands[command](submission, at);
            if (!done.ok) continue;
            expectRules(submission, done.value, at);
            submission = done.value;
            reached.add(command).add(submission.state);
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect([...reached].sort()).toEqual([...submissionStates, ...submissionCommands].sort());
  });

  function commandOf({ pick, isLikely }: Try, state: SubmissionState): SubmissionTransition {
    const allowed = submissionCommands.filter((command) => submissionTransitions[state][command]);
    const choices = isLikely && allowed.length > 0 ? allowed : submissionCommands;
    return choices[pick % choices.length] ?? 'withdraw';
  }

  function timeOf(
    { isLikely }: Try,
    command: SubmissionTransition,
    of: Submission,
    at: Date,
  ): Date {
    const moment = commandTimeOf(command, of, at);
    return isLikely && moment > at ? moment : at;
  }

  /** Checks the invariants that every command keeps. */
  function expectRules(before: Submission, after: Submission, at: Date): void {
    expect(after.updatedAt).toEqual(at);
    expect(after.lease !== undefined).toBe(after.state === 'in_review');
    expect(after.claimCount).toBeGreaterThanOrEqual(before.claimCount);
    expect(after.decisions.slice(0, before.decisions.length)).toEqual(before.decisions);
    expect(after.dueAt).toEqual(reviewDueAt(after.lane, after.enteredAt, policy));
    const { id, caseId, digest, snapshot, enteredAt, submittedAt, submittedBy } = before;
    expect(after).toMatchObject({ id, caseId, digest, enteredAt, submittedAt, submittedBy });
    expect(after.snapshot).toBe(snapshot);
    if (after.state === 'approved') expect(after.approvedUntil?.getTime()).toBeGreaterThan(+at);
    for (const [index, { kind, reasons, text, by }] of after.decisions.entries()) {
      const first = after.decisions[index - 1];
      if (kind === 'secondApprove' || kind === 'sendBack') {
        expect(first?.kind).toBe('approve');
        expect(by).not.toBe(first?.by);
      }
      const isPositive = kind === 'approve' || kind === 'secondApprove';
      expect([reasons.length > 0, parseReasonText(text) !== null]).toEqual([
        !isPositive,
        !isPositive,
      ]);
      expect(by).not.toBe(after.submittedBy);
    }
  }

  it('gets one decision from each command that decides', () => {
    const deciding = new Set(['approve', 'secondApprove', 'sendBack', 'requestChanges', 'reject']);
    fc.assert(
      fc.property(submissions(openSubmissionStates), anyCommand, (submission, command) => {
        const at = commandTimeOf(command, submission, submission.updatedAt);
        const done = commandFunctions[command](submission, at);
        if (!done.ok) return;
        const more = done.value.decisions.length - submission.decisions.length;
        expect(more).toBe(deciding.has(command) || command === 'revoke' ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a decision reason', () => {
  const reasons = fc.option(fc.array(fc.constantFrom(...reviewReasonCodes), { maxLength: 12 }), {
    nil: null,
  });
  const texts = fc.option(anyText(), { nil: null });

  it('is valid exactly if it has a reason code and a text with a letter or digit', () => {
    fc.assert(
      fc.property(reasons, texts, (given, text) => {
        const read = parseDecisionReason(given, text);
        expect(read.ok).toBe(given !== null && given.length > 0 && parseReasonText(text) !== null);
        if (!read.ok) return;
        expect([...read.value.reasons].sort()).toEqual([...new Set(given)].sort());
        expect(read.value.text).toMatch(/[\p{L}\p{N}]/u);
        expect(parseDecisionReason(read.value.reasons, read.value.text)).toEqual(read);
      }),
      { numRuns: 500 },
    );
  });
});
