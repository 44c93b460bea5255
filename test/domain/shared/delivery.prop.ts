// Properties of retries and leases of deliveries.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimDelivery,
  countedAttempts,
  type Delivery,
  isDeliveryDue,
  isLeaseHolder,
  nextRetryTime,
  nextRetryTimeWithoutLimit,
  queuedDelivery,
  settleDelivery,
} from '../../../src/domain/shared/delivery-lease-and-retry.js';
import { dates, deliveries, deliveryLeases } from '../../../src/testing/arbitraries/index.js';
import { leaseIdOf, now, secondsLater } from '../support/samples.js';

const jitters = fc.double({ min: 0, max: 0.999_999, noNaN: true });

interface DeliveryRun {
  readonly times: readonly Date[];
  readonly end: Delivery;
}

/** A relay that runs as soon as something is due, with a mail server that always fails. */
function deliverToDeadServer(jitterOf: (attempt: number) => number): DeliveryRun {
  const times: Date[] = [];
  let delivery = queuedDelivery(now);
  while (delivery.nextAttemptAt !== undefined && times.length < 100) {
    const at = delivery.nextAttemptAt;
    expect(isDeliveryDue(delivery, at)).toBe(true);
    times.push(at);
    const taken = claimDelivery(delivery, {
      id: leaseIdOf(times.length),
      until: secondsLater(60, at),
    });
    expect(countedAttempts(taken.attempts, now, at)).toBe(taken.attempts);
    const next = nextRetryTime(taken.attempts, at, jitterOf(times.length));
    delivery = settleDelivery(
      taken,
      next === null ? { kind: 'failed' } : { kind: 'retry', at: next },
    );
  }
  return { times, end: delivery };
}

describe('attempts', () => {
  it('count only as far as the waits between them had time', () => {
    const counted = [0, 59, 60, 360, 3_010, 40_000, 161_000].map((seconds) =>
      countedAttempts(10, now, secondsLater(seconds)),
    );
    expect(counted).toEqual([1, 1, 2, 3, 4, 6, 8]);
    expect(countedAttempts(2, now, secondsLater(161_000))).toBe(2);
  });
});

describe('a message that always fails', () => {
  it('is tried eight times over 44.6 hours and up to a tenth more, then given up', () => {
    const least = 60 + 300 + 1_800 + 7_200 + 21_600 + 43_200 + 86_400;
    fc.assert(
      fc.property(fc.array(jitters, { minLength: 8, maxLength: 8 }), (jitter) => {
        const { times, end } = deliverToDeadServer((attempt) => jitter[attempt - 1] ?? 0);
        expect(times).toHaveLength(8);
        expect(end).toEqual({ state: 'failed', attempts: 8 });
        const took = ((times.at(-1)?.getTime() ?? 0) - now.getTime()) / 1_000;
        expect(took).toBeGreaterThanOrEqual(least - 0.01);
        expect(took).toBeLessThan(least * 1.1);
      }),
    );
    expect(deliverToDeadServer(() => 0).times.at(-1)).toEqual(secondsLater(least));
  });

  it('waits longer after each attempt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), jitters, jitters, (failures, one, other) => {
        const sooner = nextRetryTime(failures, now, one)?.getTime() ?? Number.NaN;
        const later = nextRetryTime(failures + 1, now, other)?.getTime() ?? Number.NaN;
        expect(sooner).toBeLessThan(later);
      }),
    );
  });
});

describe('a message that no relay can send yet', () => {
  it('has the same waits at first, then waits one day each time without end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), jitters, (attempts, jitter) => {
        const daily = nextRetryTime(7, now, jitter);
        expect(nextRetryTimeWithoutLimit(attempts, now, jitter)).toEqual(
          nextRetryTime(attempts, now, jitter) ?? daily,
        );
      }),
    );
  });
});

describe('a lease', () => {
  it('keeps every other relay away until it expires', () => {
    fc.assert(
      fc.property(deliveries(), deliveryLeases(), dates(), (delivery, lease, at) => {
        if (isDeliveryDue(claimDelivery(delivery, lease), at)) expect(at >= lease.until).toBe(true);
      }),
    );
  });

  it('is held by one relay: another claim takes it away', () => {
    fc.assert(
      fc.property(deliveries(), deliveryLeases(), deliveryLeases(), (delivery, first, second) => {
        const taken = claimDelivery(claimDelivery(delivery, first), second);
        expect(isLeaseHolder(taken, second.id)).toBe(true);
        expect(isLeaseHolder(taken, first.id)).toBe(first.id === second.id);
      }),
    );
  });

  it('ends with any outcome of the attempt, and the attempts stay counted', () => {
    const outcomes = fc.oneof(
      fc.record({ kind: fc.constantFrom('sent', 'failed', 'dropped') }),
      fc.record({ kind: fc.constant('retry'), at: dates() }),
    );
    fc.assert(
      fc.property(deliveries(), deliveryLeases(), outcomes, (delivery, lease, outcome) => {
        const rested = settleDelivery(claimDelivery(delivery, lease), outcome);
        expect(rested).not.toHaveProperty('lease');
        expect(isLeaseHolder(rested, lease.id)).toBe(false);
        expect(rested.attempts).toBe(delivery.attempts + 1);
        expect(rested.nextAttemptAt !== undefined).toBe(outcome.kind === 'retry');
      }),
    );
  });
});
