import type { UserId } from '../../../domain/shared/ids.js';
import type { UserReads } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { objectId, plainText, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import { versionedFrom } from '../tables.js';
import { deletedRows, idFrom } from './deleted.js';

export function userReads(reader: Reader): UserReads {
  const { findOne } = reader;
  const find = async (filter: Row) => {
    const row = await findOne('users', filter);
    return row === null ? null : versionedFrom(tables.users, row);
  };
  return {
    findById: async (id) => find({ _id: objectId(id) }),
    findByEmailKey: async (key) => find({ emailKey: plainText(key) }),
    async deletedUntil(until, limit) {
      const rows = await deletedRows(reader, 'users', {}, until, limit);
      return rows.map((row) => idFrom<UserId>('users', row));
    },
  };
}
