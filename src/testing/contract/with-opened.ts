// Opens the storage under test for one check, and releases it at the end.

import type { Storage } from '../../ports/storage.js';
import type { StorageHarness } from './describe-storage-contract.js';

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
