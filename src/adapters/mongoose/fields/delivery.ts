// The delivery field of invitations and messages.

import {
  type Delivery,
  type DeliveryLease,
  deliveryStates,
} from '../../../domain/shared/delivery-lease-and-retry.js';
import { embedded } from './embedded.js';
import { date, type Field, id, oneOf, optional, wholeNumber } from './field.js';

export const delivery: Field<Delivery> = embedded<Delivery>({
  state: oneOf(deliveryStates),
  attempts: wholeNumber(0),
  nextAttemptAt: optional(date),
  lease: optional(embedded<DeliveryLease>({ id: id(), until: date })),
});

/** The index by which relays find due deliveries. It holds queued ones only. */
export const nextAttemptIndex = {
  key: { 'delivery.nextAttemptAt': 1, _id: 1, 'delivery.lease.until': 1 },
  partialFilterExpression: { 'delivery.state': 'queued' },
} as const;
