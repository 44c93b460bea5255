// Wraps a storage, so that a test can see, change, delay or fail every call.

import type { Operation, Storage } from '../../ports/storage.js';

type StoragePartName = Exclude<keyof Storage, 'commit' | 'time' | 'close'>;

/** One call of the storage port. `commit`, `time` and `close` have the port `storage`. */
export type StorageCall =
  | { readonly port: 'storage'; readonly method: 'commit'; readonly args: readonly [Operation] }
  | { readonly port: 'storage'; readonly method: 'time' | 'close'; readonly args: readonly [] }
  | { readonly port: StoragePartName; readonly method: string; readonly args: readonly unknown[] };

/** Runs instead of every call. `proceed` makes the real call; it may run later, several times or never. */
export type StorageInterceptor = <T>(call: StorageCall, proceed: () => Promise<T>) => Promise<T>;

/** The storage, with `interceptor` around every call. */
export function interceptStorage(storage: Storage, interceptor: StorageInterceptor): Storage {
  return {
    users: interceptPart('users', storage.users, interceptor),
    organizations: interceptPart('organizations', storage.organizations, interceptor),
    memberships: interceptPart('memberships', storage.memberships, interceptor),
    invitations: interceptPart('invitations', storage.invitations, interceptor),
    slugs: interceptPart('slugs', storage.slugs, interceptor),
    apps: interceptPart('apps', storage.apps, interceptor),
    submissions: interceptPart('submissions', storage.submissions, interceptor),
    apiKeys: interceptPart('apiKeys', storage.apiKeys, interceptor),
    journal: interceptPart('journal', storage.journal, interceptor),
    outbox: interceptPart('outbox', storage.outbox, interceptor),
    commit: (operation) =>
      interceptor({ port: 'storage', method: 'commit', args: [operation] }, () =>
        storage.commit(operation),
      ),
    time: () => interceptor({ port: 'storage', method: 'time', args: [] }, () => storage.time()),
    close: () => interceptor({ port: 'storage', method: 'close', args: [] }, () => storage.close()),
  };
}

/**
 * A proxy, so that a new method of the port cannot be forgotten here. The proxy's target is not `target` itself: a
 * proxy of a frozen object may not return other values for its fields.
 */
function interceptPart<T extends object>(
  port: StoragePartName,
  part: T,
  interceptor: StorageInterceptor,
): T {
  const proxyTarget: T = Object.create(part);
  return new Proxy(proxyTarget, {
    get(_proxyTarget, name) {
      const method: unknown = Reflect.get(part, name);
      if (typeof method !== 'function') return method;
      return (...args: readonly unknown[]) =>
        interceptor({ port, method: String(name), args }, () => Reflect.apply(method, part, args));
    },
  });
}
