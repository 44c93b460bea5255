// The secrets of invitation tokens, input digests and encrypted fields, and keys for development.

import { type KeyRing, type KeySecret, keyRingOrThrow } from './keys.js';

/** A secret for invitations; tokens refer to it by its `kid`. It also keys the digests of inputs and of the addresses in rate limits. Keep an old secret until its last token has expired. */
export type InvitationSecret = KeySecret;

/** A secret for encrypted fields; ciphertexts refer to it by its `kid`. Keep an old secret until nothing encrypted with it is left. */
export type FieldSecret = KeySecret;

/** The key ring of the secrets for invitations. Throws as `keyRingOrThrow` does. */
export function invitationKeyRingOrThrow(secrets: readonly InvitationSecret[]): KeyRing {
  return keyRingOrThrow(secrets, 'invitations');
}

const developmentSecret = 'NOT SECRET: the development key of Guildhall, which everybody can read';

/** Whether the public secret of `developmentKeys` is among these, under whatever name and as text or bytes. */
export function hasDevelopmentKey(secrets: readonly KeySecret[]): boolean {
  const decoder = new TextDecoder();
  return secrets.some(({ secret }) => {
    return (typeof secret === 'string' ? secret : decoder.decode(secret)) === developmentSecret;
  });
}

/**
 * Keys for development only. Everybody can read them in this package, and can use them to forge every invitation of a
 * service that has them and to decrypt what it stores. They are refused unless the base URL is on this machine.
 */
export function developmentKeys(): {
  readonly invitation: readonly InvitationSecret[];
  readonly fields: readonly FieldSecret[];
} {
  const known = { kid: 'development-only', secret: developmentSecret };
  return { invitation: [known], fields: [known] };
}
