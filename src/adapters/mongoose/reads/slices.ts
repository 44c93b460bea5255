// Parts of lists. Pages go by keyset: one row more than was asked for is read, to know whether anything follows.

import type { Keyset, Slice } from '../../../ports/storage.js';
import type { TableName } from '../collections.js';
import type { Row } from '../fields.js';
import type { Part, Reader } from '../reader.js';

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

/** All rows by id, by an index that has them so. To MongoDB a limit of 0 is none. */
export function allRows(
  { find }: Reader,
  table: TableName,
  filter: Row,
  hint: string,
): Promise<readonly Row[]> {
  return find(table, filter, { sort: { _id: 1 }, skip: 0, limit: 0, hint });
}

/** The first rows in an order that an index has them in; by id unless `sort` says otherwise. */
export async function firstRows(
  { find }: Reader,
  table: TableName,
  filter: Row,
  part: Pick<Part, 'limit' | 'hint'> & Partial<Part>,
): Promise<readonly Row[]> {
  return part.limit < 1 ? [] : find(table, filter, { sort: { _id: 1 }, skip: 0, ...part });
}
