// Ids for tests that are the same in every run.

import type { IdGenerator } from '../../ports/clock-random-ids.js';

const maxSeed = 0xffff_ffff;

/**
 * Ids in the form of an ObjectId, each higher than the previous one: 8 hex digits of the seed, then 16 of a counter.
 * `seed` is a whole number from 0 to 4,294,967,295. The same seed gives the same ids; two seeds share none. Throws a
 * `RangeError` for another seed.
 */
export function countingIds(seed = 0): IdGenerator {
  if (!Number.isInteger(seed) || seed < 0 || seed > maxSeed) {
    throw new RangeError(
      `the seed of countingIds must be a whole number from 0 to ${maxSeed}, but is ${seed}`,
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
