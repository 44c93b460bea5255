// Wraps a storage, so that a test can see, change, delay or fail every call.

import type { Operation, Storage } from '../../ports/storage.js';

type StorageMethod = 'commit' | 'time' | 'migrate' | 'close';
type StoragePartName = Exclude<keyof Storage, StorageMethod>;

/** One call of the storage port. `commit`, `time`, `migrate` and `close` have the port `storage`. */
export type StorageCall =
  | { readonly port: 'storage'; readonly method: 'commit'; readonly args: readonly [Operation] }
  | {
      readonly port: 'storage';
      readonly method: Exclude<StorageMethod, 'commit'>;
      readonly args: readonly [];
    }
  | { readonly port: StoragePartName; readonly method: string; readonly args: readonly unknown[] };

/**
 * Runs instead of every call. `proceed` makes the real call; it may run later, several times or never. Given another
 * storage, it makes the call there.
 */
export type StorageInterceptor = <T>(
  call: StorageCall,
  proceed: (on?: Storage) => Promise<T>,
) => Promise<T>;

/** The storage, with `interceptor` around every call. */
export function interceptStorage(storage: Storage, interceptor: StorageInterceptor): Storage {
  return {
    users: interceptPart('users', storage, interceptor),
    organizations: interceptPart('organizations', storage, interceptor),
    memberships: interceptPart('memberships', storage, interceptor),
    invitations: interceptPart('invitations', storage, interceptor),
    slugs: interceptPart('slugs', storage, interceptor),
    apps: interceptPart('apps', storage, interceptor),
    submissions: interceptPart('submissions', storage, interceptor),
    apiKeys: interceptPart('apiKeys', storage, interceptor),
    journal: interceptPart('journal', storage, interceptor),
    outbox: interceptPart('outbox', storage, interceptor),
    commit: (operation) =>
      interceptor({ port: 'storage', method: 'commit', args: [operation] }, (on = storage) =>
        on.commit(operation),
      ),
    time: () =>
      interceptor({ port: 'storage', method: 'time', args: [] }, (on = storage) => on.time()),
    migrate: () =>
      interceptor({ port: 'storage', method: 'migrate', args: [] }, (on = storage) => on.migrate()),
    close: () =>
      interceptor({ port: 'storage', method: 'close', args: [] }, (on = storage) => on.close()),
  };
}

/**
 * A proxy, so that a new method of the port cannot be forgotten here. The proxy's target is not the part itself: a
 * proxy of a frozen object may not return other values for its fields.
 */
function interceptPart<P extends StoragePartName>(
  port: P,
  storage: Storage,
  interceptor: StorageInterceptor,
): Storage[P] {
  const proxyTarget: Storage[P] = Object.create(storage[port]);
  return new Proxy(proxyTarget, {
    get(_proxyTarget, name) {
      const own: unknown = Reflect.get(storage[port], name);
      if (typeof own !== 'function') return own;
      return (...args: readonly unknown[]) =>
        interceptor({ port, method: String(name), args }, (on = storage) => {
          const method: unknown = Reflect.get(on[port], name);
          if (typeof method !== 'function')
            throw new TypeError(`${port}.${String(name)} is missing`);
          return Reflect.apply(method, on[port], args);
        });
    },
  });
}
