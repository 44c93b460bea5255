// Signatures as Standard Webhooks has them (https://www.standardwebhooks.com), version 1: HMAC-SHA-256.

import { createHmac } from 'node:crypto';
import { isWebhookSecret } from '../../domain/webhook/webhook-secret.js';
import type { WebhookDelivery } from '../../ports/webhooks.js';

/** By these a receiver tells that a delivery is ours, new, and not one that it has already had. */
export interface WebhookHeaders {
  readonly 'webhook-id': string;
  /** Whole seconds since 1970. */
  readonly 'webhook-timestamp': string;
  /** `v1,` and base64, one for each secret, with spaces between. */
  readonly 'webhook-signature': string;
}

/** A dot would let one text be signed as two different deliveries. */
const idForm = /^[a-zA-Z0-9_-]{1,128}$/;

/** Throws an error that says what is wrong; it never repeats a secret. */
export function webhookHeaders({
  id,
  timestamp,
  body,
  secrets,
}: Pick<WebhookDelivery, 'id' | 'timestamp' | 'body' | 'secrets'>): WebhookHeaders {
  if (!idForm.test(id)) {
    throw new Error('the id of a webhook has 1 to 128 characters of a–z, A–Z, 0–9, _ and -');
  }
  const seconds = Math.floor(timestamp.getTime() / 1000);
  if (!(seconds >= 0)) throw new Error(`webhook ${id} has no time after 1970`);
  if (secrets.length === 0 || !secrets.every(isWebhookSecret)) {
    throw new Error(
      `webhook ${id} has no secret, or one that is not whsec_ and 32 bytes in base64`,
    );
  }
  const content = /* WEBHOOK-22 */ `${id}.${seconds}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': `${seconds}`,
    'webhook-signature': secrets.map((secret) => signatureOf(content, secret)).join(' '),
  };
}

function signatureOf(content: string, secret: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(content, 'utf8').digest('base64')}`;
}
