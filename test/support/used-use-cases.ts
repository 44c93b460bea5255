// Records which use cases a test uses, so that a test of all of them notices one that it leaves out.

import type { Guildhall } from '../../src/index.js';

/** Such as `organizations.get`: the methods of all services. */
export function useCaseNames(guildhall: Guildhall): readonly string[] {
  return Object.entries(guildhall).flatMap(([service, methods]) =>
    Object.keys(methods).map((method) => `${service}.${method}`),
  );
}

/** The same services. The name of each method that is taken from them is added to `used`. */
export function recordUses(guildhall: Guildhall, used: Set<string>): Guildhall {
  return new Proxy(guildhall, {
    get(target, service) {
      const methods: unknown = Reflect.get(target, service);
      if (typeof methods !== 'object' || methods === null) return methods;
      return new Proxy(methods, {
        get(of, method) {
          used.add(`${String(service)}.${String(method)}`);
          return Reflect.get(of, method);
        },
      });
    },
  });
}
