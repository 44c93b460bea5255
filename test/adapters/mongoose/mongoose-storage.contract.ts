import fc from 'fast-check';
import { describe, it } from 'vitest';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { describeStorageDifferential } from '../../../src/testing/differential/index.js';
import { emptyStorages } from './empty-storage.js';

const runs = fc.readConfigureGlobal().numRuns ?? 25;

describeStorageContract('mongoose', { ...emptyStorages(), numRuns: runs }, { describe, it });

// A world takes seconds here. This seed begins with a small one of each kind; `npm run differential -- --mongo` tries many.
describeStorageDifferential('mongoose', emptyStorages(), { describe, it }, { runs: 3, seed: 7 });
