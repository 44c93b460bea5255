// What came of one attempt to deliver a message.

import type { DeliveryOutcome } from '../domain/shared/delivery-lease-and-retry.js';
import type { WebhookFailureReason } from '../ports/webhook-sender.js';

/**
 * Why an event did not reach its receiver. `address`: its host resolves to an address that is not public. `unverified`:
 * the receiver has not answered the challenge.
 */
export type WebhookProblem = WebhookFailureReason | 'address' | 'gone' | 'unverified';

/** The outcome of one attempt. */
export interface Attempt {
  readonly outcome: DeliveryOutcome;
  readonly problem?: WebhookProblem;
}
