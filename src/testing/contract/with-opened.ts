// Opens the storage under test for one check, and releases it at the end.

import type { Storage } from '../../ports/storage.js';

/** How the contract opens and releases the storage under test. */
export interface StorageHarness {
  /** Opens an empty storage. The previous one is released before, so both can use one database. */
  open(): Promise<Storage>;
  /**
   * Opens the data of the storage that `open` has returned last a second time, as another process would: with caches, locks
   * and connections of its own. Every clause then goes through both openings in turn. If absent, two processes remain untested.
   */
  openAgain?(): Promise<Storage>;
  /** Releases a storage, which may be closed already. Calls `close` if absent. */
  release?(storage: Storage): Promise<void>;
  /** How often each property runs. If absent, fast-check's default: 100, or as `fc.configureGlobal` sets it. */
  readonly numRuns?: number;
}

/** Opens an empty storage, and its data once more if the harness can, and releases what is open at the end. */
export async function withOpened<T>(
  { open, openAgain, release = (storage) => storage.close() }: StorageHarness,
  run: (openings: readonly [Storage, ...Storage[]]) => Promise<T>,
): Promise<T> {
  const openings: [Storage, ...Storage[]] = [await open()];
  try {
    if (openAgain !== undefined) openings.push(await openAgain());
    return await run(openings);
  } finally {
    for (const opening of openings.toReversed()) await release(opening);
  }
}
