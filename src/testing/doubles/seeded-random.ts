import type { Random } from '../../ports/system.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Chance that the same seed repeats. For tests: whoever sees some of it can tell the rest. */
export function seededRandom(seed: number): Random {
  const fraction = mulberry32(seed);
  const character = () => alphabet.charAt(Math.floor(fraction() * alphabet.length));
  return {
    fraction,
    base32: (length) => Array.from({ length }, character).join(''),
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(fraction() * 256)),
  };
}

/** Tommy Ettinger's Mulberry32, which is in the public domain. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
