// The secret that signs webhook deliveries, in the format of Standard Webhooks. That standard allows 24 to 64 bytes.

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
