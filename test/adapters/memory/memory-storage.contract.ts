import { describe, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { describeStorageDifferential } from '../../../src/testing/differential/index.js';

const harness = { open: async () => memoryStorage() };

describeStorageContract('memory', harness, { describe, it });
describeStorageDifferential('memory', harness, { describe, it }, { runs: 60 });
