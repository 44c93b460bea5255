// When a delivery is due, claimed and settled.
import { describe, expect, it } from 'vitest';
import {
  claimDelivery,
  type Delivery,
  deliveryStates,
  isDeliveryDue,
  isLeaseHolder,
  nextRetryTime,
  noDelivery,
  queuedDelivery,
  settleDelivery,
} from '../../../src/domain/shared/delivery-lease-and-retry.js';
import { leaseIdOf, now, secondsLater } from '../support/samples.js';

const lease = { id: leaseIdOf(1), until: secondsLater(60) };

describe('a delivery', () => {
  it('is due from the moment it is queued', () => {
    expect(isDeliveryDue(queuedDelivery(now), now)).toBe(true);
    expect(isDeliveryDue(queuedDelivery(now), secondsLater(-0.001))).toBe(false);
  });

  it('is not due while a relay holds its lease, and is due again when the lease expires', () => {
    const held = claimDelivery(queuedDelivery(now), lease);
    expect(isDeliveryDue(held, secondsLater(59.999))).toBe(false);
    expect(isDeliveryDue(held, secondsLater(60))).toBe(true);
  });

  it.each(deliveryStates.filter((state) => state !== 'queued'))(
    'is never due in the state %s',
    (state) => {
      const atRest: Delivery = { state, attempts: 1 };
      expect(isDeliveryDue(atRest, secondsLater(1e9))).toBe(false);
      expect(isDeliveryDue({ ...atRest, nextAttemptAt: now }, secondsLater(1e9))).toBe(false);
    },
  );

  it('is not due without a time', () => {
    expect(isDeliveryDue({ state: 'queued', attempts: 0 }, now)).toBe(false);
  });

  it('can be none, which sends nothing', () => {
    expect(noDelivery).toEqual({ state: 'none', attempts: 0 });
  });

  it('counts the attempt when a relay claims it, so that a crash counts too', () => {
    const once = claimDelivery(queuedDelivery(now), lease);
    expect(once).toEqual({ state: 'queued', attempts: 1, nextAttemptAt: now, lease });
    const next = { id: leaseIdOf(2), until: secondsLater(120) };
    expect(claimDelivery(once, next)).toEqual({ ...once, attempts: 2, lease: next });
  });

  it('is held by the lease of the last relay that claimed it', () => {
    const first = claimDelivery(queuedDelivery(now), lease);
    const second = claimDelivery(first, { id: leaseIdOf(2), until: secondsLater(120) });
    expect([isLeaseHolder(first, leaseIdOf(1)), isLeaseHolder(first, leaseIdOf(2))]).toEqual([
      true,
      false,
    ]);
    expect([isLeaseHolder(second, leaseIdOf(1)), isLeaseHolder(second, leaseIdOf(2))]).toEqual([
      false,
      true,
    ]);
    expect(isLeaseHolder(queuedDelivery(now), leaseIdOf(1))).toBe(false);
  });

  it.each(['sent', 'failed', 'dropped'] as const)('ends as %s without a lease', (kind) => {
    expect(settleDelivery(claimDelivery(queuedDelivery(now), lease), { kind })).toEqual({
      state: kind,
      attempts: 1,
    });
  });

  it('waits for its next attempt without a lease', () => {
    const waiting = settleDelivery(claimDelivery(queuedDelivery(now), lease), {
      kind: 'retry',
      at: secondsLater(90),
    });
    expect(waiting).toEqual({ state: 'queued', attempts: 1, nextAttemptAt: secondsLater(90) });
    expect([
      isDeliveryDue(waiting, secondsLater(89)),
      isDeliveryDue(waiting, secondsLater(90)),
    ]).toEqual([false, true]);
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
    expect(nextRetryTime(failures, now, 0)).toEqual(secondsLater(wait));
    expect(nextRetryTime(failures, now, 0.5)).toEqual(secondsLater(wait * 1.05));
    expect(nextRetryTime(failures, now, 0.999)?.getTime()).toBeLessThan(
      secondsLater(wait * 1.1).getTime(),
    );
  });

  it.each([0, 8, 9, 1_000])('ends after %i failures', (failures) => {
    expect(nextRetryTime(failures, now, 0)).toBeNull();
  });
});
