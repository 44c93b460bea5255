import fc from 'fast-check';
import { describe, it } from 'vitest';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { createEmptyStorages } from './empty-storage.js';

const runs = fc.readConfigureGlobal().numRuns ?? 25;

describeStorageContract(
  'mongoose',
  { open: createEmptyStorages(), numRuns: runs },
  { describe, it },
);
