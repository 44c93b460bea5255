// The command `npm run bench`: compares Guildhall with the floor, a careful team's code and better-auth, in turns.

import { writeFileSync } from 'node:fs';
import { startMongod } from '../scripts/mongod/start-mongod.js';
import { createBenchmarkData } from './benchmark-data.js';
import { type GrowthMeasurement, measureGrowth } from './growth.js';
import { measureLarge } from './large.js';
import { measureMemory } from './memory.js';
import { operations } from './operations.js';
import { type BenchmarkOptions, type Chosen, createCommand, sections } from './options.js';
import { failuresOf } from './report/failures.js';
import { largeOrganizationRatios, memberGrowth } from './report/growth-ratios.js';
import { readMachine, readVersions } from './report/machine.js';
import { renderReport } from './report/page.js';
import { type Measurement, operationFiguresOf, ratiosOf } from './report/ratios.js';
import type { Results } from './report/results.js';
import { checkFolder, toJson, writeLargeResults, writeResults } from './report/write.js';
import { measureOperations } from './run-operations.js';
import { measureStart } from './start.js';
import { countStatements, readServerVersion } from './statements.js';
import { medianInterval } from './statistics.js';

/** More invitations per second than any storage manages. */
const maxPairsPerSecond = 20_000;
const importsPerRound = 3;

await createCommand(runBenchmark).parseAsync();

async function runBenchmark(options: BenchmarkOptions): Promise<void> {
  const folder = folderOf(options);
  // Now, and not after many minutes.
  if (folder !== null) checkFolder(folder, options.large === true);
  const mongod = await startMongod();
  try {
    if (options.large === true) await runLarge(mongod.uri, options, folder);
    else await runPlain(mongod.uri, options, folder);
  } finally {
    await mongod.stop();
  }
}

/** Null: nothing is written, because a part of the whole would replace it. */
function folderOf({ into, only, large, largeScale }: BenchmarkOptions): string | null {
  const isWhole = large === true ? largeScale === 1 : only === undefined;
  return into ?? (isWhole ? 'docs' : null);
}

async function runLarge(
  uri: string,
  { seconds, rounds, largeScale: scale, json }: BenchmarkOptions,
  folder: string | null,
): Promise<void> {
  const results = await measureLarge(uri, { seconds, rounds, scale, print });
  console.log(toJson(results));
  if (json !== undefined) writeFileSync(json, toJson(results));
  if (folder !== null) writeLargeResults(folder, results.growth);
  reportFailures(results.failures);
}

async function runPlain(
  uri: string,
  options: BenchmarkOptions,
  folder: string | null,
): Promise<void> {
  const { json, only: chosen = { operations, sections } } = options;
  const measured = await measureAll(uri, options, chosen);
  const results = toResults(options, measured);
  console.log(renderReport(results));
  if (json !== undefined) writeFileSync(json, toJson({ ...results, turns: turnsOf(measured) }));
  if (folder !== null) writeResults(folder, results);
  reportFailures(results.failures);
}

/** Those of the others are their own matter. */
function reportFailures(failures: readonly string[]): void {
  const own = failures.filter((failure) => failure.startsWith('Guildhall'));
  if (own.length === 0) return;
  console.error(`warning: calls of Guildhall failed.\n${own.join('\n')}`);
  process.exitCode = 1;
}

interface Measured
  extends Pick<Results, 'machine' | 'versions' | 'statements' | 'memory' | 'start'> {
  readonly operations: readonly Measurement[];
  readonly growth: readonly GrowthMeasurement[];
}

async function measureAll(
  uri: string,
  options: BenchmarkOptions,
  { operations: chosen, sections: parts }: Chosen,
): Promise<Measured> {
  const { seconds, rounds, callers, members, growth: sizes, memberships } = options;
  const pairs = callers.length * (2 * rounds + 1) * seconds * maxPairsPerSecond;
  const data = createBenchmarkData(members, pairs);
  const measures = (part: Chosen['sections'][number]) => parts.includes(part);
  const counted = chosen.length > 0 ? chosen : operations;
  return {
    machine: readMachine(),
    versions: readVersions(await readServerVersion(uri)),
    memory: measures('memory') ? measureMemory(memberships, print) : null,
    start: measures('start') ? measureStart(rounds * importsPerRound, print) : null,
    statements: measures('statements') ? await countStatements(uri, data, counted, print) : [],
    operations: await measureOperations(uri, data, chosen, { seconds, rounds, callers, print }),
    growth: measures('growth')
      ? await measureGrowth(uri, {
          // Latencies need no long turns, and there are many of them.
          seconds: seconds / 2,
          rounds,
          callers: callers.filter((count) => count <= 16),
          sizes,
          print,
        })
      : [],
  };
}

function toResults(options: BenchmarkOptions, measured: Measured): Results {
  const { rounds, seconds, members } = options;
  const { machine, versions, statements, memory, start } = measured;
  const turns = Array.from({ length: 2 * rounds }, () => 1);
  const { confidence } = medianInterval(turns);
  return {
    machine,
    versions,
    settings: { rounds, seconds, members, confidence },
    operations: operationFiguresOf(measured.operations),
    ratios: [...ratiosOf(measured.operations), ...largeOrganizationRatios(measured.growth)],
    growth: memberGrowth('plain', measured.growth),
    statements,
    memory,
    start,
    failures: failuresOf(measured.operations, measured.growth),
  };
}

/** Every turn of every operation, for own statistics. */
function turnsOf({ operations: measured }: Measured): readonly object[] {
  return measured.flatMap(({ operation, callers, slices }) =>
    [...slices].flatMap(([subject, own]) =>
      own.map((slice, turn) => ({ what: operation.name, subject, callers, turn, ...slice })),
    ),
  );
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}
