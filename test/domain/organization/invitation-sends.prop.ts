// How often an invitation may be sent: a pause between two sends, and a number a day.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Invitation, resend } from '../../../src/domain/organization/invitation.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { claimsOf, later, pendingInvitation, tokenOf } from '../support/samples.js';

const day = 86_400;

describe('sends', () => {
  const numbers = fc.record({
    resendCooldown: fc.constantFrom(0, 60, 3_600, 86_400),
    sendsPerDay: fc.integer({ min: 1, max: 5 }),
  });
  const pauses = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 120_000 }), fc.integer({ min: 0, max: 100_000_000 })),
    { minLength: 1, maxLength: 40 },
  );

  interface Try {
    readonly at: Date;
    readonly result: ReturnType<typeof resend>;
    readonly invitation: Invitation;
  }

  /** Asks for a resend after each pause, in milliseconds. */
  function tries(chosen: ReturnType<typeof policyWith>, given: readonly number[]): Try[] {
    let invitation = pendingInvitation();
    let at = invitation.createdAt;
    return given.map((pause) => {
      at = later(pause / 1_000, at);
      const revision = invitation.revision + 1;
      const before = invitation;
      const result = resend(
        before,
        claimsOf(revision, later(day, at)),
        tokenOf(revision),
        chosen,
        at,
      );
      if (result.ok) invitation = result.value;
      return { at, result, invitation: before };
    });
  }

  it('keep their pause, and their number in each day that begins with one of them', () => {
    fc.assert(
      fc.property(numbers, pauses, (chosen, given) => {
        const start = pendingInvitation().createdAt.getTime();
        const sent = [
          start,
          ...tries(policyWith(chosen), given).flatMap(({ at, result }) =>
            result.ok ? [at.getTime()] : [],
          ),
        ];
        sent.forEach((time, index) => {
          const next = sent[index + 1];
          if (next !== undefined) {
            expect(next - time).toBeGreaterThanOrEqual(chosen.resendCooldown * 1_000);
          }
        });
        let rest = sent;
        while (rest.length > 0) {
          const end = (rest[0] ?? 0) + day * 1_000;
          const inDay = rest.filter((time) => time < end);
          expect(inDay.length).toBeLessThanOrEqual(chosen.sendsPerDay);
          rest = rest.slice(inDay.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are refused only where a rule says so', () => {
    fc.assert(
      fc.property(numbers, pauses, (chosen, given) => {
        for (const { at, result, invitation } of tries(policyWith(chosen), given)) {
          if (result.ok) continue;
          const { startedAt, count, lastAt } = invitation.sends;
          const isTooSoon = at < later(chosen.resendCooldown, lastAt);
          const isDayFull = at < later(day, startedAt) && count === chosen.sendsPerDay;
          expect(result.refusal.code).toBe(isTooSoon ? 'resend_too_soon' : 'rate_limited');
          expect(isTooSoon || isDayFull).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('say how long to wait: then that reason is gone, and a second sooner it is not', () => {
    fc.assert(
      fc.property(numbers, pauses, (chosen, given) => {
        const numbersChosen = policyWith(chosen);
        for (const { at, result, invitation } of tries(numbersChosen, given)) {
          if (result.ok) continue;
          const { code, retryAfter } = result.refusal;
          const codeAt = (seconds: number) => {
            const again = later(seconds, at);
            const result = resend(invitation, claimsOf(9, again), tokenOf(9), numbersChosen, again);
            return result.ok ? null : result.refusal.code;
          };
          expect(codeAt(retryAfter)).not.toBe(code);
          expect(codeAt(retryAfter - 1)).toBe(code);
        }
      }),
      { numRuns: 300 },
    );
  });
});
