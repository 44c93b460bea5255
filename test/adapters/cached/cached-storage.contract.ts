import { describe, it } from 'vitest';
import { cached } from '../../../src/adapters/cached/index.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { describeStorageContract } from '../../../src/testing/contract/index.js';

/** Each property is tried this often: the storage below is known to be right. */
const runs = 5;

describeStorageContract(
  'memory, cached',
  { open: async () => cached(memoryStorage()), runs },
  { describe, it },
);

describeStorageContract(
  'memory, cached where hardly anything fits',
  { open: async () => cached(memoryStorage(), { max: 1 }), runs },
  { describe, it },
);
