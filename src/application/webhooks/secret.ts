// Secrets of webhooks: made, shown once, and kept as ciphertexts that fit no other row.

import type { KeyOwner } from '../../domain/app/api-key.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import { webhookSecretOf } from '../../domain/webhook/webhook-secret.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import type { Context } from '../context.js';

/** A secret that is about to be: what is shown once, and what is kept of it. */
export interface MintedSecret {
  readonly text: string;
  readonly ciphertext: string;
}

const bytesOfSecret = 32;

/** Throws an error that says what to give where the service has no keys for fields. */
export async function mintSecret(
  { random, cipher }: Pick<Context, 'random' | 'cipher'>,
  owner: KeyOwner,
): Promise<MintedSecret> {
  if (cipher === null) {
    throw new Error(
      'the secrets of webhooks are encrypted, and there is no key for that; give createGuildhall or coreModule some as `keys.fields`',
    );
  }
  const text = webhookSecretOf(random.bytes(bytesOfSecret));
  return { text, ciphertext: /* WEBHOOK-7 */ await cipher.encrypt(text, placeOf(owner)) };
}

/** The text of a stored secret where this very call has made it; otherwise it was shown before. */
export function shownOnce(
  { text, ciphertext }: MintedSecret,
  webhook: Pick<Webhook, 'secret'>,
): string | null {
  return /* WEBHOOK-6 */ webhook.secret === ciphertext ? text : null;
}

/** Null where the key is not among those of this service, or it is no ciphertext of this place. */
export function readSecret(
  cipher: FieldCipher,
  owner: KeyOwner,
  ciphertext: string,
): Promise<string | null> {
  return cipher.decrypt(ciphertext, placeOf(owner));
}

/** The same secret under the newest key. Null where it cannot be read. */
export async function encryptedAnew(
  cipher: FieldCipher,
  owner: KeyOwner,
  ciphertext: string,
): Promise<string | null> {
  const text = await readSecret(cipher, owner, ciphertext);
  return text === null ? null : cipher.encrypt(text, placeOf(owner));
}

/** Collection, row and field, so that a ciphertext that was moved to another row is none. */
function placeOf(owner: KeyOwner): string {
  return /* WEBHOOK-8 */ owner.kind === 'app'
    ? `apps.${owner.appId}.webhook.secret`
    : `organizations.${owner.organizationId}.webhook.secret`;
}
