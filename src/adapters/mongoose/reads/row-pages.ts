// Reads parts of lists. Pages use keysets: one row more than the page holds is read, to know whether more rows
// follow.

import type { PageRequest, RowPage } from '../../../ports/storage.js';
import type { AnyCollectionName } from '../collections.js';
import type { BsonRecord } from '../fields/field.js';
import type { FindOptions, RowReader } from '../reader.js';

/** Up to one row more than the page holds, in the order of `_id`. */
export function pageOptionsById(
  { limit, skip }: PageRequest<unknown>,
  direction: 1 | -1,
): Omit<FindOptions, 'hint'> {
  return { sort: { _id: direction }, skip, limit: limit + 1 };
}

export function toRowPage<R, T, K>(
  rows: readonly R[],
  { limit }: PageRequest<K>,
  itemOf: (row: R) => T,
  keyOf: (item: T) => K,
): RowPage<T, K> {
  const items = rows.slice(0, limit).map(itemOf);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

/** All rows by id, from an index that has them in this order. For MongoDB, a limit of 0 means no limit. */
export function findAllRows(
  { find }: RowReader,
  collection: AnyCollectionName,
  filter: BsonRecord,
  hint: string,
): Promise<readonly BsonRecord[]> {
  return find(collection, filter, { sort: { _id: 1 }, skip: 0, limit: 0, hint });
}

/** The first rows in the order of the hinted index; by id unless `sort` is given. */
export async function findFirstRows(
  { find }: RowReader,
  collection: AnyCollectionName,
  filter: BsonRecord,
  options: Pick<FindOptions, 'limit' | 'hint'> & Partial<FindOptions>,
): Promise<readonly BsonRecord[]> {
  return options.limit < 1
    ? []
    : find(collection, filter, { sort: { _id: 1 }, skip: 0, ...options });
}
