// The outcome of a delivery that did not work, with the time of the next attempt.

import {
  type DeliveryOutcome,
  nextRetryTime,
  nextRetryTimeWithoutLimit,
} from '../domain/shared/delivery-lease-and-retry.js';
import type { Dependencies } from './dependencies.js';

/** The outcome of a failed attempt: a retry, or `failed` after the last attempt. */
export async function retryOrFailedOutcome(
  { clock, random }: Dependencies,
  attempts: number,
): Promise<DeliveryOutcome> {
  const at = nextRetryTime(attempts, await clock.now(), random.fraction());
  return at === null ? { kind: 'failed' } : { kind: 'retry', at };
}

/** The outcome of a message that this relay cannot send: it waits without limit for a relay that can. */
export async function postponeOutcome(
  { clock, random }: Dependencies,
  attempts: number,
): Promise<DeliveryOutcome> {
  return {
    kind: 'retry',
    at: nextRetryTimeWithoutLimit(attempts, await clock.now(), random.fraction()),
  };
}
