// `npm run bench`: what Guildhall costs beside the bare driver that sends the same statements.

import { readFileSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { memoryStorage } from '../src/adapters/memory/index.js';
import { startMongod } from '../src/cli/mongod.js';
import {
  bareClient,
  type Databases,
  dropDatabases,
  fillDatabases,
  guildhallClient,
  serverVersion,
} from './databases.js';
import { type Operation, operations } from './operations.js';
import {
  jsonOf,
  type Machine,
  type Measurement,
  machineLine,
  machineWith,
  names,
  pageWith,
  tableOf,
} from './report.js';
import { type Contestant, measure, type Pace } from './rounds.js';
import { differenceOf, sentBy } from './same-statements.js';
import { type Stage, type Supply, set, stageFor, supplyFrom } from './stage.js';
import { withGuildhall } from './with-guildhall.js';

interface Options extends Pace {
  readonly members: number;
  readonly only?: readonly Operation[];
  readonly json?: string;
  readonly into?: string;
}

/** What each subject is given, so that none of it is given twice. */
interface Supplies {
  readonly bare: Supply;
  readonly mongodb: Supply;
  readonly memory: Supply;
}

const callerCounts = [1, 16];
/** More pairs a second than any storage will invite and accept here. */
const mostPairs = 10_000;

await new Command('bench')
  .description('Guildhall beside the bare driver that sends the same statements, as ratios')
  .option('--seconds <number>', 'how long each runs in each round', positive, 0.2)
  .option('--rounds <number>', 'how many rounds', wholeNumber, 11)
  .option('--members <number>', 'how many members the organization has', wholeNumber, 1_000)
  .option('--only <names>', `some of ${operations.map(({ name }) => name).join(',')}`, named)
  .option('--json <file>', 'write every figure of every round there')
  .option('--into <page>', 'put the table between the markers of this page')
  .action(bench)
  .parseAsync();

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 600)) throw new InvalidArgumentError('give seconds, up to 600.');
  return number;
}

function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new InvalidArgumentError('give a whole number.');
  return Number(text);
}

function named(text: string): readonly Operation[] {
  return text.split(',').map((name) => {
    const operation = operations.find((known) => known.name === name.trim());
    if (operation === undefined) throw new InvalidArgumentError(`there is no "${name.trim()}".`);
    return operation;
  });
}

async function bench(options: Options): Promise<void> {
  const mongod = await startMongod();
  try {
    const pairs = callerCounts.length * (options.rounds + 1) * options.seconds * mostPairs;
    const stage = stageFor(options.members, pairs);
    const databases = await fillDatabases(mongod.uri, stage);
    try {
      await benchOn(databases, stage, options);
    } finally {
      await dropDatabases(databases);
    }
  } finally {
    await mongod.stop();
  }
}

async function benchOn(databases: Databases, stage: Stage, options: Options): Promise<void> {
  const chosen = options.only ?? operations;
  const supplies = {
    bare: supplyFrom(stage),
    mongodb: supplyFrom(stage),
    memory: supplyFrom(stage),
  };
  const differences = await differencesOn(databases, stage, supplies, chosen);
  if (differences.length > 0) {
    console.error(
      ['warning: nothing was measured, since the two do not send the same.', ...differences].join(
        '\n',
      ),
    );
    process.exitCode = 1;
    return;
  }
  const [machine, measurements] = await measureAll(databases, stage, supplies, chosen, options);
  const report = `${machineLine(machine)}\n\n${tableOf(measurements)}`;
  console.log(report);
  const { json, into } = options;
  if (json !== undefined) writeFileSync(json, jsonOf(machine, options, measurements));
  if (into !== undefined) writeFileSync(into, pageWith(readFileSync(into, 'utf8'), report));
}

/** Each operation once by either, on clients that tell what they send. */
async function differencesOn(
  databases: Databases,
  stage: Stage,
  supplies: Supplies,
  chosen: readonly Operation[],
): Promise<readonly string[]> {
  const bare = await bareClient(databases, true);
  const guildhall = await guildhallClient(databases, true);
  const differences: string[] = [];
  for (const operation of chosen) {
    const difference = differenceOf(
      await sentBy(bare.driver, () => operation.run(bare.subject, stage, supplies.bare)),
      await sentBy(guildhall.driver, () =>
        operation.run(guildhall.subject, stage, supplies.mongodb),
      ),
    );
    if (difference !== null) differences.push(`${operation.title}: ${difference}`);
  }
  await Promise.all([bare.close(), guildhall.close()]);
  return differences;
}

async function measureAll(
  databases: Databases,
  stage: Stage,
  supplies: Supplies,
  chosen: readonly Operation[],
  pace: Pace,
): Promise<readonly [Machine, readonly Measurement[]]> {
  const bare = await bareClient(databases, false);
  const guildhall = await guildhallClient(databases, false);
  const memory = memoryStorage();
  await set(memory, stage);
  const contestants: readonly Contestant[] = [
    { name: names.bare, subject: bare.subject, supply: supplies.bare },
    { name: names.mongodb, subject: guildhall.subject, supply: supplies.mongodb },
    { name: names.memory, subject: withGuildhall(memory), supply: supplies.memory },
  ];
  const measurements: Measurement[] = [];
  for (const operation of chosen) {
    for (const callers of callerCounts) {
      const rates = await measure(contestants, stage, operation, callers, pace);
      measurements.push({ operation: operation.name, title: operation.title, callers, rates });
    }
  }
  const machine = machineWith(await serverVersion(bare));
  await Promise.all([bare.close(), guildhall.close()]);
  return [machine, measurements];
}
