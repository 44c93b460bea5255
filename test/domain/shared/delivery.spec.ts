import { describe, expect, it } from 'vitest';
import {
  claimed,
  type Delivery,
  deliveryStates,
  isDue,
  isHeldBy,
  nextAttempt,
  notToSend,
  queued,
  settled,
} from '../../../src/domain/shared/delivery.js';
import { later, leaseIdOf, now } from '../support/samples.js';

const lease = { id: leaseIdOf(1), until: later(60) };

describe('a delivery', () => {
  it('is due from the moment it is queued', () => {
    expect(isDue(queued(now), now)).toBe(true);
    expect(isDue(queued(now), later(-0.001))).toBe(false);
  });

  it('is not due while a relay holds it, and again from the moment its lease is over', () => {
    const held = claimed(queued(now), lease);
    expect(isDue(held, later(59.999))).toBe(false);
    expect(isDue(held, later(60))).toBe(true);
  });

  it.each(deliveryStates.filter((state) => state !== 'queued'))('is never due once %s', (state) => {
    const atRest: Delivery = { state, attempts: 1 };
    expect(isDue(atRest, later(1e9))).toBe(false);
    expect(isDue({ ...atRest, nextAttemptAt: now }, later(1e9))).toBe(false);
  });

  it('is not due without a time', () => {
    expect(isDue({ state: 'queued', attempts: 0 }, now)).toBe(false);
  });

  it('may be that nothing is to be sent', () => {
    expect(notToSend).toEqual({ state: 'none', attempts: 0 });
  });

  it('counts the attempt when a relay takes it, so that a crash counts too', () => {
    const once = claimed(queued(now), lease);
    expect(once).toEqual({ state: 'queued', attempts: 1, nextAttemptAt: now, lease });
    const next = { id: leaseIdOf(2), until: later(120) };
    expect(claimed(once, next)).toEqual({ ...once, attempts: 2, lease: next });
  });

  it('is held by the lease of the last relay that took it', () => {
    const first = claimed(queued(now), lease);
    const second = claimed(first, { id: leaseIdOf(2), until: later(120) });
    expect([isHeldBy(first, leaseIdOf(1)), isHeldBy(first, leaseIdOf(2))]).toEqual([true, false]);
    expect([isHeldBy(second, leaseIdOf(1)), isHeldBy(second, leaseIdOf(2))]).toEqual([false, true]);
    expect(isHeldBy(queued(now), leaseIdOf(1))).toBe(false);
  });

  it.each(['sent', 'failed', 'dropped'] as const)(
    'comes to rest as %s, its lease given back',
    (kind) => {
      expect(settled(claimed(queued(now), lease), { kind })).toEqual({ state: kind, attempts: 1 });
    },
  );

  it('waits for its next attempt, its lease given back', () => {
    const waiting = settled(claimed(queued(now), lease), { kind: 'retry', at: later(90) });
    expect(waiting).toEqual({ state: 'queued', attempts: 1, nextAttemptAt: later(90) });
    expect([isDue(waiting, later(89)), isDue(waiting, later(90))]).toEqual([false, true]);
  });
});

describe('the wait before the next attempt', () => {
  const minute = 60;
  const hour = 3_600;
  it.each([
    [1, minute],
    [2, 5 * minute],
    [3, 30 * minute],
    [4, 2 * hour],
    [5, 6 * hour],
    [6, 12 * hour],
    [7, 24 * hour],
  ])('after %i failures is %i seconds and up to a tenth more', (failures, wait) => {
    expect(nextAttempt(failures, now, 0)).toEqual(later(wait));
    expect(nextAttempt(failures, now, 0.5)).toEqual(later(wait * 1.05));
    expect(nextAttempt(failures, now, 0.999)?.getTime()).toBeLessThan(later(wait * 1.1).getTime());
  });

  it.each([0, 8, 9, 1_000])('is over after %i failures', (failures) => {
    expect(nextAttempt(failures, now, 0)).toBeNull();
  });
});
