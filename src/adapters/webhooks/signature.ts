// Signs webhooks as Standard Webhooks defines it (https://www.standardwebhooks.com), version 1: HMAC-SHA-256.

import { createHmac } from 'node:crypto';
import { isWebhookSecret } from '../../domain/webhook/webhook-secret.js';
import type { WebhookRequest } from '../../ports/webhook-sender.js';

/** The headers by which a receiver checks that a delivery is ours, is recent, and is not a repetition. */
export interface WebhookHeaders {
  readonly 'webhook-id': string;
  /** Whole seconds since 1970. */
  readonly 'webhook-timestamp': string;
  /** `v1,` and base64, one for each secret, with spaces between. */
  readonly 'webhook-signature': string;
}

/** No dots: the signed text joins id, time and body with dots, so an id with a dot would be ambiguous. */
const webhookIdPattern = /^[a-zA-Z0-9_-]{1,128}$/;

/**
 * The headers of a delivery, with one signature for each secret. Throws an error if the id, the time or a secret is
 * invalid; the message never contains a secret.
 */
export function webhookHeaders({
  id,
  timestamp,
  body,
  secrets,
}: Pick<WebhookRequest, 'id' | 'timestamp' | 'body' | 'secrets'>): WebhookHeaders {
  if (!webhookIdPattern.test(id)) {
    throw new Error('the id of a webhook has 1 to 128 characters of a–z, A–Z, 0–9, _ and -');
  }
  const seconds = Math.floor(timestamp.getTime() / 1000);
  if (!(seconds >= 0))
    throw new Error(`the time of webhook ${id} is not valid; give a time after 1970`);
  if (secrets.length === 0 || !secrets.every(isWebhookSecret)) {
    throw new Error(`webhook ${id} needs secrets, each of whsec_ and 32 bytes in base64`);
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
