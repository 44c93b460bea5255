import type { UserReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import type { Tables } from './tables.js';

export function userReads({ users }: Tables, call: Call): UserReads {
  return {
    findById: (id) => call(() => users.find(id)),
    findByEmailKey: (key) => call(() => users.findBy(users.byEmailKey, key)),
  };
}
