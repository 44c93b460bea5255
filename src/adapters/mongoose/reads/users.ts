import type { UserReads } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { objectId, plainText, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import { versionedFrom } from '../tables.js';

export function userReads({ findOne }: Reader): UserReads {
  const find = async (filter: Row) => {
    const row = await findOne('users', filter);
    return row === null ? null : versionedFrom(tables.users, row);
  };
  return {
    findById: async (id) => find({ _id: objectId(id) }),
    findByEmailKey: async (key) => find({ emailKey: plainText(key) }),
  };
}
