// Mirroring changes nothing of what the storage promises.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { emptyStorages } from './empty-storage.js';

const open = emptyStorages({ mirrorDocumentedShape: true });
const runs = fc.readConfigureGlobal().numRuns ?? 25;

describeStorageContract('mongoose, mirroring', { open, runs }, { describe, it });
