// Runs random command sequences: `npm run sequences -- --runs 10000`. It compares all results of the in-memory storage
// and the reference model, and of MongoDB with --mongo. It stops at the first difference. The last line has the counts.
import { Command } from 'commander';
import fc from 'fast-check';
import { memoryStorage } from '../src/adapters/memory/index.js';
import { mongooseRateLimiter } from '../src/adapters/mongoose/index.js';
import {
  commandSequences,
  describeTrace,
  runSequence,
  type StorageUnderTest,
} from '../src/testing/model/index.js';
import { clearDatabase } from '../test/support/clear-database.js';
import {
  countTrace,
  newSequenceCounts,
  type SequenceCounts,
} from '../test/support/sequence-counts.js';
import { withMongooseStorage } from './mongod/with-mongoose-storage.js';
import { parseWholeNumber } from './parse-whole-number.js';

interface SequencesOptions {
  readonly runs: number;
  readonly seed: number;
  readonly mongo: boolean;
}

await new Command('npm run sequences --')
  .description('compare the storages with the reference model on random command sequences')
  .option('--runs <number>', 'how many sequences to run', parseWholeNumber, 10_000)
  .option('--seed <number>', 'seed of the random sequences', parseWholeNumber, 20_261_122)
  .option('--mongo', 'also run on MongoDB', false)
  .action(main)
  .parseAsync();

async function main(options: SequencesOptions): Promise<void> {
  if (!options.mongo) return runSequences(options, async () => [memoryStorageUnderTest()]);
  await withMongooseStorage('sequences', async (storage, connection) => {
    const rateLimiter = mongooseRateLimiter({ connection });
    await runSequences(options, async () => {
      await clearDatabase(connection);
      return [memoryStorageUnderTest(), { name: 'mongoose', storage, rateLimiter }];
    });
  });
}

function memoryStorageUnderTest(): StorageUnderTest {
  return { name: 'memory', storage: memoryStorage() };
}

async function runSequences(
  { runs, seed }: SequencesOptions,
  settings: () => Promise<readonly StorageUnderTest[]>,
): Promise<void> {
  const totals = newSequenceCounts();
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  let differences = 0;
  const property = fc.asyncProperty(commandSequences(), async (commands) => {
    const trace = await runSequence(commands, await settings());
    if (trace.difference !== null) {
      // After this, fast-check only shrinks this sequence; those runs are not counted.
      differences = 1;
      throw new Error(describeTrace(trace));
    }
    if (differences === 0) countTrace(totals, trace);
    if (differences === 0 && totals.sequences % Math.ceil(runs / 20) === 0) {
      console.error(
        `${totals.sequences} of ${runs} sequences, ${totals.commands} commands, ${seconds()} s`,
      );
    }
  });
  const { failed, errorInstance } = await fc.check(property, { numRuns: runs, seed });
  console.log(countsText(totals));
  if (failed) {
    console.log(errorInstance instanceof Error ? errorInstance.message : errorInstance);
    process.exitCode = 1;
  }
  console.log(
    `${totals.sequences} sequences, ${totals.commands} commands, ${sumCounts(totals.refused)} refusals of ${totals.refused.size} codes, ${differences} differences, seed ${seed}, ${seconds()} s`,
  );
}

function countsText({ done, refused }: SequenceCounts): string {
  return [`done: ${listText(done)}`, `refused: ${listText(refused)}`].join('\n');
}

function listText(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, number]) => `${name} ${number}`).join(', ');
}

function sumCounts(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, number) => sum + number, 0);
}
