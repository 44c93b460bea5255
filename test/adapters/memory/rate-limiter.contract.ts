import { describe, it } from 'vitest';
import { memoryRateLimiter } from '../../../src/adapters/memory/index.js';
import { describeRateLimiterContract } from '../../../src/testing/contract/index.js';

describeRateLimiterContract('memory', { open: async () => memoryRateLimiter() }, { describe, it });
