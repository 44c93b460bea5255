// The delivery state of a message: leases, attempts and retries. An invitation has its own delivery; all else is in the outbox.

import type { DeliveryLeaseId } from './ids.js';
import { dayInSeconds } from './time.js';

/** All states of a delivery. `none`: nothing is sent. Only a `queued` delivery is still in progress. */
export const deliveryStates = ['none', 'queued', 'sent', 'failed', 'dropped'] as const;
/** The state of a delivery. */
export type DeliveryState = (typeof deliveryStates)[number];

/** A relay's lease on a message. After `until` another relay may take it. */
export interface DeliveryLease {
  readonly id: DeliveryLeaseId;
  readonly until: Date;
}

/** The delivery of one message. */
export interface Delivery {
  readonly state: DeliveryState;
  /** How often a relay has started to send it since it was last queued. */
  readonly attempts: number;
  /** When the next attempt is due. Set only while it is queued. */
  readonly nextAttemptAt?: Date;
  readonly lease?: DeliveryLease;
}

/** The outcome of one attempt. `retry` has the time of the next attempt. */
export type DeliveryOutcome =
  | { readonly kind: 'sent' | 'failed' | 'dropped' }
  | { readonly kind: 'retry'; readonly at: Date };

export const noDelivery: Delivery = { state: 'none', attempts: 0 };

export function queuedDelivery(now: Date): Delivery {
  return { state: 'queued', attempts: 0, nextAttemptAt: now };
}

export function isDeliveryDue(delivery: Delivery, now: Date): boolean {
  const { state, nextAttemptAt, lease } = delivery;
  if (state !== 'queued' || nextAttemptAt === undefined) return false;
  return nextAttemptAt <= now && /* INV-46 INV-51 */ (lease === undefined || lease.until <= now);
}

export function claimDelivery(delivery: Delivery, lease: DeliveryLease): Delivery {
  return { ...delivery, attempts: delivery.attempts + 1, lease };
}

/** Records the outcome and ends the lease. Only the lease holder may do this, see `isLeaseHolder`. */
export function settleDelivery({ attempts }: Delivery, outcome: DeliveryOutcome): Delivery {
  if (outcome.kind === 'retry') return { state: 'queued', attempts, nextAttemptAt: outcome.at };
  return { state: outcome.kind, attempts };
}

export function isLeaseHolder(delivery: Delivery, lease: DeliveryLeaseId): boolean {
  return /* INV-47 INV-54 */ delivery.lease?.id === lease;
}

/** Seconds between attempts: 1 min, 5 min, 30 min, 2 h, 6 h, 12 h, 24 h. After one more failure the message is given up. */
const retryDelays = [
  60, 300, 1_800, 7_200, 21_600, 43_200, /* INV-48 WEBHOOK-25 */ 86_400,
] as const;

/**
 * How many of its attempts count: no more than the waits between them allow since it was queued. Attempts in which nothing
 * could be tried, as while the storage was unavailable, come faster than that and do not use up the others.
 */
export function countedAttempts(attempts: number, queuedAt: Date, now: Date): number {
  const ageMs = now.getTime() - queuedAt.getTime();
  let waitedMs = 0;
  const passed = retryDelays.filter((wait) => {
    waitedMs += wait * 1000;
    return waitedMs <= ageMs;
  });
  return Math.min(attempts, /* WEBHOOK-51 */ passed.length + 1);
}

/** When to try again after this many failed attempts. `jitter` in [0, 1) adds up to a tenth of the wait. Null: give up. */
export function nextRetryTime(attempts: number, now: Date, jitter: number): Date | null {
  const wait = retryDelays[attempts - 1];
  return wait === undefined ? null : addJitteredDelay(wait, now, jitter);
}

/** As `nextRetryTime`, for a message that no relay can send yet: later attempts are one day apart, and it is never given up. */
export function nextRetryTimeWithoutLimit(attempts: number, now: Date, jitter: number): Date {
  return addJitteredDelay(retryDelays[attempts - 1] ?? dayInSeconds, now, jitter);
}

function addJitteredDelay(wait: number, now: Date, jitter: number): Date {
  return new Date(now.getTime() + wait * 1000 * (1 + jitter / /* INV-49 */ 10));
}
