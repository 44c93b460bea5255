import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isId } from '../../../src/domain/shared/ids.js';
import { countingIds } from '../../../src/testing/doubles/index.js';

const seeds = fc.integer({ min: 0, max: 0xffff_ffff });

function firstIds(seed: number): readonly string[] {
  const ids = countingIds(seed);
  return Array.from({ length: 300 }, () => ids.next());
}

it('gives distinct ids in the form of an ObjectId, each higher than the previous one', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const given = firstIds(seed);
      expect(given.filter((id) => !isId(id))).toEqual([]);
      expect(given).toEqual([...new Set(given)].sort());
    }),
  );
});

it('gives the same ids for the same seed, and no common id for two seeds', () => {
  fc.assert(
    fc.property(seeds, seeds, (one, other) => {
      expect(firstIds(one)).toEqual(firstIds(one));
      const known = new Set(firstIds(one));
      const shared = firstIds(other).filter((id) => known.has(id));
      expect(shared).toHaveLength(one === other ? 300 : 0);
    }),
  );
});

it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the seed %d', (seed) => {
  expect(() => countingIds(seed)).toThrow(/whole number from 0 to 4294967295/);
});
