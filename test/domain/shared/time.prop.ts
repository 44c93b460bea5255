// Properties of the calculations with time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSeconds, floorToSecond, secondsUntil } from '../../../src/domain/shared/time.js';
import { dates } from '../../../src/testing/arbitraries/index.js';

const seconds = fc.integer({ min: 0, max: 10_000_000 });

describe('calculations with time', () => {
  it('add whole seconds and never change a date in place', () => {
    fc.assert(
      fc.property(dates(), seconds, (date, length) => {
        const before = date.getTime();
        expect(addSeconds(date, length).getTime() - before).toBe(length * 1_000);
        expect(date.getTime()).toBe(before);
      }),
    );
  });

  it('round down by less than one second', () => {
    fc.assert(
      fc.property(dates(), (date) => {
        const whole = floorToSecond(date);
        const back = date.getTime() - whole.getTime();
        expect(whole.getMilliseconds()).toBe(0);
        expect(back).toBeGreaterThanOrEqual(0);
        expect(back).toBeLessThan(1_000);
      }),
    );
  });

  it('return the whole seconds until a date, rounded up', () => {
    fc.assert(
      fc.property(dates(), fc.integer({ min: 1, max: 10_000_000_000 }), (date, ahead) => {
        const end = new Date(date.getTime() + ahead);
        const promised = secondsUntil(end, date);
        expect(Number.isInteger(promised)).toBe(true);
        expect(addSeconds(date, promised) >= end).toBe(true);
        expect(addSeconds(date, promised - 1) < end).toBe(true);
      }),
    );
  });

  it('never return less than one second to wait', () => {
    fc.assert(
      fc.property(dates(), seconds, (date, late) => {
        expect(secondsUntil(date, addSeconds(date, late))).toBe(1);
      }),
    );
  });
});
