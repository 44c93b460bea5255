import type { Random } from '../../ports/clock-random-ids.js';

const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Random values that are the same for the same seed. Only for tests: the values can be predicted from earlier ones. */
export function seededRandom(seed: number): Random {
  const fraction = createMulberry32(seed);
  const character = () => base32Alphabet.charAt(Math.floor(fraction() * base32Alphabet.length));
  return {
    fraction,
    base32: (length) => Array.from({ length }, character).join(''),
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(fraction() * 256)),
  };
}

/** Mulberry32 by Tommy Ettinger, in the public domain. */
function createMulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
