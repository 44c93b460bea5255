// The command `npm run bench`: compares Guildhall with the bare driver that sends the same statements.

import { readFileSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { startMongod, uniqueDatabaseName } from '../scripts/mongod/start-mongod.js';
import { memoryStorage } from '../src/adapters/memory/index.js';
import {
  type BenchmarkData,
  createBenchmarkData,
  createOperationInputs,
  type OperationInputs,
  writeBenchmarkData,
} from './benchmark-data.js';
import { firstDifference, recordStatements } from './compare-statements.js';
import {
  type BenchmarkDatabases,
  dropDatabases,
  fillDatabases,
  openBareClient,
  openGuildhallClient,
  readServerVersion,
} from './databases.js';
import { type MeasuredSubject, measure, type RoundSettings } from './measure.js';
import { type BenchmarkOperation, operations } from './operations.js';
import { loadBetterAuth } from './peer-subjects.js';
import {
  formatMachine,
  type Machine,
  type Measurement,
  readMachine,
  renderMarkdownTable,
  replaceReport,
  subjectNames,
  toJsonReport,
} from './report.js';
import { createGuildhallSubject } from './with-guildhall.js';

interface BenchmarkOptions extends RoundSettings {
  readonly members: number;
  readonly only?: readonly BenchmarkOperation[];
  readonly json?: string;
  readonly into?: string;
}

/** Each subject has inputs of its own, so that no input is used twice. */
type InputsBySubject = Readonly<Record<keyof typeof subjectNames, OperationInputs>>;

const callerCounts = [1, 16];
/** More invitations per second than any storage manages. */
const maxPairsPerSecond = 10_000;

await new Command('npm run bench --')
  .description('compare Guildhall with the bare driver that sends the same statements')
  .option('--seconds <number>', 'how long each subject runs per round', parseSeconds, 0.2)
  .option('--rounds <number>', 'how many rounds are measured', parseCount, 11)
  .option('--members <number>', 'how many members the organization has', parseCount, 1_000)
  .option(
    '--only <names>',
    `only some of ${operations.map(({ name }) => name).join(',')}`,
    parseOperations,
  )
  .option('--json <file>', 'write the rates of every round to this file')
  .option('--into <page>', 'replace the table between the markers of this page')
  .action(runBenchmark)
  .parseAsync();

function parseSeconds(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 600))
    throw new InvalidArgumentError('Give seconds, more than 0 and at most 600.');
  return number;
}

function parseCount(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text))
    throw new InvalidArgumentError('Give a whole number from 1 to 999999.');
  return Number(text);
}

function parseOperations(text: string): readonly BenchmarkOperation[] {
  return text.split(',').map((name) => {
    const operation = operations.find((known) => known.name === name.trim());
    if (operation === undefined)
      throw new InvalidArgumentError(`There is no operation "${name.trim()}".`);
    return operation;
  });
}

async function runBenchmark(options: BenchmarkOptions): Promise<void> {
  const mongod = await startMongod();
  try {
    const pairs = callerCounts.length * (options.rounds + 1) * options.seconds * maxPairsPerSecond;
    const data = createBenchmarkData(options.members, pairs);
    const databases = await fillDatabases(mongod.uri, data);
    try {
      await runBenchmarkOn(databases, data, options);
    } finally {
      await dropDatabases(databases);
    }
  } finally {
    await mongod.stop();
  }
}

async function runBenchmarkOn(
  databases: BenchmarkDatabases,
  data: BenchmarkData,
  options: BenchmarkOptions,
): Promise<void> {
  const chosen = options.only ?? operations;
  const inputs: InputsBySubject = {
    bare: createOperationInputs(data),
    mongodb: createOperationInputs(data),
    peerOnMongodb: createOperationInputs(data),
    memory: createOperationInputs(data),
    peerInMemory: createOperationInputs(data),
  };
  const differences = await findStatementDifferences(databases, data, inputs, chosen);
  if (differences.length > 0) {
    console.error(
      [
        'warning: nothing was measured, because the two subjects send different statements.',
        ...differences,
      ].join('\n'),
    );
    process.exitCode = 1;
    return;
  }
  const [machine, measurements] = await measureAll(databases, data, inputs, chosen, options);
  const report = `${formatMachine(machine)}\n\n${renderMarkdownTable(measurements)}`;
  console.log(report);
  const { json, into } = options;
  if (json !== undefined) writeFileSync(json, toJsonReport(machine, options, measurements));
  if (into !== undefined) writeFileSync(into, replaceReport(readFileSync(into, 'utf8'), report));
}

/** Runs each operation once on both subjects, with clients that monitor commands. */
async function findStatementDifferences(
  databases: BenchmarkDatabases,
  data: BenchmarkData,
  inputs: InputsBySubject,
  chosen: readonly BenchmarkOperation[],
): Promise<readonly string[]> {
  const bare = await openBareClient(databases, true);
  const guildhall = await openGuildhallClient(databases, true);
  const differences: string[] = [];
  for (const operation of chosen) {
    const difference = firstDifference(
      await recordStatements(bare.driver, () => operation.run(bare.subject, data, inputs.bare)),
      await recordStatements(guildhall.driver, () =>
        operation.run(guildhall.subject, data, inputs.mongodb),
      ),
    );
    if (difference !== null) differences.push(`${operation.title}: ${difference}`);
  }
  await Promise.all([bare.close(), guildhall.close()]);
  return differences;
}

async function measureAll(
  databases: BenchmarkDatabases,
  data: BenchmarkData,
  inputs: InputsBySubject,
  chosen: readonly BenchmarkOperation[],
  pace: RoundSettings,
): Promise<readonly [Machine, readonly Measurement[]]> {
  const bare = await openBareClient(databases, false);
  const guildhall = await openGuildhallClient(databases, false);
  const memory = memoryStorage();
  await writeBenchmarkData(memory, data);
  const betterAuth = await loadBetterAuth();
  const peerOnMongodb = await betterAuth.createPeerOnMongo(
    data,
    databases.uri,
    uniqueDatabaseName('peer'),
  );
  const peerInMemory = await betterAuth.createPeerOnMemory(data);
  const subjects: readonly MeasuredSubject[] = [
    { name: subjectNames.bare, subject: bare.subject, inputs: inputs.bare },
    { name: subjectNames.mongodb, subject: guildhall.subject, inputs: inputs.mongodb },
    {
      name: subjectNames.peerOnMongodb,
      subject: peerOnMongodb.subject,
      inputs: inputs.peerOnMongodb,
    },
    { name: subjectNames.memory, subject: createGuildhallSubject(memory), inputs: inputs.memory },
    { name: subjectNames.peerInMemory, subject: peerInMemory.subject, inputs: inputs.peerInMemory },
  ];
  const measurements: Measurement[] = [];
  for (const operation of chosen) {
    for (const callers of callerCounts) {
      const rates = await measure(subjects, data, operation, callers, pace);
      measurements.push({ operation: operation.name, title: operation.title, callers, rates });
    }
  }
  const machine = readMachine(await readServerVersion(bare));
  await Promise.all([bare, guildhall, peerOnMongodb].map((client) => client.close()));
  return [machine, measurements];
}
