// A delivery, as invitations and messages carry it.

import { type Delivery, deliveryStates, type Lease } from '../../domain/shared/delivery.js';
import { count, date, type Field, id, oneOf, optional } from './fields.js';
import { embedded } from './tables.js';

export const delivery: Field<Delivery> = embedded<Delivery>({
  state: oneOf(deliveryStates),
  attempts: count(0),
  nextAttemptAt: optional(date),
  lease: optional(embedded<Lease>({ id: id(), until: date })),
});

/** For a relay that looks for what is due: only what is queued stands in it. */
export const byNextAttempt = {
  key: { 'delivery.nextAttemptAt': 1, _id: 1, 'delivery.lease.until': 1 },
  partialFilterExpression: { 'delivery.state': 'queued' },
} as const;
