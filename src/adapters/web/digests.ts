// SHA-256 and HMAC-SHA-256 digests, by which inputs and idempotency keys are compared without being stored.

import type { Digests } from '../../ports/digests.js';
import { sha256Hex, toHex } from './encoding.js';
import {
  deriveBits,
  type ImportedKey,
  type KeyRing,
  memoizeKeyImport,
  type SymmetricKey,
} from './keys.js';

/** Digests with the SHA-256 and HMAC-SHA-256 of WebCrypto. */
export function webDigests({ newest, all }: KeyRing): Digests {
  const importKey = memoizeKeyImport(importDigestKey);
  const keyedDigest = async (key: SymmetricKey, text: string) => {
    const bytes = new TextEncoder().encode(text);
    const digest = await crypto.subtle.sign('HMAC', await importKey(key), bytes);
    return `${key.kid}.${toHex(new Uint8Array(digest))}`;
  };
  return {
    sha256: sha256Hex,
    shortDigest: async (text) => (await sha256Hex(text)).slice(0, 32),
    hmac: (text) => keyedDigest(newest, text),
    async mayMatchHmac(text, digest) {
      const key = all.find(({ kid }) => digest.startsWith(`${kid}.`));
      return key === undefined || (await keyedDigest(key, text)) === digest;
    },
  };
}

const digestKeyLabel = 'guildhall input digest';

async function importDigestKey(key: SymmetricKey): Promise<ImportedKey> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey(
    'raw',
    await deriveBits(key, /* JOURNAL-12 */ digestKeyLabel),
    hmac,
    false,
    ['sign'],
  );
}
