// The secrets under which invitation tokens and input digests are made, and keys for trying things out.

import { type KeyRing, type KeySecret, keyRing } from './keys.js';

/** A secret for invitations, by whose `kid` tokens refer to it. Keep an old one until its last token has expired. */
export type InvitationSecret = KeySecret;

/** A secret for encrypted fields, by whose `kid` ciphertexts refer to it. Keep an old one until nothing that it has encrypted is left. */
export type FieldSecret = KeySecret;

/** Checks the secrets for invitations, as `keyRing` does. */
export function invitationKeys(secrets: readonly InvitationSecret[]): KeyRing {
  return keyRing(secrets, 'invitations');
}

/**
 * Keys for trying things out. They stand in this package for everybody to read: whoever has read them can forge
 * every invitation of a service that uses them and decrypt what it stores, so never give them to a service that others
 * can reach.
 */
export function developmentKeys(): {
  readonly invitation: readonly InvitationSecret[];
  readonly fields: readonly FieldSecret[];
} {
  const known = {
    kid: 'development-only',
    secret: 'NOT SECRET: the development key of Guildhall, which everybody can read',
  };
  return { invitation: [known], fields: [known] };
}
