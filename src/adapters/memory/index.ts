// `guildhall/memory`: a storage that keeps everything in this process and loses it with the process. For embedding
// without a database, and for tests.

import { requireFactoryOptions } from '../../ports/factory-options.js';
import type { Storage } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { deepCopy, requireAtOnce, type StorageEngine, storageOn } from '../kit/index.js';
import { dumpedVersion, dumpTables, type MemoryDump } from './dump/dump.js';
import { loadTables } from './dump/load.js';
import { applyWrite, createEmptyTables, type MemoryTables, viewOf } from './tables.js';

export type { DumpedRow, MemoryDump } from './dump/dump.js';
export { memoryRateLimiter } from './rate-limiter.js';

/** Options of `memoryStorage`. */
export interface MemoryStorageOptions {
  /** The source of `time`; default the clock of this machine. */
  readonly time?: () => Date | Promise<Date>;
}

const names = ['time'] as const satisfies readonly (keyof MemoryStorageOptions)[];

/** A storage that can be saved: `loadMemoryStorage` makes one that goes on where the dump was made. */
export interface MemoryStorage extends Storage {
  /** Everything that the storage holds, as plain data for JSON. */
  dump(): Promise<MemoryDump>;
}

/**
 * Creates an empty storage. It reports the same conflicts as MongoDB, under the same constraint names and in the same
 * order, and copies what goes in and out. After `close`, every call throws `unavailable`.
 */
export function memoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  requireFactoryOptions({ call: 'memoryStorage', names, example: 'memoryStorage()' }, options);
  return createStorage(createEmptyTables(), options);
}

/**
 * Creates a storage with the rows of a dump, which may come from JSON. Rows of an earlier release are brought to the version
 * of this one. Throws a `misconfigured` that names the first place where a dump has something else, or if a later release
 * made it.
 */
export function loadMemoryStorage(
  dump: unknown,
  options: MemoryStorageOptions = {},
): MemoryStorage {
  const example = 'loadMemoryStorage(await storage.dump())';
  requireFactoryOptions({ call: 'loadMemoryStorage', names, example }, options);
  return createStorage(loadTables(dump), options);
}

function createStorage(tables: MemoryTables, options: MemoryStorageOptions): MemoryStorage {
  const engine = createEngine(tables, options);
  return { ...storageOn(engine), dump: () => engine.read(() => dumpTables(tables)) };
}

/**
 * Every call waits one tick, then runs without interruption, and returns a copy. The wait lets concurrent calls
 * interleave, as on a database, so that tests can show races.
 */
function createEngine(
  tables: MemoryTables,
  { time = () => new Date() }: MemoryStorageOptions,
): StorageEngine {
  const view = viewOf(tables);
  let isOpen = true;

  async function requireOpen(): Promise<void> {
    await Promise.resolve();
    if (!isOpen) throw storageClosedError();
  }

  return {
    async read(question) {
      await requireOpen();
      return deepCopy(requireAtOnce(question(view)));
    },
    async write(decide) {
      await requireOpen();
      const { writes, answer } = requireAtOnce(decide(view));
      for (const write of writes) applyWrite(tables, write);
      return deepCopy(answer);
    },
    async time() {
      await requireOpen();
      return deepCopy(await time());
    },
    /** A dump is migrated when it is loaded. */
    async migrate() {
      await requireOpen();
      return { from: dumpedVersion, to: dumpedVersion, steps: [] };
    },
    async close() {
      await Promise.resolve();
      isOpen = false;
    },
  };
}

function storageClosedError(): StorageError {
  return new StorageError(
    'unavailable',
    'The memory storage is closed and its data is lost; create a new one with memoryStorage().',
  );
}
