// Changes to rows, said short.

import type { ChangeTo, CollectionName, Collections } from '../../ports/storage.js';

type Row = Collections[CollectionName];

function idOf(row: Row): string {
  return 'id' in row ? row.id : row.slug;
}

export function insertOf<C extends CollectionName>(
  collection: C,
  value: Collections[C],
): ChangeTo<C> {
  return { kind: 'insert', collection, id: idOf(value), value };
}

/** Writes `value` over the row of its id at version `expected`. */
export function updateOf<C extends CollectionName>(
  collection: C,
  value: Collections[C],
  expected: number,
): ChangeTo<C> {
  return { kind: 'update', collection, id: idOf(value), expected, value };
}

export function removalOf<C extends CollectionName>(
  collection: C,
  row: Collections[C],
  expected: number,
): ChangeTo<C> {
  return { kind: 'remove', collection, id: idOf(row), expected };
}

export function touchOf<C extends CollectionName>(
  collection: C,
  row: Collections[C],
  expected: number,
): ChangeTo<C> {
  return { kind: 'touch', collection, id: idOf(row), expected };
}
