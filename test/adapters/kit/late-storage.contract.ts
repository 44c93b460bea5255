import { describe, it } from 'vitest';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { describeStorageDifferential } from '../../../src/testing/differential/index.js';
import { lateStorage } from './late-storage.js';

const harness = { open: async () => lateStorage(), numRuns: 10 };

describeStorageContract('the kit on an engine that answers later', harness, { describe, it });
describeStorageDifferential(
  'the kit on an engine that answers later',
  harness,
  { describe, it },
  { runs: 2 },
);
