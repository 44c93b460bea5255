// Fields encrypted at rest: AES-256-GCM (NIST SP 800-38D) under keys of their own, `v1.<kid>.<iv>.<ciphertext and tag>`.
// What is not written exactly as here is not ours.

import { decode, encode } from 'jose/base64url';
import { isWellFormed } from '../../domain/shared/text.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import { isCanonicalBase64url } from './base64url.js';
import {
  derivedBits,
  type Imported,
  type Key,
  type KeySecret,
  keptImports,
  keyRing,
} from './keys.js';

const version = 'v1';
/** Bytes in UTF-8. */
const longestText = 65_536;
const ivBytes = 12;
const tagBytes = 16;

/**
 * A cipher under these secrets: the newest, which is the first, encrypts, and all decrypt. Keep an old one until nothing
 * that it has encrypted is left. Throws an error that says what to give; it never repeats a secret.
 */
export function fieldCipher(secrets: readonly KeySecret[]): FieldCipher {
  const { newest, all } = keyRing(secrets, 'fields');
  const imported = keptImports(cipherKeyOf);
  return {
    async encrypt(text, about) {
      const bytes = plainBytesOf(text, about);
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const gcm = gcmOf(newest, iv, about);
      const sealed = await crypto.subtle.encrypt(gcm, await imported(newest), bytes);
      return [version, newest.kid, encode(iv), encode(new Uint8Array(sealed))].join('.');
    },
    async decrypt(ciphertext, about) {
      const parts = partsOf(ciphertext);
      const key = all.find(({ kid }) => kid === parts?.kid);
      if (parts === null || key === undefined || !isName(about)) return null;
      const gcm = gcmOf(key, bytesIn(parts.iv), about);
      const bytes = await opened(gcm, await imported(key), bytesIn(parts.sealed));
      return bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    },
    isCurrent: (ciphertext) => partsOf(ciphertext)?.kid === newest.kid,
  };
}

const label = 'guildhall field cipher';

async function cipherKeyOf(key: Key): Promise<Imported> {
  const uses = ['encrypt', 'decrypt'] as const;
  return crypto.subtle.importKey('raw', await derivedBits(key, label), 'AES-GCM', false, [...uses]);
}

/** Ill-formed text would be another text when it is decrypted. */
function plainBytesOf(text: string, about: string): Uint8Array<ArrayBuffer> {
  if (!isName(about)) {
    throw new Error('a ciphertext must be about something; name collection, row and field');
  }
  if (!isWellFormed(text)) throw new Error(`the text for ${about} holds half a surrogate pair`);
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > longestText) {
    throw new Error(
      `the text for ${about} has ${bytes.length} bytes; at most ${longestText} are encrypted`,
    );
  }
  return bytes;
}

/** Two ill-formed names can be the same bytes. */
function isName(about: string): boolean {
  return about !== '' && isWellFormed(about);
}

function bytesIn(part: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(decode(part));
}

/** Neither version nor kid holds a dot, so that nothing else is written with the same bytes. */
function gcmOf({ kid }: Key, iv: Uint8Array<ArrayBuffer>, about: string) {
  const additionalData = new TextEncoder().encode(`${version}.${kid}.${about}`);
  return { name: 'AES-GCM', iv, additionalData, tagLength: tagBytes * 8 };
}

type Gcm = ReturnType<typeof gcmOf>;

async function opened(
  gcm: Gcm,
  key: Imported,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<ArrayBuffer | null> {
  try {
    return await crypto.subtle.decrypt(gcm, key, sealed);
  } catch (error) {
    // WebCrypto's word for a tag that does not fit.
    if (error instanceof Error && error.name === 'OperationError') return null;
    throw error;
  }
}

function base64urlLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

const ivLength = base64urlLength(ivBytes);
const shortestSealed = base64urlLength(tagBytes);
const longestSealed = base64urlLength(longestText + tagBytes);
const longestKid = 32;
const longestCiphertext = `${version}...`.length + longestKid + ivLength + longestSealed;

interface Parts {
  readonly kid: string;
  readonly iv: string;
  readonly sealed: string;
}

/** Null where the text has not the form of a ciphertext, so that nothing else looks at it. */
function partsOf(ciphertext: string): Parts | null {
  if (ciphertext.length > longestCiphertext) return null;
  const [first, kid, iv, sealed, ...rest] = ciphertext.split('.');
  if (kid === undefined || iv === undefined || sealed === undefined || rest.length > 0) return null;
  if (first !== version || iv.length !== ivLength || sealed.length < shortestSealed) return null;
  return isCanonicalBase64url(iv) && isCanonicalBase64url(sealed) ? { kid, iv, sealed } : null;
}
