// Encrypts stored fields with AES-256-GCM (NIST SP 800-38D) under keys of their own: `v1.<kid>.<iv>.<ciphertext and
// tag>`. Text in any other form is rejected.

import { base64urlnopad } from '@scure/base';
import { isWellFormedUnicode } from '../../domain/shared/text.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import { isCanonicalBase64url } from './encoding.js';
import {
  deriveKeyBytes,
  type KeySecret,
  keyRingOrThrow,
  memoizeByKey,
  type SymmetricKey,
} from './keys.js';

const formatVersion = 'v1';
/** Bytes in UTF-8. */
const maxTextByteCount = 65_536;
const ivByteCount = 12;
const tagByteCount = 16;

/**
 * Creates a cipher. The first secret, which is the newest, encrypts; all of them decrypt. Keep an old secret until
 * nothing encrypted with it is left. Throws an error for invalid secrets, and on a page that is not secure; the message
 * says what to do and never contains a secret.
 */
export function fieldCipher(secrets: readonly KeySecret[]): FieldCipher {
  requireSubtleCrypto();
  const { newest, all } = keyRingOrThrow(secrets, 'fields');
  const importKey = memoizeByKey(deriveAndImportCipherKey);
  return {
    async encrypt(text, associatedData) {
      const bytes = plaintextBytesOrThrow(text, associatedData);
      const iv = crypto.getRandomValues(new Uint8Array(ivByteCount));
      const gcm = gcmParamsOf(newest, iv, associatedData);
      const sealed = await crypto.subtle.encrypt(gcm, await importKey(newest), bytes);
      return [
        formatVersion,
        newest.kid,
        base64urlnopad.encode(iv),
        base64urlnopad.encode(new Uint8Array(sealed)),
      ].join('.');
    },
    async decrypt(ciphertext, associatedData) {
      const parts = parseCiphertext(ciphertext);
      const key = all.find(({ kid }) => kid === parts?.kid);
      if (parts === null || key === undefined || !isUsableAssociatedData(associatedData))
        return null;
      const gcm = gcmParamsOf(key, fromBase64url(parts.iv), associatedData);
      const bytes = await decryptBytesOrNull(
        gcm,
        await importKey(key),
        fromBase64url(parts.sealed),
      );
      return bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    },
    isCurrent: (ciphertext) => parseCiphertext(ciphertext)?.kid === newest.kid,
  };
}

/** Browsers hide it from pages that are not secure. */
function requireSubtleCrypto(): void {
  if (globalThis.crypto?.subtle !== undefined) return;
  throw new Error(
    'keys.fields needs crypto.subtle, which is missing here; browsers have it only on pages of https:// and of localhost. Open the page there, or leave out keys.fields',
  );
}

/** A key of WebCrypto, in a type that Node and browsers share. */
type WebCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const cipherKeyLabel = 'guildhall field cipher';

async function deriveAndImportCipherKey(key: SymmetricKey): Promise<WebCryptoKey> {
  const uses = ['encrypt', 'decrypt'] as const;
  return crypto.subtle.importKey('raw', deriveKeyBytes(key, cipherKeyLabel), 'AES-GCM', false, [
    ...uses,
  ]);
}

/** Throws for text with a lone surrogate, because it would be different text after decryption. */
function plaintextBytesOrThrow(text: string, associatedData: string): Uint8Array<ArrayBuffer> {
  if (!isUsableAssociatedData(associatedData)) {
    throw new Error(
      'the associated data is empty or contains half a surrogate pair; name the collection, the row and the field',
    );
  }
  if (!isWellFormedUnicode(text))
    throw new Error(`the text for ${associatedData} contains half a surrogate pair`);
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > maxTextByteCount) {
    throw new Error(
      `the text for ${associatedData} has ${bytes.length} bytes; at most ${maxTextByteCount} can be encrypted`,
    );
  }
  return bytes;
}

/** Text with a lone surrogate is not allowed, because two such texts can have the same bytes. */
function isUsableAssociatedData(associatedData: string): boolean {
  return associatedData !== '' && isWellFormedUnicode(associatedData);
}

function fromBase64url(part: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(base64urlnopad.decode(part));
}

/** Neither the version nor the kid contains a dot, so different parts never give the same text. */
function gcmParamsOf({ kid }: SymmetricKey, iv: Uint8Array<ArrayBuffer>, associatedData: string) {
  const additionalData = new TextEncoder().encode(`${formatVersion}.${kid}.${associatedData}`);
  return { name: 'AES-GCM', iv, additionalData, tagLength: tagByteCount * 8 };
}

async function decryptBytesOrNull(
  gcm: ReturnType<typeof gcmParamsOf>,
  key: WebCryptoKey,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<ArrayBuffer | null> {
  try {
    return await crypto.subtle.decrypt(gcm, key, sealed);
  } catch (error) {
    // WebCrypto throws this error if the tag does not match.
    if (error instanceof Error && error.name === 'OperationError') return null;
    throw error;
  }
}

function base64urlLength(byteCount: number): number {
  return Math.ceil((byteCount * 4) / 3);
}

const encodedIvLength = base64urlLength(ivByteCount);
const minSealedLength = base64urlLength(tagByteCount);
const maxSealedLength = base64urlLength(maxTextByteCount + tagByteCount);
const maxKidLength = 32;
const maxCiphertextLength =
  `${formatVersion}...`.length + maxKidLength + encodedIvLength + maxSealedLength;

interface CiphertextParts {
  readonly kid: string;
  readonly iv: string;
  readonly sealed: string;
}

/** Null if the text does not have the form of a ciphertext; it is then not processed further. */
function parseCiphertext(ciphertext: string): CiphertextParts | null {
  if (ciphertext.length > maxCiphertextLength) return null;
  const [first, kid, iv, sealed, ...rest] = ciphertext.split('.');
  if (kid === undefined || iv === undefined || sealed === undefined || rest.length > 0) return null;
  if (first !== formatVersion || iv.length !== encodedIvLength || sealed.length < minSealedLength)
    return null;
  return isCanonicalBase64url(iv) && isCanonicalBase64url(sealed) ? { kid, iv, sealed } : null;
}
