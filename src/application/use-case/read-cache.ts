// A storage that reads each thing once, for a use case that checks many commands on the same data.

import type { Storage } from '../../ports/storage.js';

/** The same storage, with its reads cached. Use it for one call only: no entry is ever removed. */
export function withReadCache(storage: Storage): Storage {
  return {
    ...storage,
    users: cacheReads(storage.users),
    organizations: cacheReads(storage.organizations),
    memberships: cacheReads(storage.memberships),
    apps: cacheReads(storage.apps),
    submissions: cacheReads(storage.submissions),
    apiKeys: cacheReads(storage.apiKeys),
  };
}

function cacheReads<T extends object>(reads: T): T {
  const answers = new Map<string, unknown>();
  const target: T = Object.create(reads);
  return new Proxy(target, {
    get(_target, name) {
      const read: unknown = Reflect.get(reads, name);
      if (typeof read !== 'function') return read;
      return (...args: readonly unknown[]) => {
        const key = JSON.stringify([String(name), args]);
        const answer = answers.has(key) ? answers.get(key) : Reflect.apply(read, reads, args);
        answers.set(key, answer);
        return answer;
      };
    },
  });
}
