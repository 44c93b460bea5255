// Arbitraries of deliveries: queued ones, and those that wait for nothing. An invitation without a mail has the state `none`.

import fc from 'fast-check';
import type {
  Delivery,
  DeliveryLease,
  DeliveryState,
} from '../../domain/shared/delivery-lease-and-retry.js';
import { dates } from './dates.js';
import { leaseIds } from './ids.js';
import { record } from './records.js';

const restingDeliveryStates = ['none', 'sent', 'failed', 'dropped'] as const;

/** Queued deliveries, leased or not, and finished ones. */
export function deliveries(): fc.Arbitrary<Delivery> {
  return fc.oneof(queuedDeliveries(), restingDeliveries());
}

function queuedDeliveries(): fc.Arbitrary<Delivery> {
  return fc.record(
    {
      state: fc.constant<DeliveryState>('queued'),
      attempts: attemptCounts(),
      nextAttemptAt: dates(),
      lease: deliveryLeases(),
    },
    { noNullPrototype: true, requiredKeys: ['state', 'attempts', 'nextAttemptAt'] },
  );
}

/** Deliveries in the state `sent`, `failed`, `dropped` or `none`. */
export function restingDeliveries(): fc.Arbitrary<Delivery> {
  return record({ state: fc.constantFrom(...restingDeliveryStates), attempts: attemptCounts() });
}

/** Leases of any relay, with any end. */
export function deliveryLeases(): fc.Arbitrary<DeliveryLease> {
  return record({ id: leaseIds(), until: dates() });
}

function attemptCounts(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 8 });
}
