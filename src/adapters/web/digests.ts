import type { Digests } from '../../ports/system.js';
import { sha256Hex, toHex } from './hex.js';
import type { InvitationKey, InvitationKeys } from './invitation-keys.js';

/** Digests by the platform's own SHA-256 and HMAC-SHA-256. */
export function webDigests({ newest, all }: InvitationKeys): Digests {
  const derived = new Map<string, ReturnType<typeof digestKeyOf>>();
  const keyedDigest = async (key: InvitationKey, text: string) => {
    const known = derived.get(key.kid) ?? digestKeyOf(key);
    derived.set(key.kid, known);
    const bytes = new TextEncoder().encode(text);
    const digest = await crypto.subtle.sign('HMAC', await known, bytes);
    return `${key.kid}.${toHex(new Uint8Array(digest))}`;
  };
  return {
    short: async (text) => (await sha256Hex(text)).slice(0, 32),
    keyed: (text) => keyedDigest(newest, text),
    async matches(text, digest) {
      const key = all.find(({ kid }) => digest.startsWith(`${kid}.`));
      return key === undefined || (await keyedDigest(key, text)) === digest;
    },
  };
}

const label = 'guildhall input digest';

/** A key of its own (RFC 5869), so that no digest can pass as a token's signature, nor a signature as a digest. */
async function digestKeyOf({ secret }: InvitationKey): ReturnType<typeof crypto.subtle.deriveKey> {
  const base = await crypto.subtle.importKey('raw', secret(), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(),
      info: new TextEncoder().encode(label),
    },
    base,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  );
}
