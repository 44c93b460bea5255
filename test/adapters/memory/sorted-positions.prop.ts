import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  comparePositions,
  type Position,
  SortedPositions,
} from '../../../src/adapters/memory/sorted-positions.js';

const positions = fc.record({ atMs: fc.nat(3), id: fc.stringMatching(/^[0-9a-f]{2}$/) });
const distinct = fc.uniqueArray(positions, { selector: ({ atMs, id }) => `${atMs} ${id}` });

/** More positions than fit into one block, in an order that splits blocks anywhere. */
const many = fc
  .tuple(fc.integer({ min: 1, max: 2999 }), fc.integer({ min: 1, max: 4000 }))
  .map(([step, length]) =>
    Array.from({ length }, (_, n) => ({ atMs: (n * step) % 3001, id: String(n) })),
  );

function listOf(given: readonly Position[]): SortedPositions {
  const list = new SortedPositions();
  for (const position of given) list.add(position);
  return list;
}

function sorted(given: readonly Position[]): Position[] {
  return given.toSorted(comparePositions);
}

it.each([
  ['a few', distinct],
  ['many', many],
])('is in order in both directions, from any position: %s', (_, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, positions, (given, cut) => {
      const list = listOf(given);
      const all = sorted(given);
      expect(list.size).toBe(given.length);
      expect([...list.ascending(null)]).toEqual(all);
      expect([...list.descending(null)]).toEqual(all.toReversed());
      const after = all.filter((position) => comparePositions(position, cut) > 0);
      const before = all.filter((position) => comparePositions(position, cut) < 0);
      expect([...list.ascending(cut)]).toEqual(after);
      expect([...list.descending(cut)]).toEqual(before.toReversed());
      expect(list.has(cut)).toBe(after.length + before.length < given.length);
      expect(all.every((position) => list.has(position))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it.each([
  ['a few', distinct],
  ['many', many],
])('loses only deleted positions: %s', (_, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, fc.integer({ min: 1, max: 5 }), (given, every) => {
      const list = listOf(given);
      const kept = given.filter((_position, n) => n % every !== 0);
      for (const position of given.filter((_position, n) => n % every === 0)) list.delete(position);
      expect(list.size).toBe(kept.length);
      expect([...list.ascending(null)]).toEqual(sorted(kept));
      for (const position of kept) list.delete(position);
      expect([...list.descending(null)]).toEqual([]);
      list.add({ atMs: 1, id: 'again' });
      expect([...list.ascending(null)]).toEqual([{ atMs: 1, id: 'again' }]);
    }),
    { numRuns: 50 },
  );
});
