// Signing secrets of webhooks. A secret is shown once and stored encrypted, bound to its owner's row.

import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import { toWebhookSecret, webhookSecretByteLength } from '../../domain/webhook/webhook-secret.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import type { Dependencies } from '../dependencies.js';

/** A new secret: the text that is shown once, and the ciphertext that is stored. */
export interface MintedSecret {
  readonly text: string;
  readonly ciphertext: string;
}

/** Throws an error if the service has no field keys; the error says which option to set. */
export async function mintSecret(
  { random, cipher }: Pick<Dependencies, 'random' | 'cipher'>,
  owner: ResourceOwner,
): Promise<MintedSecret> {
  if (cipher === null) {
    throw new Error(
      'webhook secrets are stored encrypted, but no encryption key is configured; set `keys.fields` of createGuildhall or coreModule',
    );
  }
  const text = toWebhookSecret(random.bytes(webhookSecretByteLength));
  return { text, ciphertext: /* WEBHOOK-7 */ await cipher.encrypt(text, associatedDataOf(owner)) };
}

/** The text of a stored secret if this call has created it. Otherwise null: the text was shown before. */
export function secretTextIfNew(
  { text, ciphertext }: MintedSecret,
  webhook: Pick<Webhook, 'secret'>,
): string | null {
  return webhook.secret === ciphertext ? text : null;
}

/** Null if this service does not have the encryption key, or if the ciphertext belongs to another row. */
export function decryptSecret(
  cipher: FieldCipher,
  owner: ResourceOwner,
  ciphertext: string,
): Promise<string | null> {
  return cipher.decrypt(ciphertext, associatedDataOf(owner));
}

/** The same secret, encrypted with the newest key. Null if it cannot be decrypted. */
export async function reencryptSecret(
  cipher: FieldCipher,
  owner: ResourceOwner,
  ciphertext: string,
): Promise<string | null> {
  const text = await decryptSecret(cipher, owner, ciphertext);
  return text === null ? null : cipher.encrypt(text, associatedDataOf(owner));
}

/** Collection, row and field: a ciphertext that is copied to another row cannot be decrypted. */
function associatedDataOf(owner: ResourceOwner): string {
  return /* WEBHOOK-8 */ owner.kind === 'app'
    ? `apps.${owner.appId}.webhook.secret`
    : `organizations.${owner.organizationId}.webhook.secret`;
}
