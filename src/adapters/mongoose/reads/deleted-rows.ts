// Finds rows that were deleted long enough ago to be purged. Reads only their ids, so that an invalid field of a row
// cannot prevent its purge.

import type { BsonRecord } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { findFirstRows } from './row-pages.js';

export function findDeletedRows(
  reader: RowReader,
  collection: 'users' | 'organizations' | 'apps',
  filter: BsonRecord,
  until: Date,
  limit: number,
): Promise<readonly BsonRecord[]> {
  return findFirstRows(
    reader,
    collection,
    { ...filter, deletedAt: { $lte: until } },
    {
      sort: { deletedAt: 1, _id: 1 },
      limit,
      hint: `${collection}.by_deleted_at`,
      projection: { _id: 1 },
    },
  );
}
