// SHA-256 and HMAC-SHA-256 digests, by which inputs and idempotency keys are compared without being stored.

import { bytesToHex } from '@noble/hashes/utils.js';
import { timingSafeEqualText } from '../../domain/shared/constant-time.js';
import type { Digests } from '../../ports/digests.js';
import { sha256Hex } from './encoding.js';
import {
  createTextSigner,
  deriveKeyBytes,
  type KeyRing,
  memoizeByKey,
  type SymmetricKey,
} from './keys.js';

const digestKeyLabel = 'guildhall input digest';

/** Digests with SHA-256 and HMAC-SHA-256. */
export function webDigests({ newest, all }: KeyRing): Digests {
  const signerOf = memoizeByKey((key) =>
    createTextSigner(deriveKeyBytes(key, /* JOURNAL-12 */ digestKeyLabel)),
  );
  const keyOf = (digest: string) => all.find(({ kid }) => digest.startsWith(`${kid}.`));
  const keyedDigest = (key: SymmetricKey, text: string) =>
    `${key.kid}.${bytesToHex(signerOf(key)(text))}`;
  return {
    sha256: async (text) => sha256Hex(text),
    shortDigest: async (text) => sha256Hex(text).slice(0, 32),
    hmac: async (text) => keyedDigest(newest, text),
    async mayMatchHmac(text, digest) {
      const key = keyOf(digest);
      return key === undefined || keyedDigest(key, text) === digest;
    },
    async isHmac(text, digest) {
      const key = keyOf(digest);
      return key !== undefined && timingSafeEqualText(keyedDigest(key, text), digest);
    },
  };
}
