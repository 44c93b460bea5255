import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaseRefusal, type Reviewer } from '../../../src/domain/review/claims.js';
import { groundsOf, wordsOf } from '../../../src/domain/review/decisions.js';
import { dueAfter } from '../../../src/domain/review/queue.js';
import {
  isOpen,
  openStates,
  reviewReasons,
  type Submission,
  type SubmissionCommand,
  type SubmissionState,
  submissionCommands,
  submissionStates,
  submissionTransitions,
} from '../../../src/domain/review/submission.js';
import { secondsAfter } from '../../../src/domain/shared/time.js';
import { submissions, userIds } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/texts.js';
import { momentOf, perform, performBy, performNew } from './support/perform.js';
import { policy, submissionIn } from './support/review-samples.js';

const closedStates = submissionStates.filter((state) => !isOpen({ state }));
const anyCommand = fc.constantFrom(...submissionCommands);

/** What still happens to a submission that is closed. */
const afterwards: Partial<Record<SubmissionState, readonly SubmissionCommand[]>> = {
  released: ['revoke', 'supersede'],
  superseded: ['revoke', 'fallBack'],
};

describe('a submission that is closed', () => {
  it('stays as it is, but for a release that is revoked, followed, or live again', () => {
    fc.assert(
      fc.property(submissions(closedStates), anyCommand, (submission, command) => {
        const at = momentOf(command, submission, submission.updatedAt);
        const done = perform[command](submission, at);
        expect(done.ok).toBe(afterwards[submission.state]?.includes(command) ?? false);
      }),
      { numRuns: 500 },
    );
  });

  it('says to whoever comes too late what was decided, and when', () => {
    fc.assert(
      fc.property(submissions(closedStates), anyCommand, (submission, command) => {
        const done = perform[command](submission, submission.updatedAt);
        if (done.ok) return;
        expect(done.refusal).toMatchObject({
          code: 'already_decided',
          decision: submission.settled?.what,
          decidedAt: submission.settled?.at,
        });
      }),
    );
  });
});

describe('a claim', () => {
  const leased = ['renewClaim', 'releaseClaim', 'requestChanges', 'approve', 'reject'] as const;

  /** A submission under a claim, and somebody who wants to write under one, with what token and when. */
  const attempts = fc
    .tuple(submissions(['in_review']), userIds(), fc.boolean(), fc.nat(3), fc.nat(7_200_000))
    .map(([submission, other, isHolder, token, wait]) => {
      const { lease, updatedAt } = submission;
      if (lease === undefined) throw new Error('it is under a claim');
      const reviewer: Reviewer = { userId: isHolder ? lease.holder : other, memberships: [] };
      return { submission, lease, reviewer, token, at: secondsAfter(updatedAt, wait / 1000) };
    });

  it('lets write whom the lease names, under its token, before it ends, and nobody else', () => {
    fc.assert(
      fc.property(attempts, fc.constantFrom(...leased), (attempt, command) => {
        const { submission, lease, reviewer, token, at } = attempt;
        const holds =
          lease.holder === reviewer.userId &&
          lease.token === token &&
          at.getTime() < lease.until.getTime();
        expect(leaseRefusal(submission, reviewer, token, at) === null).toBe(holds);
        const done = performBy(reviewer, token)[command](submission, at);
        expect(done.ok).toBe(holds);
        if (!done.ok) expect(done.refusal.code).toBe('lease_lost');
      }),
      { numRuns: 500 },
    );
  });

  it('that another one has come after never writes', () => {
    fc.assert(
      fc.property(attempts, fc.constantFrom(...leased), (attempt, command) => {
        const { submission, lease } = attempt;
        const again = perform.claim(submission, lease.until);
        if (!again.ok) throw new Error('the claim was over');
        expect(again.value.claims).toBe(submission.claims + 1);
        const stale = { userId: lease.holder, memberships: [] };
        const done = performBy(stale, lease.token)[command](again.value, lease.until);
        expect(done).toMatchObject({ ok: false, refusal: { code: 'lease_lost' } });
      }),
    );
  });
});

