import type { Ids } from '../../ports/system.js';

const highestSeed = 0xffff_ffff;

/**
 * Ids in the form of an ObjectId, each higher than the one before: the seed as 8 hex digits, then a count of 16.
 * The same seed, a whole number from 0 to 4,294,967,295, gives the same ids; two seeds never give the same one.
 */
export function countingIds(seed = 0): Ids {
  if (!Number.isInteger(seed) || seed < 0 || seed > highestSeed) {
    throw new RangeError(
      `a seed of ids is a whole number from 0 to ${highestSeed}, and not ${seed}`,
    );
  }
  const prefix = seed.toString(16).padStart(8, '0');
  let count = 0;
  return {
    next() {
      count += 1;
      return prefix + count.toString(16).padStart(16, '0');
    },
  };
}
