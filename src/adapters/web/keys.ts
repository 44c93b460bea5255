// Secrets as the embedder gives them, and the keys that are made from them.

import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes in a buffer that Web Crypto takes. Not `Uint8Array<ArrayBuffer>`, because declarations with it need TypeScript 5.7. */
export type OwnBytes = ReturnType<Uint8ArrayConstructor['of']>;

/** A secret with its name. Everything made with the secret refers to it by this name. */
export interface KeySecret {
  /** 1 to 32 characters of `[a-zA-Z0-9_-]`; never give one name to two secrets. */
  readonly kid: string;
  /** At least 32 bytes that nobody can guess; a string counts in UTF-8. */
  readonly secret: string | Uint8Array;
}

/** A key whose secret is behind a function, so that printing the key does not print the secret. */
export interface SymmetricKey {
  readonly kid: string;
  readonly secret: () => OwnBytes;
}

/** The keys for one purpose. */
export interface KeyRing {
  /** Signs and encrypts everything new. */
  readonly newest: SymmetricKey;
  /** All keys, the newest first; what the older ones made is still accepted. */
  readonly all: readonly SymmetricKey[];
}

const kidPattern = /^[a-zA-Z0-9_-]{1,32}$/;
const minSecretBytes = 32;

/**
 * Checks the secrets for this purpose, the newest first: at least one, each of at least 32 bytes, no `kid` twice.
 * Throws an error that says what to give and never contains a secret.
 */
export function keyRingOrThrow(secrets: readonly KeySecret[], purpose: string): KeyRing {
  const all = secrets.map((secret, index) =>
    symmetricKeyOrThrow(secret, `key number ${index + 1} for ${purpose}`),
  );
  const [newest] = all;
  if (newest === undefined) throw new Error(`there is no key for ${purpose}; ${keyRingAdvice}`);
  const kids = all.map(({ kid }) => kid);
  const repeatedKid = kids.find((kid, index) => kids.indexOf(kid) !== index);
  if (repeatedKid !== undefined) {
    throw new Error(
      `two keys for ${purpose} are named "${repeatedKid}"; give each a kid of its own`,
    );
  }
  return { newest, all };
}

const keyRingAdvice =
  'give a list such as [{ kid: "2026-11", secret }], the newest key first, each secret of at least 32 random bytes (as `openssl rand -base64 32` prints them)';

function symmetricKeyOrThrow({ kid, secret }: KeySecret, which: string): SymmetricKey {
  if (!kidPattern.test(kid ?? '')) {
    throw new Error(
      `${which} has no valid kid; give it 1 to 32 characters of a–z, A–Z, 0–9, _ and -`,
    );
  }
  const bytes = toSecretBytes(secret);
  if (bytes.length < minSecretBytes) {
    throw new Error(`the secret of ${which} has only ${bytes.length} bytes; ${keyRingAdvice}`);
  }
  return { kid, secret: () => bytes.slice() };
}

/** Copies the secret. At run time the secret or the kid may be undefined, for example if an environment variable is not set. */
function toSecretBytes(secret: string | Uint8Array | undefined): OwnBytes {
  return typeof secret === 'string'
    ? new TextEncoder().encode(secret)
    : Uint8Array.from(secret ?? []);
}

/** Derives a separate key of 256 bits for each label (HKDF, RFC 5869). So a key for digests, for example, cannot decrypt fields. */
export function deriveKeyBytes({ secret }: SymmetricKey, label: string): OwnBytes {
  return Uint8Array.from(hkdf(sha256, secret(), undefined, utf8ToBytes(label), 32));
}

/** A function that calls `derive` once for each key. */
export function memoizeByKey<T>(derive: (key: SymmetricKey) => T): (key: SymmetricKey) => T {
  const byKid = new Map<string, { readonly value: T }>();
  return (key) => {
    const known = byKid.get(key.kid) ?? { value: derive(key) };
    byKid.set(key.kid, known);
    return known.value;
  };
}

/** A function that signs text with HMAC-SHA-256. It processes the key once, not for every text. */
export function createTextSigner(key: Uint8Array): (text: string) => Uint8Array {
  const keyed = hmac.create(sha256, key);
  return (text) => keyed.clone().update(utf8ToBytes(text)).digest();
}
