import type { UserReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import { all } from './indexes.js';
import { mapped, take } from './slice.js';
import type { Tables } from './tables.js';

export function userReads({ users }: Tables, call: Call): UserReads {
  return {
    findById: (id) => call(() => users.find(id)),
    findByEmailKey: (key) => call(() => users.findBy(users.byEmailKey, key)),

    deletedUntil: (until, limit) =>
      call(() => {
        const deleted = users.from(users.byDeletion.upTo(all, until.getTime()));
        return take(
          mapped(deleted, ({ value }) => value.id),
          limit,
        );
      }),
  };
}
