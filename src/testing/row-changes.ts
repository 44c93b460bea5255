// Short forms of the changes in a commit.

import type { CollectionChange, CollectionName, Collections } from '../ports/storage.js';

/** The id of a row; the record of a slug has the slug. */
export function rowIdOf(row: { readonly id: string } | Collections['slugs']): string {
  return 'id' in row ? row.id : row.slug;
}

export function insertChange<C extends CollectionName>(
  collection: C,
  value: Collections[C],
): CollectionChange<C> {
  return { kind: 'insert', collection, id: rowIdOf(value), value };
}

/** Replaces the row with the id of `value` if it is at `expectedVersion`. */
export function updateChange<C extends CollectionName>(
  collection: C,
  value: Collections[C],
  expectedVersion: number,
): CollectionChange<C> {
  return { kind: 'update', collection, id: rowIdOf(value), expectedVersion, value };
}

export function removeChange<C extends CollectionName>(
  collection: C,
  row: Collections[C],
  expectedVersion: number,
): CollectionChange<C> {
  return { kind: 'remove', collection, id: rowIdOf(row), expectedVersion };
}

export function touchChange<C extends CollectionName>(
  collection: C,
  row: Collections[C],
  expectedVersion: number,
): CollectionChange<C> {
  return { kind: 'touch', collection, id: rowIdOf(row), expectedVersion };
}
