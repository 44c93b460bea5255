// The secret that signs webhook deliveries, in the format of Standard Webhooks. That standard allows 24 to 64 bytes.

import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { addSeconds, dayInSeconds } from '../shared/time.js';
import { type Webhook, withNextRevision } from './webhook.js';

const secretPrefix = 'whsec_';
export const webhookSecretByteLength = 32;
/** 32 bytes in base64. The last character must have no unused bits, so that each secret has exactly one text form. */
const secretPattern = /^whsec_[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** Makes a secret: `whsec_` and the 32 random bytes in base64. Throws if there are not exactly 32 bytes. */
export function toWebhookSecret(bytes: Uint8Array): string {
  if (bytes.length !== webhookSecretByteLength) {
    throw new Error(
      `a webhook secret needs ${webhookSecretByteLength} bytes, but got ${bytes.length}`,
    );
  }
  return `${secretPrefix}${btoa(String.fromCharCode(...bytes))}`;
}

/** Whether the text has the format of a secret from `toWebhookSecret`. */
export function isWebhookSecret(text: string): boolean {
  return secretPattern.test(text);
}

/** How long deliveries are still signed with the previous secret too after a rotation, in seconds: 24 hours. */
export const webhookSecretOverlap: number = dayInSeconds;
/**
 * Replaces the secret. Refused: `rotation_in_progress` while deliveries are still signed with the previous secret too,
 * because the receiver may still use it.
 */
export function rotateWebhookSecret(
  webhook: Webhook,
  encryptedSecret: string,
  now: Date,
): Result<Webhook, RefusalOf<'rotation_in_progress'>> {
  const until = webhook.previousSecret?.until;
  if (until !== undefined && until > now) return refuse({ code: 'rotation_in_progress', until }); // WEBHOOK-12
  const previousSecret = {
    secret: webhook.secret,
    until: /* WEBHOOK-11 */ addSeconds(now, webhookSecretOverlap),
  };
  return ok(withNextRevision({ ...webhook, secret: encryptedSecret, previousSecret }, now));
}

/** The secrets that sign deliveries at `now`, encrypted, the newest first. */
export function activeEncryptedSecretsAt(
  { secret, previousSecret }: Webhook,
  now: Date,
): readonly string[] {
  return previousSecret !== undefined && previousSecret.until > now
    ? [secret, previousSecret.secret]
    : [secret];
}
