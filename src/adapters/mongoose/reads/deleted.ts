// Which rows were deleted long enough ago to be purged. Only their ids are read back, so that no other fault of a row keeps it.

import { id, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import { corrupt } from '../tables.js';
import { firstRows } from './slices.js';

export function deletedRows(
  reader: Reader,
  table: 'users' | 'organizations' | 'apps',
  only: Row,
  until: Date,
  limit: number,
): Promise<readonly Row[]> {
  return firstRows(
    reader,
    table,
    { ...only, deletedAt: { $lte: until } },
    {
      sort: { deletedAt: 1, _id: 1 },
      limit,
      hint: `${table}.by_deletion`,
      projection: { _id: 1 },
    },
  );
}

/** The row's own id, or another that it holds. */
export function idFrom<T extends string>(table: string, row: Row, path = '_id'): T {
  const read = id<T>().decode(row[path]);
  if (read === undefined) throw corrupt(table, row, path);
  return read;
}
