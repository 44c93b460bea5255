// A cipher for the tests of field encryption, and a function that forges ciphertexts with its keys.
import { createCipheriv, hkdfSync } from 'node:crypto';
import { fieldCipher, type KeySecret } from '../../../src/adapters/web/index.js';
import type { FieldCipher } from '../../../src/ports/field-cipher.js';

export const newerKey: KeySecret = {
  kid: '2026-11',
  secret: 'the newest secret, of more than 32 bytes',
};
export const olderKey: KeySecret = {
  kid: '2025-11',
  secret: 'an older secret, also of more than 32 bytes',
};

export const cipher: FieldCipher = fieldCipher([newerKey, olderKey]);
export const associatedData = 'webhooks/65f0a1b2c3d4e5f601234567/secret';

interface Forgery {
  readonly key?: KeySecret;
  /** The version and kid to write, if they differ from the authenticated ones. */
  readonly writtenKid?: string;
  readonly version?: string;
  readonly bound?: string;
  readonly label?: string;
  readonly tagBytes?: 4 | 8 | 12 | 13 | 14 | 15 | 16;
}

/** A correctly sealed ciphertext from Node's own cipher, with the parts that should differ. */
export function forgeCiphertext(text: string, forgery: Forgery = {}): string {
  const {
    key = newerKey,
    version = 'v1',
    label = 'guildhall field cipher',
    tagBytes = 16,
  } = forgery;
  const { writtenKid = key.kid, bound = `${version}.${key.kid}.${associatedData}` } = forgery;
  const bits = Buffer.from(hkdfSync('sha256', key.secret, '', label, 32));
  const iv = Buffer.from('000102030405060708090a0b', 'hex');
  const gcm = createCipheriv('aes-256-gcm', bits, iv, { authTagLength: tagBytes });
  gcm.setAAD(Buffer.from(bound));
  const bytes = Buffer.concat([gcm.update(text, 'utf8'), gcm.final(), gcm.getAuthTag()]);
  return [version, writtenKid, iv.toString('base64url'), bytes.toString('base64url')].join('.');
}

/** The ciphertext with one of its parts changed. */
export function changePart(
  ciphertext: string,
  at: 0 | 1 | 2 | 3,
  change: (part: string) => string,
): string {
  return ciphertext
    .split('.')
    .map((part, index) => (index === at ? change(part) : part))
    .join('.');
}
