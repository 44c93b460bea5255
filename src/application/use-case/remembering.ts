// A storage that is asked everything once: for looks at one moment from several sides.

import type { Storage } from '../../ports/storage.js';

/** The same storage, whose reads answer again what they have answered. Short-lived: it forgets nothing. */
export function remembering(storage: Storage): Storage {
  return {
    ...storage,
    users: once(storage.users),
    organizations: once(storage.organizations),
    memberships: once(storage.memberships),
    apps: once(storage.apps),
    submissions: once(storage.submissions),
    keys: once(storage.keys),
  };
}

function once<T extends object>(reads: T): T {
  const answers = new Map<string, unknown>();
  const stand: T = Object.create(reads);
  return new Proxy(stand, {
    get(_stand, name) {
      const read: unknown = Reflect.get(reads, name);
      if (typeof read !== 'function') return read;
      return (...question: readonly unknown[]) => {
        const key = JSON.stringify([String(name), question]);
        const answer = answers.has(key) ? answers.get(key) : Reflect.apply(read, reads, question);
        answers.set(key, answer);
        return answer;
      };
    },
  });
}
