import type { Ids } from '../../ports/system.js';
import { toHex } from './hex.js';

/**
 * Ids as MongoDB's ObjectId makes them: 4 bytes of seconds, 5 random bytes of this generator, and a counter of
 * 3 bytes that starts anywhere. One generator gives 16,777,216 a second before it repeats itself.
 */
export function objectIds(): Ids {
  const chance = crypto.getRandomValues(new Uint8Array(8));
  const generator = toHex(chance.subarray(0, 5));
  let count = Number.parseInt(toHex(chance.subarray(5)), 16);
  return {
    next() {
      count = (count + 1) % 0x1000000;
      return hexOf(Math.floor(Date.now() / 1000), 8) + generator + hexOf(count, 6);
    },
  };
}

function hexOf(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0').slice(-digits);
}
