import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondsAfter, secondsUntil, wholeSecond } from '../../../src/domain/shared/time.js';
import { dates } from '../../../src/testing/arbitraries/index.js';

const seconds = fc.integer({ min: 0, max: 10_000_000 });

describe('time', () => {
  it('goes on by whole seconds and is never changed in place', () => {
    fc.assert(
      fc.property(dates(), seconds, (date, length) => {
        const before = date.getTime();
        expect(secondsAfter(date, length).getTime() - before).toBe(length * 1_000);
        expect(date.getTime()).toBe(before);
      }),
    );
  });

  it('has a whole second at most one second back', () => {
    fc.assert(
      fc.property(dates(), (date) => {
        const whole = wholeSecond(date);
        const back = date.getTime() - whole.getTime();
        expect(whole.getMilliseconds()).toBe(0);
        expect(back).toBeGreaterThanOrEqual(0);
        expect(back).toBeLessThan(1_000);
      }),
    );
  });

  it('is over once the seconds that were promised have passed, and not a second sooner', () => {
    fc.assert(
      fc.property(dates(), fc.integer({ min: 1, max: 10_000_000_000 }), (date, ahead) => {
        const end = new Date(date.getTime() + ahead);
        const promised = secondsUntil(end, date);
        expect(Number.isInteger(promised)).toBe(true);
        expect(secondsAfter(date, promised) >= end).toBe(true);
        expect(secondsAfter(date, promised - 1) < end).toBe(true);
      }),
    );
  });

  it('makes nobody wait for less than a second', () => {
    fc.assert(
      fc.property(dates(), seconds, (date, late) => {
        expect(secondsUntil(date, secondsAfter(date, late))).toBe(1);
      }),
    );
  });
});
