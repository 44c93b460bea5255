// Reads parts of lists. Pages use keysets: one row more than the page holds is read, to know whether more rows
// follow.

import { mongo } from 'mongoose';
import type { PageRequest, RowPage } from '../../../ports/storage.js';
import { sliceRowPage } from '../../kit/index.js';
import type { AnyCollectionName } from '../collections.js';
import type { BsonRecord } from '../fields/field.js';
import type { FindOptions, RowReader } from '../reader.js';

/** Up to one row more than the page holds, in the order of `_id`. */
export function pageOptionsById(
  pageRequest: PageRequest<unknown>,
  direction: 1 | -1,
): Omit<FindOptions, 'hint'> {
  return { sort: { _id: direction }, ...pageOptions(pageRequest) };
}

export function pageOptions({
  limit,
  skip,
  maxBytes,
}: PageRequest<unknown>): Pick<FindOptions, 'skip' | 'limit' | 'maxBytes'> {
  return { skip, limit: limit + 1, ...(maxBytes === undefined ? {} : { maxBytes }) };
}

export function toRowPage<R, T, K>(
  rows: readonly R[],
  pageRequest: PageRequest<K>,
  itemOf: (row: R) => T,
  keyOf: (item: T) => K,
): RowPage<T, K> {
  return sliceRowPage(rows, pageRequest, { itemOf, keyOf, bytesOf });
}

function bytesOf(row: unknown): number {
  return mongo.BSON.calculateObjectSize({ row });
}

/** All rows by id, from an index that has them in this order. For MongoDB, a limit of 0 means no limit. */
export function findAllRows(
  { find }: RowReader,
  collection: AnyCollectionName,
  filter: BsonRecord,
  options: Pick<FindOptions, 'hint' | 'projection'>,
): Promise<readonly BsonRecord[]> {
  return find(collection, filter, { sort: { _id: 1 }, skip: 0, limit: 0, ...options });
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
