// Compares storages with plain lists of rows in many random small worlds: `npm run differential -- --runs 10000`, with
// MongoDB instead of the in-memory storage with --mongo. It stops at the first difference. The last line has the time.
import { Command } from 'commander';
import { memoryStorage } from '../src/adapters/memory/index.js';
import type { StorageHarness } from '../src/testing/contract/index.js';
import { checkStorageDifferential } from '../src/testing/differential/index.js';
import { clearDatabase } from '../test/support/clear-database.js';
import { withMongooseStorage } from './mongod/with-mongoose-storage.js';
import { parseWholeNumber } from './parse-whole-number.js';

interface DifferentialRun {
  readonly runs: number;
  readonly seed: number;
  readonly mongo: boolean;
}

await new Command('npm run differential --')
  .description('compare a storage with plain lists of rows in random small worlds')
  .option('--runs <number>', 'how many worlds to try', parseWholeNumber, 10_000)
  .option('--seed <number>', 'seed of the random worlds', parseWholeNumber, 20_261_122)
  .option('--mongo', 'on MongoDB, not in memory', false)
  .action(main)
  .parseAsync();

async function main(options: DifferentialRun): Promise<void> {
  if (!options.mongo) return compare('memory', { open: async () => memoryStorage() }, options);
  await withMongooseStorage('differential', async (storage, connection) => {
    const open = async () => {
      await clearDatabase(connection);
      return storage;
    };
    await compare('mongoose', { open, release: async () => {} }, options);
  });
}

async function compare(
  name: string,
  harness: StorageHarness,
  { runs, seed }: DifferentialRun,
): Promise<void> {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  let worlds = 0;
  const open = () => {
    worlds += 1;
    if (worlds % Math.ceil(runs / 20) === 0)
      console.error(`${worlds} of ${runs} worlds, ${seconds()} s`);
    return harness.open();
  };
  try {
    await checkStorageDifferential({ ...harness, open }, { runs, seed });
    console.log(`${name}: ${runs} worlds, no difference, seed ${seed}, ${seconds()} s`);
  } catch (fault) {
    console.log(fault instanceof Error ? fault.message : fault);
    console.log(`${name}: a difference after ${seconds()} s`);
    process.exitCode = 1;
  }
}
