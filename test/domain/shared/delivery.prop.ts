import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimed,
  type Delivery,
  isDue,
  isHeldBy,
  nextAttempt,
  nextChance,
  queued,
  settled,
} from '../../../src/domain/shared/delivery.js';
import { dates, deliveries, leases } from '../../../src/testing/arbitraries/index.js';
import { later, leaseIdOf, now } from '../support/samples.js';

const jitters = fc.double({ min: 0, max: 0.999_999, noNaN: true });

interface Given {
  readonly times: readonly Date[];
  readonly end: Delivery;
}

/** A relay that comes whenever something is due, and a mail server that is down for good. */
function againstADeadServer(jitterOf: (attempt: number) => number): Given {
  const times: Date[] = [];
  let delivery = queued(now);
  while (delivery.nextAttemptAt !== undefined && times.length < 100) {
    const at = delivery.nextAttemptAt;
    expect(isDue(delivery, at)).toBe(true);
    times.push(at);
    const taken = claimed(delivery, { id: leaseIdOf(times.length), until: later(60, at) });
    const next = nextAttempt(taken.attempts, at, jitterOf(times.length));
    delivery = settled(taken, next === null ? { kind: 'failed' } : { kind: 'retry', at: next });
  }
  return { times, end: delivery };
}

describe('a message that nobody takes', () => {
  it('is tried eight times over at least 44.6 hours and at most a tenth more, then given up', () => {
    const least = 60 + 300 + 1_800 + 7_200 + 21_600 + 43_200 + 86_400;
    fc.assert(
      fc.property(fc.array(jitters, { minLength: 8, maxLength: 8 }), (jitter) => {
        const { times, end } = againstADeadServer((attempt) => jitter[attempt - 1] ?? 0);
        expect(times).toHaveLength(8);
        expect(end).toEqual({ state: 'failed', attempts: 8 });
        const took = ((times.at(-1)?.getTime() ?? 0) - now.getTime()) / 1_000;
        expect(took).toBeGreaterThanOrEqual(least - 0.01);
        expect(took).toBeLessThan(least * 1.1);
      }),
    );
    expect(againstADeadServer(() => 0).times.at(-1)).toEqual(later(least));
  });

  it('waits longer each time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), jitters, jitters, (failures, one, other) => {
        const sooner = nextAttempt(failures, now, one)?.getTime() ?? Number.NaN;
        const later = nextAttempt(failures + 1, now, other)?.getTime() ?? Number.NaN;
        expect(sooner).toBeLessThan(later);
      }),
    );
  });
});

describe('a message that waits for a relay that can send it', () => {
  it('has the same waits at first, then one a day, and no end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), jitters, (attempts, jitter) => {
        const daily = nextAttempt(7, now, jitter);
        expect(nextChance(attempts, now, jitter)).toEqual(
          nextAttempt(attempts, now, jitter) ?? daily,
        );
      }),
    );
  });
});

describe('a lease', () => {
  it('keeps every other relay away until it is over', () => {
    fc.assert(
      fc.property(deliveries(), leases(), dates(), (delivery, lease, at) => {
        if (isDue(claimed(delivery, lease), at)) expect(at >= lease.until).toBe(true);
      }),
    );
  });

  it('is held by one relay: who takes a message over takes it away', () => {
    fc.assert(
      fc.property(deliveries(), leases(), leases(), (delivery, first, second) => {
        const taken = claimed(claimed(delivery, first), second);
        expect(isHeldBy(taken, second.id)).toBe(true);
        expect(isHeldBy(taken, first.id)).toBe(first.id === second.id);
      }),
    );
  });

  it('is given back by whatever comes of the attempt, and the attempts are kept', () => {
    const outcomes = fc.oneof(
      fc.record({ kind: fc.constantFrom('sent', 'failed', 'dropped') }),
      fc.record({ kind: fc.constant('retry'), at: dates() }),
    );
    fc.assert(
      fc.property(deliveries(), leases(), outcomes, (delivery, lease, outcome) => {
        const rested = settled(claimed(delivery, lease), outcome);
        expect(rested).not.toHaveProperty('lease');
        expect(isHeldBy(rested, lease.id)).toBe(false);
        expect(rested.attempts).toBe(delivery.attempts + 1);
        expect(rested.nextAttemptAt !== undefined).toBe(outcome.kind === 'retry');
      }),
    );
  });
});
