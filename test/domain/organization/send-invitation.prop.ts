// The limits on sends of an invitation: a cooldown between two sends, and a maximum for a day.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import { resendInvitation } from '../../../src/domain/organization/send-invitation.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import {
  pendingInvitation,
  sampleClaims,
  sampleTokenFingerprint,
  secondsLater,
} from '../support/samples.js';

const day = 86_400;

describe('sends of an invitation', () => {
  const numbers = fc.record({
    resendCooldown: fc.constantFrom(0, 60, 3_600, 86_400),
    maxDailySendsPerInvitation: fc.integer({ min: 1, max: 5 }),
  });
  const pauses = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 120_000 }), fc.integer({ min: 0, max: 100_000_000 })),
    { minLength: 1, maxLength: 40 },
  );

  interface Try {
    readonly at: Date;
    readonly result: ReturnType<typeof resendInvitation>;
    readonly invitation: Invitation;
  }

  /** Resends after each pause, in milliseconds. */
  function tries(chosen: ReturnType<typeof resolvePolicy>, given: readonly number[]): Try[] {
    let invitation = pendingInvitation();
    let at = invitation.createdAt;
    return given.map((pause) => {
      at = secondsLater(pause / 1_000, at);
      const revision = invitation.revision + 1;
      const before = invitation;
      const result = resendInvitation(
        before,
        sampleClaims(revision, secondsLater(day, at)),
        sampleTokenFingerprint(revision),
        chosen,
        at,
      );
      if (result.ok) invitation = result.value;
      return { at, result, invitation: before };
    });
  }

  it('keep the cooldown and the maximum for each window of a day', () => {
    fc.assert(
      fc.property(numbers, pauses, (chosen, given) => {
        const start = pendingInvitation().createdAt.getTime();
        const sent = [
          start,
          ...tries(resolvePolicy(chosen), given).flatMap(({ at, result }) =>
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
          expect(inDay.length).toBeLessThanOrEqual(chosen.maxDailySendsPerInvitation);
          rest = rest.slice(inDay.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are refused only by a rule', () => {
    fc.assert(
      fc.property(numbers, pauses, (chosen, given) => {
        for (const { at, result, invitation } of tries(resolvePolicy(chosen), given)) {
          if (result.ok) continue;
          const { startedAt, count, lastAt } = invitation.sendWindow;
          const isTooSoon = at < secondsLater(chosen.resendCooldown, lastAt);
          const isDayFull =
            at < secondsLater(day, startedAt) && count === chosen.maxDailySendsPerInvitation;
          expect(result.refusal.code).toBe(isTooSoon ? 'resend_too_soon' : 'rate_limited');
          expect(isTooSoon || isDayFull).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('return the exact seconds to wait when they are refused', () => {
    fc.assert(
      fc.property(numbers, pauses, (chosen, given) => {
        const numbersChosen = resolvePolicy(chosen);
        for (const { at, result, invitation } of tries(numbersChosen, given)) {
          if (result.ok) continue;
          const { code, retryAfter } = result.refusal;
          const codeAt = (seconds: number) => {
            const again = secondsLater(seconds, at);
            const result = resendInvitation(
              invitation,
              sampleClaims(9, again),
              sampleTokenFingerprint(9),
              numbersChosen,
              again,
            );
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
