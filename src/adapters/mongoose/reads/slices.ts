// Pages by keyset: one row more than was asked for is read, to know whether anything follows.

import type { Keyset, Slice } from '../../../ports/storage.js';
import type { Part } from '../reader.js';

/** Up to one row more than the page holds, in the order of `_id`. */
export function partById({ limit, skip }: Keyset<unknown>, direction: 1 | -1): Omit<Part, 'hint'> {
  return { sort: { _id: direction }, skip, limit: limit + 1 };
}

export function sliceOf<R, T, K>(
  rows: readonly R[],
  { limit }: Keyset<K>,
  itemOf: (row: R) => T,
  keyOf: (item: T) => K,
): Slice<T, K> {
  const items = rows.slice(0, limit).map(itemOf);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}
