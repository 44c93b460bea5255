import { describe, it } from 'vitest';
import { cachedStorage } from '../../../src/adapters/cached/index.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { describeStorageDifferential } from '../../../src/testing/differential/index.js';

/** How often each property runs; few runs are enough, because the wrapped storage has its own contract test. */
const runs = 5;

describeStorageContract(
  'memory, cached',
  { open: async () => cachedStorage(memoryStorage()), numRuns: runs },
  { describe, it },
);

describeStorageContract(
  'memory, cached where hardly anything fits',
  { open: async () => cachedStorage(memoryStorage(), { max: 1 }), numRuns: runs },
  { describe, it },
);

describeStorageDifferential(
  'memory, cached',
  { open: async () => cachedStorage(memoryStorage()) },
  { describe, it },
  { runs: 40 },
);
