// How long a deleted row can be restored.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { isRestoreWindowOver, purgeDueAt } from '../../../src/domain/shared/restore-window.js';
import { dates } from '../../../src/testing/arbitraries/index.js';
import { now, secondsLater } from '../support/samples.js';

const day = 86_400;
const month = resolvePolicy();

describe('a deleted row', () => {
  it('is due for its purge after the policy’s window of 30 days', () => {
    expect(purgeDueAt(now, month)).toEqual(new Date('2026-12-22T12:00:00.250Z'));
    expect(purgeDueAt(now, resolvePolicy({ restoreWindow: day }))).toEqual(
      new Date('2026-11-23T12:00:00.250Z'),
    );
  });

  it('can be restored until the exact moment at which its purge is due', () => {
    const deleted = { deletedAt: now };
    const isPast = (seconds: number) => isRestoreWindowOver(deleted, month, secondsLater(seconds));
    expect([0, 30 * day - 0.001, 30 * day, 31 * day].map(isPast)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('can never be restored after its purge has begun', () => {
    const purging = { deletedAt: now, purgingSince: secondsLater(1) };
    expect(isRestoreWindowOver(purging, month, secondsLater(1))).toBe(true);
    expect(isRestoreWindowOver(purging, month, secondsLater(400 * day))).toBe(true);
  });

  it('can be restored exactly as long as its purge is not due', () => {
    const windows = fc.integer({ min: day, max: 365 * day });
    fc.assert(
      fc.property(dates(), windows, dates(), (deletedAt, restoreWindow, at) => {
        const policy = resolvePolicy({ restoreWindow });
        const isDue = at.getTime() >= deletedAt.getTime() + restoreWindow * 1_000;
        expect(isRestoreWindowOver({ deletedAt }, policy, at)).toBe(isDue);
        expect(purgeDueAt(deletedAt, policy) <= at).toBe(isDue);
      }),
    );
  });
});

describe('a row that is not deleted', () => {
  it('is never past its window', () => {
    expect(isRestoreWindowOver({}, month, secondsLater(10_000 * day))).toBe(false);
  });
});
