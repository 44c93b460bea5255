// Random command sequences, as many as wanted: `npm run sequences -- --runs 10000`. On memory and the reference model,
// and with --mongo on MongoDB, too, all answers compared. The last line has the counts; a difference ends it at once.
import { Command, InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { createConnection } from 'mongoose';
import { memoryStorage } from '../src/adapters/memory/index.js';
import { mongooseRateLimiter, mongooseStorage } from '../src/adapters/mongoose/index.js';
import { freshDatabaseName, startMongod } from '../src/cli/mongod.js';
import {
  commandSequences,
  describeTrace,
  runSequence,
  type SequenceSetting,
} from '../src/testing/model/index.js';
import { count, newTally, type Tally } from '../src/testing/model/tally.js';
import { emptied } from '../test/support/emptied.js';

interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly mongo: boolean;
}

await new Command('sequences')
  .option('--runs <number>', 'how many sequences', wholeNumber, 10_000)
  .option('--seed <number>', 'another seed makes other sequences', wholeNumber, 20_261_122)
  .option('--mongo', 'on MongoDB, too', false)
  .action(main)
  .parseAsync();

function wholeNumber(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError('give a whole number.');
  return Number(text);
}

async function main(options: Options): Promise<void> {
  if (!options.mongo) return run(options, async () => [onMemory()]);
  const mongod = await startMongod();
  const dbName = freshDatabaseName('sequences');
  const connection = await createConnection(mongod.uri, { dbName }).asPromise();
  try {
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const rateLimiter = mongooseRateLimiter({ connection });
    await run(options, async () => {
      await emptied(connection);
      return [onMemory(), { name: 'mongoose', storage, rateLimiter }];
    });
  } finally {
    await connection.dropDatabase();
    await connection.close();
    await mongod.stop();
  }
}

function onMemory(): SequenceSetting {
  return { name: 'memory', storage: memoryStorage() };
}

async function run(
  { runs, seed }: Options,
  settings: () => Promise<readonly SequenceSetting[]>,
): Promise<void> {
  const tally = newTally();
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  let differences = 0;
  const property = fc.asyncProperty(commandSequences(), async (commands) => {
    const trace = await runSequence(commands, await settings());
    if (trace.difference !== null) {
      // What follows makes the sequence shorter, and is no sequence of its own.
      differences = 1;
      throw new Error(describeTrace(trace));
    }
    if (differences === 0) count(tally, trace);
    if (differences === 0 && tally.sequences % Math.ceil(runs / 20) === 0) {
      console.error(
        `${tally.sequences} of ${runs} sequences, ${tally.commands} commands, ${seconds()} s`,
      );
    }
  });
  const { failed, errorInstance } = await fc.check(property, { numRuns: runs, seed });
  console.log(countsOf(tally));
  if (failed) {
    console.log(errorInstance instanceof Error ? errorInstance.message : errorInstance);
    process.exitCode = 1;
  }
  console.log(
    `${tally.sequences} sequences, ${tally.commands} commands, ${sumOf(tally.refused)} refusals of ${tally.refused.size} codes, ${differences} differences, seed ${seed}, ${seconds()} s`,
  );
}

function countsOf({ done, refused }: Tally): string {
  return [`done: ${listOf(done)}`, `refused: ${listOf(refused)}`].join('\n');
}

function listOf(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, number]) => `${name} ${number}`).join(', ');
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, number) => sum + number, 0);
}
