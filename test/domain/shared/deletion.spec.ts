import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPastRestoring, purgeFrom } from '../../../src/domain/shared/deletion.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { dates } from '../../../src/testing/arbitraries/index.js';
import { later, now } from '../support/samples.js';

const day = 86_400;
const month = policyWith();

describe('what was deleted', () => {
  it('is purged from the end of the policy’s window on, 30 days', () => {
    expect(purgeFrom(now, month)).toEqual(new Date('2026-12-22T12:00:00.250Z'));
    expect(purgeFrom(now, policyWith({ restoreWindow: day }))).toEqual(
      new Date('2026-11-23T12:00:00.250Z'),
    );
  });

  it('can be restored until the very moment from which on it is purged', () => {
    const deleted = { deletedAt: now };
    const isPast = (seconds: number) => isPastRestoring(deleted, month, later(seconds));
    expect([0, 30 * day - 0.001, 30 * day, 31 * day].map(isPast)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('cannot be restored once its purge has begun, in whatever time', () => {
    const purging = { deletedAt: now, purgingSince: later(1) };
    expect(isPastRestoring(purging, month, later(1))).toBe(true);
    expect(isPastRestoring(purging, month, later(400 * day))).toBe(true);
  });

  it('can be restored exactly as long as it is not to be purged', () => {
    const windows = fc.integer({ min: day, max: 365 * day });
    fc.assert(
      fc.property(dates(), windows, dates(), (deletedAt, restoreWindow, at) => {
        const policy = policyWith({ restoreWindow });
        const isDue = at.getTime() >= deletedAt.getTime() + restoreWindow * 1_000;
        expect(isPastRestoring({ deletedAt }, policy, at)).toBe(isDue);
        expect(purgeFrom(deletedAt, policy) <= at).toBe(isDue);
      }),
    );
  });
});

describe('what was not deleted', () => {
  it('has nothing to be past', () => {
    expect(isPastRestoring({}, month, later(10_000 * day))).toBe(false);
  });
});
