import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keysetRanges } from '../../../src/adapters/kit/index.js';

const fields = ['a', 'b', 'c'] as const;
const rows = fc.record({
  a: fc.integer({ min: 0, max: 2 }),
  b: fc.integer({ min: 0, max: 2 }),
  c: fc.integer({ min: 0, max: 2 }),
});

it('the ranges of a keyset have each row after a place once, and no other', () => {
  fc.assert(
    fc.property(rows, rows, fc.integer({ min: 1, max: 3 }), (row, last, length) => {
      const names = fields.slice(0, length);
      const place = names.map((name) => last[name]);
      const holding = keysetRanges(names, place).filter(
        ({ equal, field, after }) =>
          names.every((name) => !(name in equal) || equal[name] === row[name]) &&
          names.some((name) => name === field && row[name] > after),
      );
      const different = names.find((name) => row[name] !== last[name]);
      const isAfter = different !== undefined && row[different] > last[different];
      expect(holding.length).toBe(isAfter ? 1 : 0);
    }),
  );
});

it('the ranges of a keyset come in its order', () => {
  expect(keysetRanges(fields, [1, 2, 3]).map(({ field }) => field)).toEqual(['c', 'b', 'a']);
});
