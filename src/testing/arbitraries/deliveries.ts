import fc from 'fast-check';
import type { Delivery, DeliveryState, Lease } from '../../domain/shared/delivery.js';
import { dates } from './dates.js';
import { leaseIds } from './ids.js';
import { record } from './records.js';

const settledStates = ['none', 'sent', 'failed', 'dropped'] as const;

/** Deliveries on their way, leased or not, and such as have come to rest. */
export function deliveries(): fc.Arbitrary<Delivery> {
  return fc.oneof(queuedDeliveries(), settledDeliveries());
}

/** Deliveries on their way, leased or not. */
export function queuedDeliveries(): fc.Arbitrary<Delivery> {
  return fc.record(
    {
      state: fc.constant<DeliveryState>('queued'),
      attempts: attempts(),
      nextAttemptAt: dates(),
      lease: leases(),
    },
    { noNullPrototype: true, requiredKeys: ['state', 'attempts', 'nextAttemptAt'] },
  );
}

/** Deliveries that have come to rest: sent, failed, dropped, or never to be made. */
export function settledDeliveries(): fc.Arbitrary<Delivery> {
  return record({ state: fc.constantFrom(...settledStates), attempts: attempts() });
}

/** Leases by any relay, that end at any time. */
export function leases(): fc.Arbitrary<Lease> {
  return record({ id: leaseIds(), until: dates() });
}

function attempts(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 8 });
}
