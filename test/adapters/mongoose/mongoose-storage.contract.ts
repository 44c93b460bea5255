import fc from 'fast-check';
import { describe, it } from 'vitest';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { emptyStorages } from './empty-storage.js';

const runs = fc.readConfigureGlobal().numRuns ?? 25;

describeStorageContract('mongoose', { ...emptyStorages(), numRuns: runs }, { describe, it });
