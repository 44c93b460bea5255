// The storage keeps its contract with mirroring turned on.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { createEmptyStorages } from './empty-storage.js';

const open = createEmptyStorages({ mirrorDocumentedShape: true });
const runs = fc.readConfigureGlobal().numRuns ?? 25;

describeStorageContract('mongoose, mirroring', { open, numRuns: runs }, { describe, it });
