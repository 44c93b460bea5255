import type { Random } from '../../ports/system.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Chance from the platform's cryptographic source. */
export const cryptoRandom: Random = {
  base32(length) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    // 32 divides 256: the remainder favours no character.
    return Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  },
  fraction() {
    const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
    // 26 bits over 27 bits: as many as a number between 0 and 1 holds.
    return ((high >>> 6) * 2 ** 27 + (low >>> 5)) / 2 ** 53;
  },
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
