// Steps of decimal numbers, written with whole numbers of the same power of ten.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnDecimalStep } from '../../../src/domain/shared/decimal.js';

/** `units` × 10 ^ -`places`, as somebody types it. */
function typed(units: bigint, places: number): number {
  return Number(`${units}e-${places}`);
}

/** A double has the digits of a decimal number with up to 15 digits. */
const scales = fc.record({
  places: fc.nat(6),
  from: fc.bigInt(-(10n ** 12n), 10n ** 12n),
  step: fc.bigInt(1n, 10n ** 6n),
  count: fc.bigInt(0n, 10n ** 6n),
});

describe('a decimal number', () => {
  it('is on a step if it is the start plus a whole number of steps', () => {
    fc.assert(
      fc.property(scales, ({ places, from, step, count }) => {
        const value = typed(from + count * step, places);
        expect(isOnDecimalStep(value, typed(from, places), typed(step, places))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not on a step between two steps', () => {
    fc.assert(
      fc.property(
        scales.filter(({ step }) => step > 1n),
        fc.bigInt(1n, 10n ** 6n),
        ({ places, from, step, count }, rest) => {
          const between = from + count * step + (rest % (step - 1n)) + 1n;
          const value = typed(between, places);
          expect(isOnDecimalStep(value, typed(from, places), typed(step, places))).toBe(false);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is compared without an exception, whatever the numbers are', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (value, from, step) => {
        const areFinite = [value, from, step].every(Number.isFinite);
        const answer = isOnDecimalStep(value, from, step);
        expect(answer).toBe(answer && areFinite && step !== 0);
        if (areFinite && step !== 0) expect(isOnDecimalStep(from, from, step)).toBe(true);
      }),
    );
  });
});
