// A storage around a storage. What tests want to happen between the two is given as one function.

import type { Operation, Storage } from '../../ports/storage.js';

type Port = Exclude<keyof Storage, 'commit' | 'time' | 'close'>;

/** One call of the storage port: what belongs to no part of it is called on `storage`. */
export type StorageCall =
  | { readonly port: 'storage'; readonly method: 'commit'; readonly args: readonly [Operation] }
  | { readonly port: 'storage'; readonly method: 'time' | 'close'; readonly args: readonly [] }
  | { readonly port: Port; readonly method: string; readonly args: readonly unknown[] };

/** Stands around every call; `proceed` makes the call itself, whenever and as often as it is asked to. */
export type Around = <T>(call: StorageCall, proceed: () => Promise<T>) => Promise<T>;

/** The same storage, with `around` around every call. */
export function passThrough(storage: Storage, around: Around): Storage {
  return {
    users: throughPort('users', storage.users, around),
    organizations: throughPort('organizations', storage.organizations, around),
    memberships: throughPort('memberships', storage.memberships, around),
    invitations: throughPort('invitations', storage.invitations, around),
    slugs: throughPort('slugs', storage.slugs, around),
    apps: throughPort('apps', storage.apps, around),
    submissions: throughPort('submissions', storage.submissions, around),
    keys: throughPort('keys', storage.keys, around),
    journal: throughPort('journal', storage.journal, around),
    outbox: throughPort('outbox', storage.outbox, around),
    commit: (operation) =>
      around({ port: 'storage', method: 'commit', args: [operation] }, () =>
        storage.commit(operation),
      ),
    time: () => around({ port: 'storage', method: 'time', args: [] }, () => storage.time()),
    close: () => around({ port: 'storage', method: 'close', args: [] }, () => storage.close()),
  };
}

/**
 * By a proxy, so that a method which the port gains later cannot be forgotten here. It stands on an object of its own,
 * since a proxy may not answer for the fields of a frozen one.
 */
function throughPort<T extends object>(port: Port, target: T, around: Around): T {
  const stand: T = Object.create(target);
  return new Proxy(stand, {
    get(_stand, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: readonly unknown[]) =>
        around({ port, method: String(name), args }, () => Reflect.apply(method, target, args));
    },
  });
}
