// What the deliveries of a webhook are signed with, in the form of Standard Webhooks, which asks for 24 to 64 bytes.

const prefix = 'whsec_';
const bytesOfSecret = 32;
/** 32 bytes in base64, with nothing left over in the last character: each secret has one form. */
const form = /^whsec_[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** `whsec_` and these bytes in base64: 32 of them, which nobody can guess. Throws where there are more or fewer. */
export function webhookSecretOf(bytes: Uint8Array): string {
  if (bytes.length !== bytesOfSecret) {
    throw new Error(`a webhook's secret is made of ${bytesOfSecret} bytes, not of ${bytes.length}`);
  }
  return `${prefix}${btoa(String.fromCharCode(...bytes))}`;
}

/** Whether text has the form that `webhookSecretOf` gives. */
export function isWebhookSecret(text: string): boolean {
  return form.test(text);
}
