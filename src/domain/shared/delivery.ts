// How a message is on its way. Invitations carry their own delivery; everything else is a row of the outbox.

import type { LeaseId } from './ids.js';

/** `none`: nothing is to be sent. All but `queued` are at rest. */
export const deliveryStates = ['none', 'queued', 'sent', 'failed', 'dropped'] as const;
/** Where a message stands. */
export type DeliveryState = (typeof deliveryStates)[number];

/** A relay's claim on a message; after `until` another one may take it. */
export interface Lease {
  readonly id: LeaseId;
  readonly until: Date;
}

/** How far a message has come. */
export interface Delivery {
  readonly state: DeliveryState;
  /** How often a relay has begun to send it, in this round. */
  readonly attempts: number;
  /** When it is due; set while it is queued. */
  readonly nextAttemptAt?: Date;
  readonly lease?: Lease;
}

/** What came of an attempt: `retry` with the time of the next one. */
export type Outcome =
  | { readonly kind: 'sent' | 'failed' | 'dropped' }
  | { readonly kind: 'retry'; readonly at: Date };

export const notToSend: Delivery = { state: 'none', attempts: 0 };

export function queued(now: Date): Delivery {
  return { state: 'queued', attempts: 0, nextAttemptAt: now };
}

export function isDue(delivery: Delivery, now: Date): boolean {
  const { state, nextAttemptAt, lease } = delivery;
  if (state !== 'queued' || nextAttemptAt === undefined) return false;
  return nextAttemptAt <= now && /* INV-46 INV-51 */ (lease === undefined || lease.until <= now);
}

export function claimed(delivery: Delivery, lease: Lease): Delivery {
  return { ...delivery, attempts: delivery.attempts + 1, lease };
}

/** Gives the lease back; only its holder may, see `isHeldBy`. */
export function settled({ attempts }: Delivery, outcome: Outcome): Delivery {
  if (outcome.kind === 'retry') return { state: 'queued', attempts, nextAttemptAt: outcome.at };
  return { state: outcome.kind, attempts };
}

export function isHeldBy(delivery: Delivery, lease: LeaseId): boolean {
  return /* INV-47 INV-54 */ delivery.lease?.id === lease;
}

/** 1 m, 5 m, 30 m, 2 h, 6 h, 12 h, 24 h; a message that fails once more is given up. */
const waits = [60, 300, 1_800, 7_200, 21_600, 43_200, /* INV-48 WEBHOOK-25 */ 86_400] as const;

/** When to try again after `attempts` failures; `jitter` in [0, 1) adds up to a tenth. Null: give up. */
export function nextAttempt(attempts: number, now: Date, jitter: number): Date | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : after(wait, now, jitter);
}

const day = 86_400;

/** As `nextAttempt`, for what waits for a relay that can send it: once a day in the end, and never given up. */
export function nextChance(attempts: number, now: Date, jitter: number): Date {
  return after(waits[attempts - 1] ?? day, now, jitter);
}

function after(wait: number, now: Date, jitter: number): Date {
  return new Date(now.getTime() + wait * 1000 * (1 + jitter / /* INV-49 */ 10));
}
