import { describe, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { describeStorageContract } from '../../../src/testing/contract/index.js';

describeStorageContract('memory', { open: async () => memoryStorage() }, { describe, it });
