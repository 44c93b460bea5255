import type { Digests } from '../../ports/system.js';
import { sha256Hex, toHex } from './hex.js';
import { derivedBits, type Imported, type Key, type KeyRing, keptImports } from './keys.js';

/** Digests by the platform's own SHA-256 and HMAC-SHA-256. */
export function webDigests({ newest, all }: KeyRing): Digests {
  const imported = keptImports(digestKeyOf);
  const keyedDigest = async (key: Key, text: string) => {
    const bytes = new TextEncoder().encode(text);
    const digest = await crypto.subtle.sign('HMAC', await imported(key), bytes);
    return `${key.kid}.${toHex(new Uint8Array(digest))}`;
  };
  return {
    sha256: sha256Hex,
    short: async (text) => (await sha256Hex(text)).slice(0, 32),
    keyed: (text) => keyedDigest(newest, text),
    async matches(text, digest) {
      const key = all.find(({ kid }) => digest.startsWith(`${kid}.`));
      return key === undefined || (await keyedDigest(key, text)) === digest;
    },
  };
}

const label = 'guildhall input digest';

async function digestKeyOf(key: Key): Promise<Imported> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey(
    'raw',
    await derivedBits(key, /* JOURNAL-12 */ label),
    hmac,
    false,
    ['sign'],
  );
}
