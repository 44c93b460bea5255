// The whole contract, and the comparison with plain lists, on a storage that is dumped as JSON and loaded after every call
// that may have written; after many of them, only now and then.
import { describe, it } from 'vitest';
import { loadMemoryStorage, memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { describeStorageDifferential } from '../../../src/testing/differential/index.js';
import { interceptStorage, type StorageCall } from '../../../src/testing/doubles/index.js';

const writeMethods: readonly string[] = ['commit', 'claim', 'settle', 'prune', 'recordUse'];

/** Calls run one after the other, so that none of them writes while the storage is reloaded. */
function reloadedStorage(): Storage {
  let current = memoryStorage();
  let mayHaveWritten = false;
  let writes = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function callReloaded({ port, method }: StorageCall, args: readonly unknown[]) {
    if (mayHaveWritten && method !== 'close') {
      const json = JSON.stringify(await current.dump());
      current = loadMemoryStorage(JSON.parse(json));
    }
    const target = port === 'storage' ? current : current[port];
    if (writeMethods.includes(method)) writes += 1;
    mayHaveWritten = writeMethods.includes(method) && (writes < 100 || writes % 50 === 0);
    const run: unknown = Reflect.get(target, method);
    if (typeof run !== 'function') throw new Error(`${port} has no ${method}`);
    return Reflect.apply(run, target, args);
  }

  return interceptStorage(current, (call) => {
    // A storage copies at once what it is given.
    const args = structuredClone(call.args);
    const done = last.then(() => callReloaded(call, args));
    last = done.catch(() => {});
    return done;
  });
}

const harness = { open: async () => reloadedStorage() };

describeStorageContract('memory, reloaded', harness, { describe, it });
describeStorageDifferential('memory, reloaded', harness, { describe, it }, { runs: 40 });
