import type { UserReads } from '../../ports/storage.js';
import { singleIndexKey } from './indexes.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst } from './row-page.js';
import type { MemoryTables } from './tables.js';
import { listUsers } from './user-list.js';

export function createUserReads(tables: MemoryTables, call: CallRunner): UserReads {
  const { users } = tables;
  return {
    findById: (id) => call(() => users.find(id)),
    findByEmailKey: (key) => call(() => users.findBy(users.byEmailKey, key)),

    listIdsDeletedUntil: (until, limit) =>
      call(() => {
        const deleted = users.rowsAt(users.byDeletedAt.upTo(singleIndexKey, until.getTime()));
        return takeFirst(
          filterMap(deleted, ({ value }) => value.id),
          limit,
        );
      }),

    list: (...given) => call(() => listUsers(tables, ...given)),
  };
}
