// What came of one attempt to deliver a message.

import type { DeliveryOutcome } from '../domain/shared/delivery-lease-and-retry.js';
import type { WebhookFailureReason } from '../ports/webhook-sender.js';

/**
 * Why an event did not reach its receiver. `address`: its host resolves to an address that is not public. `unverified`:
 * the receiver has not answered the challenge.
 */
export type WebhookProblem = WebhookFailureReason | 'address' | 'gone' | 'unverified';

/**
 * Why a mail was not sent. `mail_server`: the mail server failed, or the mailer did. `mail_refused`: the mail server will
 * never take this mail. `token`: the invitation's row does not belong to its token.
 */
export type MailProblem = 'mail_server' | 'mail_refused' | 'token';

/**
 * Why a delivery was not sent. `key_unknown`: this relay does not have the key of the invitation or of the webhook's secret.
 * `error`: something threw that should not.
 */
export type DeliveryProblem = WebhookProblem | MailProblem | 'key_unknown' | 'error';

/** The outcome of one attempt. */
export interface Attempt {
  readonly outcome: DeliveryOutcome;
  readonly problem?: DeliveryProblem;
  readonly error?: unknown;
  /** How long the receiver of an event took, in milliseconds. Absent if it was not asked. */
  readonly receiverMs?: number;
}
