// Walks and pages, against plain lists; with scans that answer at once, and later.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/adapters/kit/answer.js';
import { sliceRowPage, takeRowPage } from '../../../src/adapters/kit/row-page.js';
import {
  concatenate,
  filterMap,
  mapBatches,
  merge,
  takeAll,
  takeFirst,
  takeWhile,
  type Walk,
} from '../../../src/adapters/kit/walk.js';

const numbers = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 });
const sorted = numbers.map((list) => list.toSorted(compare));
const limits = fc.integer({ min: 0, max: 12 });

function compare(a: number, b: number): number {
  return a - b;
}

/** Batches of any length, also empty ones, at once or later; it throws if it is read after its end. */
function walks(
  list: fc.Arbitrary<number[]>,
): fc.Arbitrary<readonly [number[], () => Walk<number>]> {
  const lengths = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 });
  return fc
    .tuple(list, lengths, fc.boolean())
    .map(([rows, sizes, isLate]) => [rows, () => walkOf(rows, sizes, isLate)]);
}

function walkOf(list: readonly number[], sizes: readonly number[], isLate: boolean): Walk<number> {
  let [place, call, isOver] = [0, 0, false];
  return {
    next(wanted) {
      if (isOver) throw new Error('The walk was over.');
      const length = sizes[call] ?? wanted;
      call += 1;
      const rows = list.slice(place, place + length);
      place += length;
      isOver = place >= list.length;
      const batch = { rows, isLast: isOver };
      return isLate ? Promise.resolve(batch) : batch;
    },
  };
}

async function expectAnswer<T>(answer: Answer<T>, expected: T): Promise<void> {
  expect(await answer).toEqual(expected);
}

describe('a walk', () => {
  it('has its first rows', () =>
    fc.assert(
      fc.asyncProperty(walks(numbers), limits, async ([list, walk], limit) => {
        await expectAnswer(takeFirst(walk(), limit), list.slice(0, limit));
        await expectAnswer(takeAll(walk()), list);
      }),
    ));

  it('is mapped and filtered', () =>
    fc.assert(
      fc.asyncProperty(walks(numbers), limits, async ([list, walk], limit) => {
        const odd = filterMap(walk(), (row) => (row % 2 === 1 ? row * 10 : null));
        const expected = list.filter((row) => row % 2 === 1).map((row) => row * 10);
        await expectAnswer(takeFirst(odd, limit), expected.slice(0, limit));
        const twice = mapBatches(walk(), async (rows) => rows.flatMap((row) => [row, row]));
        await expectAnswer(
          takeAll(twice),
          list.flatMap((row) => [row, row]),
        );
      }),
    ));

  it('ends before the first row for which a condition does not hold', () =>
    fc.assert(
      fc.asyncProperty(walks(sorted), limits, async ([list, walk], limit) => {
        const low = takeWhile(walk(), (row) => row < limit);
        await expectAnswer(
          takeAll(low),
          list.filter((row) => row < limit),
        );
      }),
    ));

  it('goes on with the next', () =>
    fc.assert(
      fc.asyncProperty(fc.array(walks(numbers), { maxLength: 4 }), async (parts) => {
        const whole = concatenate(parts.map(([, walk]) => walk()));
        await expectAnswer(
          takeAll(whole),
          parts.flatMap(([list]) => list),
        );
      }),
    ));

  it('is merged with others that are in the same order', () =>
    fc.assert(
      fc.asyncProperty(fc.array(walks(sorted), { maxLength: 4 }), limits, async (parts, limit) => {
        const open = () =>
          merge(
            parts.map(([, walk]) => walk()),
            compare,
          );
        const expected = parts.flatMap(([list]) => list).toSorted(compare);
        await expectAnswer(takeAll(open()), expected);
        await expectAnswer(takeFirst(open(), limit), expected.slice(0, limit));
      }),
    ));
});

describe('a page', () => {
  const pages = fc.record({ limit: limits, skip: limits });
  const maxBytes = fc.integer({ min: 1, max: 12 });

  it('has the rows after those that are skipped, up to its limit, and says whether more follow', () =>
    fc.assert(
      fc.asyncProperty(walks(numbers), pages, async ([list, walk], { limit, skip }) => {
        const items = list.slice(skip, skip + limit);
        const hasMore = list.length > skip + limit;
        const next = hasMore ? (items.at(-1) ?? null) : null;
        const page = takeRowPage(walk(), { limit, skip, after: null }, (row) => row);
        await expectAnswer(page, { items, next });
      }),
    ));

  it('ends before the row with which it is too long, but has one', () =>
    fc.assert(
      fc.asyncProperty(walks(numbers), maxBytes, async ([list, walk], max) => {
        const request = { limit: 100, skip: 0, after: null, maxBytes: max };
        const { items } = await takeRowPage(walk(), request, (row) => row);
        const bytesOf = (rows: readonly number[]) => rows.map(String).join('').length;
        expect(items).toEqual(list.slice(0, items.length));
        expect(items.length <= 1 || bytesOf(items) <= max).toBe(true);
        const longer = list.slice(0, items.length + 1);
        expect(longer.length === items.length || bytesOf(longer) > max).toBe(true);
        expect(items.length > 0 || list.length === 0).toBe(true);
      }),
    ));

  it('is the same of rows that a database has found, up to one more than its limit', () =>
    fc.assert(
      fc.asyncProperty(
        numbers,
        pages,
        fc.option(maxBytes, { nil: Number.POSITIVE_INFINITY }),
        async (list, { limit, skip }, max) => {
          const request = { limit, skip, after: null, maxBytes: max };
          const found = list.slice(skip, skip + limit + 1);
          const spec = {
            itemOf: (row: number) => row,
            keyOf: (row: number) => row,
            bytesOf: (row: number) => String(row).length,
          };
          const page = takeRowPage(walkOf(list, [], false), request, (row) => row);
          await expectAnswer(page, sliceRowPage(found, request, spec));
        },
      ),
    ));
});
