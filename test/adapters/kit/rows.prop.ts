// Rows of every kind as text, and where they are found.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparePlaces,
  fieldValuesOf,
  idOf,
  keyEntriesOf,
  listEntriesOf,
  rowFromText,
  rowToText,
  type StoredName,
  type StoredRows,
  stepsOf,
  storedCollections,
  storedNames,
} from '../../../src/adapters/kit/index.js';
import { operations } from '../../../src/testing/arbitraries/index.js';
import { user } from '../../../src/testing/contract/fixtures.js';

interface NamedRow<C extends StoredName = StoredName> {
  readonly collection: C;
  readonly row: StoredRows[C];
}

const namedRows: fc.Arbitrary<readonly NamedRow[]> = operations().map((operation) =>
  stepsOf(operation).flatMap((step) =>
    'value' in step ? [{ collection: step.collection, row: step.value }] : [],
  ),
);

function forRows(check: (row: NamedRow) => void): void {
  fc.assert(fc.property(namedRows, (rows) => rows.forEach(check)));
}

describe('a row', () => {
  it('is the same after it was text', () => {
    const seen = new Set<StoredName>();
    forRows(({ collection, row }) => {
      seen.add(collection);
      expect(rowFromText(collection, rowToText(row))).toStrictEqual(row);
    });
    expect([...seen].toSorted()).toEqual(storedNames.toSorted());
  });

  it('is in no list and has no key for which one of its fields is absent', () => {
    forRows(({ collection, row }) => {
      const fields = fieldValuesOf(collection, row);
      const { keys, lists } = storedCollections[collection];
      const namesOf = [
        ...keyEntriesOf(collection, row).map(({ key }) => keys[key]?.by ?? []),
        ...listEntriesOf(collection, row).map(({ list }) => [
          ...(lists[list]?.by ?? []),
          ...(lists[list]?.sort ?? []),
        ]),
      ];
      for (const name of namesOf.flat()) expect(fields[name]).toBeDefined();
    });
  });

  it('has its id at the end of every place', () => {
    forRows(({ collection, row }) => {
      for (const { list, place } of listEntriesOf(collection, row)) {
        const { sort = [] } = storedCollections[collection].lists[list] ?? {};
        expect(place.length).toBe(sort.length + 1);
        expect(place.at(-1)).toBe(idOf(row));
      }
    });
  });
});

describe('a text', () => {
  it('that is no row is refused without being quoted', () => {
    expect(() => rowFromText('users', '{"email":"ada@example.org"')).toThrow(
      /^A row of users cannot be read/u,
    );
  });

  it.each(['@', '@@', '@2026-03-02T09:00:00.000Z'])('is not taken for a date: %s', (text) => {
    const row = { ...user(1), publicMetadata: { text } };
    expect(rowFromText('users', rowToText(row))).toStrictEqual(row);
  });
});

describe('places', () => {
  // By code unit, the last of these comes before the second.
  const texts = fc.string({ unit: fc.constantFrom('a', '\uffff', '\u{10000}'), maxLength: 4 });
  const places = fc.tuple(fc.integer({ min: 0, max: 2 }), texts, texts);

  it('are compared value by value, texts by code point', () => {
    fc.assert(
      fc.property(places, places, (one, other) => {
        const [a, b] = [one[1], other[1]].map((text) => Array.from(text, codePointOf));
        const expected =
          one[0] - other[0] ||
          compareLists(a ?? [], b ?? []) ||
          compareLists(Array.from(one[2], codePointOf), Array.from(other[2], codePointOf));
        expect(Math.sign(comparePlaces(one, other))).toBe(Math.sign(expected));
      }),
    );
  });

  it('equal all that begin with them', () => {
    fc.assert(
      fc.property(places, fc.nat({ max: 3 }), (place, length) => {
        expect(comparePlaces(place.slice(0, length), place)).toBe(0);
      }),
    );
  });
});

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function compareLists(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((value, place) => value !== other[place]);
  return index === -1 ? one.length - other.length : (one[index] ?? 0) - (other[index] ?? -1);
}