describe('a case', () => {
  interface Try {
    readonly pick: number;
    /** One of the commands that the state allows, at a time when it may succeed. */
    readonly isLikely: boolean;
    /** Seconds since the one before. */
    readonly wait: number;
  }
  const tries = fc.record<Try>({
    pick: fc.nat(1_000),
    isLikely: fc.boolean(),
    wait: fc.integer({ min: 1, max: 2_400 }),
  });
  const walks = fc.array(tries, { minLength: 1, maxLength: 20 });

  it('keeps its rules, whatever is tried on it', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(walks, fc.constantFrom(perform, performNew), (walk, commands) => {
        let submission = submissionIn('waiting_for_review');
        let at = submission.updatedAt;
        for (const one of walk) {
          const command = commandOf(one, submission.state);
          at = timeOf(one, command, submission, secondsAfter(at, one.wait));
          const done = commands[command](submission, at);
          if (!done.ok) continue;
          expectRules(submission, done.value, at);
          submission = done.value;
          reached.add(command).add(submission.state);
        }
      }),
      { numRuns: 1_000 },
    );
    expect([...reached].sort()).toEqual([...submissionStates, ...submissionCommands].sort());
  });

  function commandOf({ pick, isLikely }: Try, state: SubmissionState): SubmissionCommand {
    const allowed = submissionCommands.filter((command) => submissionTransitions[state][command]);
    const choices = isLikely && allowed.length > 0 ? allowed : submissionCommands;
    return choices[pick % choices.length] ?? 'withdraw';
  }

  function timeOf({ isLikely }: Try, command: SubmissionCommand, of: Submission, at: Date): Date {
    const moment = momentOf(command, of, at);
    return isLikely && moment > at ? moment : at;
  }

  /** What no command may break. */
  function expectRules(before: Submission, after: Submission, at: Date): void {
    expect(after.updatedAt).toEqual(at);
    expect(after.lease !== undefined).toBe(after.state === 'in_review');
    expect(after.claims).toBeGreaterThanOrEqual(before.claims);
    expect(after.decisions.slice(0, before.decisions.length)).toEqual(before.decisions);
    expect(after.dueAt).toEqual(dueAfter(after.lane, after.enteredAt, policy));
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
      expect([reasons.length > 0, wordsOf(text) !== null]).toEqual([!isPositive, !isPositive]);
      expect(by).not.toBe(after.submittedBy);
    }
  }

  it('is decided by the commands that decide, once by each', () => {
    const deciding = new Set(['approve', 'secondApprove', 'sendBack', 'requestChanges', 'reject']);
    fc.assert(
      fc.property(submissions(openStates), anyCommand, (submission, command) => {
        const at = momentOf(command, submission, submission.updatedAt);
        const done = perform[command](submission, at);
        if (!done.ok) return;
        const more = done.value.decisions.length - submission.decisions.length;
        expect(more).toBe(deciding.has(command) || command === 'revoke' ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('grounds', () => {
  const reasons = fc.option(fc.array(fc.constantFrom(...reviewReasons), { maxLength: 12 }), {
    nil: null,
  });
  const texts = fc.option(anyText(), { nil: null });

  it('have a reason, each once, and words, or are none', () => {
    fc.assert(
      fc.property(reasons, texts, (given, text) => {
        const read = groundsOf(given, text);
        expect(read.ok).toBe(given !== null && given.length > 0 && wordsOf(text) !== null);
        if (!read.ok) return;
        expect([...read.value.reasons].sort()).toEqual([...new Set(given)].sort());
        expect(read.value.text).toMatch(/[\p{L}\p{N}]/u);
        expect(groundsOf(read.value.reasons, read.value.text)).toEqual(read);
      }),
      { numRuns: 500 },
    );
  });
});
