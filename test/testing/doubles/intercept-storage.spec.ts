// interceptStorage sees every call of a storage.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { slugOrThrow } from '../../../src/domain/slug/slug.js';
import type { Storage } from '../../../src/ports/storage.js';
import { atMinute } from '../../../src/testing/contract/fixtures.js';
import {
  createSampleOperation,
  readCalls,
  writeCalls,
} from '../../../src/testing/contract/sample-data.js';
import { interceptStorage, type StorageCall } from '../../../src/testing/doubles/index.js';

function watched(storage: Storage): { readonly storage: Storage; readonly calls: string[] } {
  const calls: string[] = [];
  const around = interceptStorage(storage, (call, proceed) => {
    calls.push(call.port === 'storage' ? call.method : `${call.port}.${call.method}`);
    return proceed();
  });
  return { storage: around, calls };
}

async function fullStorage(): Promise<Storage> {
  const storage = memoryStorage({ time: () => atMinute(3) });
  await storage.commit(createSampleOperation());
  return storage;
}

describe.each([...readCalls, ...writeCalls])('$name', ({ name, call }) => {
  it('returns the same result as without the interceptor, which sees it once', async () => {
    const { storage, calls } = watched(await fullStorage());
    expect(await call(storage)).toEqual(await call(await fullStorage()));
    expect(calls).toEqual([name]);
  });

  it('does not reach the storage if the interceptor does not proceed', async () => {
    const blocked = interceptStorage(await fullStorage(), () =>
      Promise.reject(new Error('not today')),
    );
    await expect(call(blocked)).rejects.toThrow('not today');
  });
});

it('is tested with every method of the storage port', () => {
  const { dump: _dump, ...port } = memoryStorage();
  const methods = Object.entries(port).flatMap(([name, part]) =>
    typeof part === 'function' ? [name] : Object.keys(part).map((method) => `${name}.${method}`),
  );
  const tried = [...readCalls, ...writeCalls].map(({ name }) => name);
  expect([...tried, 'time', 'migrate', 'close'].sort()).toEqual(methods.sort());
});

it('passes `time`, `migrate` and `close` to the storage', async () => {
  const { storage, calls } = watched(await fullStorage());
  expect(await storage.time()).toEqual(atMinute(3));
  expect(await storage.migrate()).toEqual(await (await fullStorage()).migrate());
  await storage.close();
  await expect(storage.time()).rejects.toThrow('closed');
  expect(calls).toEqual(['time', 'migrate', 'close', 'time']);
});

it('gives the interceptor the arguments of each call, and the operation of a commit', async () => {
  const calls: StorageCall[] = [];
  const storage = interceptStorage(await fullStorage(), (call, proceed) => {
    calls.push(call);
    return proceed();
  });
  const operation = createSampleOperation();
  await storage.commit(operation).catch(() => null);
  await storage.slugs.listTaken([slugOrThrow('mentra'), slugOrThrow('acme')]);
  expect(calls).toEqual([
    { port: 'storage', method: 'commit', args: [operation] },
    { port: 'slugs', method: 'listTaken', args: [['mentra', 'acme']] },
  ]);
});

it('wraps a storage whose parts are frozen or instances of a class', async () => {
  const inner = await fullStorage();
  class Slugs {
    readonly inner = inner.slugs;
    listTaken(
      ...args: Parameters<Storage['slugs']['listTaken']>
    ): ReturnType<Storage['slugs']['listTaken']> {
      return this.inner.listTaken(...args);
    }
    listAllByOrganization(
      ...args: Parameters<Storage['slugs']['listAllByOrganization']>
    ): ReturnType<Storage['slugs']['listAllByOrganization']> {
      return this.inner.listAllByOrganization(...args);
    }
  }
  const unusual: Storage = {
    ...inner,
    users: Object.freeze({ ...inner.users }),
    slugs: new Slugs(),
  };
  const { storage, calls } = watched(unusual);
  for (const { name, call } of readCalls.filter((read) => /^(?:users|slugs)/.test(read.name))) {
    expect(await call(storage), name).toEqual(await call(inner));
  }
  expect(calls).toEqual([
    'users.findById',
    'users.findByEmailKey',
    'users.listIdsDeletedUntil',
    'users.list',
    'slugs.listTaken',
    'slugs.listAllByOrganization',
  ]);
});
