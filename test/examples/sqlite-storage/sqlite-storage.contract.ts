// The contract on the storage in `examples/sqlite-storage`, through two connections, and the comparison with plain lists.
import { describe, it } from 'vitest';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import { describeStorageDifferential } from '../../../src/testing/differential/index.js';
import { temporaryFile } from './sqlite-files.js';

const harness = { ...temporaryFile(), numRuns: 10 };

describeStorageContract('SQLite', harness, { describe, it });
describeStorageDifferential('SQLite', harness, { describe, it }, { runs: 10 });
