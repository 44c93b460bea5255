import type { UserReads } from '../../../ports/storage.js';
import { decodeUserId, versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toStoredUserId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { findDeletedRows } from './deleted-rows.js';
import { listUsers } from './user-list.js';

export function userReads(reader: RowReader): UserReads {
  const { findOne } = reader;
  const find = async (filter: BsonRecord) => {
    const row = await findOne('users', filter);
    return row === null ? null : versionedFromRow(collections.users, row);
  };
  return {
    findById: async (id) => find({ _id: toStoredUserId(id) }),
    findByEmailKey: async (key) => find({ emailKey: requireString(key) }),
    async listIdsDeletedUntil(until, limit) {
      const rows = await findDeletedRows(reader, 'users', {}, until, limit);
      return rows.map((row) => decodeUserId('users', row));
    },
    list: (range, state, pageRequest) => listUsers(reader, range, state, pageRequest),
  };
}
