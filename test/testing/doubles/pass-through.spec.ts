import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { slugOf } from '../../../src/domain/slug/slug.js';
import type { Storage } from '../../../src/ports/storage.js';
import { at } from '../../../src/testing/contract/specimens.js';
import { reads, world, writes } from '../../../src/testing/contract/world.js';
import { passThrough, type StorageCall } from '../../../src/testing/doubles/index.js';

function watched(storage: Storage): { readonly storage: Storage; readonly calls: string[] } {
  const calls: string[] = [];
  const around = passThrough(storage, (call, proceed) => {
    calls.push(call.port === 'storage' ? call.method : `${call.port}.${call.method}`);
    return proceed();
  });
  return { storage: around, calls };
}

async function fullStorage(): Promise<Storage> {
  const storage = memoryStorage({ time: () => at(3) });
  await storage.commit(world());
  return storage;
}

describe.each([...reads, ...writes])('$name', ({ name, call }) => {
  it('answers as without it, and is seen once', async () => {
    const { storage, calls } = watched(await fullStorage());
    expect(await call(storage)).toEqual(await call(await fullStorage()));
    expect(calls).toEqual([name]);
  });

  it('can be kept from ever reaching the storage', async () => {
    const deaf = passThrough(await fullStorage(), () => Promise.reject(new Error('not today')));
    await expect(call(deaf)).rejects.toThrow('not today');
  });
});

it('is tried with every method that a storage has', () => {
  const methods = Object.entries(memoryStorage()).flatMap(([port, part]) =>
    typeof part === 'function' ? [port] : Object.keys(part).map((method) => `${port}.${method}`),
  );
  const tried = [...reads, ...writes].map(({ name }) => name);
  expect([...tried, 'time', 'close'].sort()).toEqual(methods.sort());
});

it('passes time and close on', async () => {
  const { storage, calls } = watched(await fullStorage());
  expect(await storage.time()).toEqual(at(3));
  await storage.close();
  await expect(storage.time()).rejects.toThrow('closed');
  expect(calls).toEqual(['time', 'close', 'time']);
});

it('gives the arguments of each call, and the operation of a commit', async () => {
  const calls: StorageCall[] = [];
  const storage = passThrough(await fullStorage(), (call, proceed) => {
    calls.push(call);
    return proceed();
  });
  const operation = world();
  await storage.commit(operation).catch(() => null);
  await storage.slugs.taken([slugOf('mentra'), slugOf('acme')]);
  expect(calls).toEqual([
    { port: 'storage', method: 'commit', args: [operation] },
    { port: 'slugs', method: 'taken', args: [['mentra', 'acme']] },
  ]);
});

it('stands around a storage whose parts are frozen or of a class', async () => {
  const inner = await fullStorage();
  class Slugs {
    readonly inner = inner.slugs;
    taken(...args: Parameters<Storage['slugs']['taken']>): ReturnType<Storage['slugs']['taken']> {
      return this.inner.taken(...args);
    }
    ofOrganization(
      ...args: Parameters<Storage['slugs']['ofOrganization']>
    ): ReturnType<Storage['slugs']['ofOrganization']> {
      return this.inner.ofOrganization(...args);
    }
  }
  const odd: Storage = { ...inner, users: Object.freeze({ ...inner.users }), slugs: new Slugs() };
  const { storage, calls } = watched(odd);
  for (const { name, call } of reads.filter((read) => /^(?:users|slugs)/.test(read.name))) {
    expect(await call(storage), name).toEqual(await call(inner));
  }
  expect(calls).toEqual([
    'users.findById',
    'users.findByEmailKey',
    'users.deletedUntil',
    'slugs.taken',
    'slugs.ofOrganization',
  ]);
});
