// The storage keeps its contract with mirroring turned on.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { emptyStorages } from './empty-storage.js';

const storages = emptyStorages({ mirrorDocumentedShape: true });
const runs = fc.readConfigureGlobal().numRuns ?? 25;

describeStorageContract('mongoose, mirroring', { ...storages, numRuns: runs }, { describe, it });
