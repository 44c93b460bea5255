// The command `npm run bench:crowds`: what crowds and hostile tenants do to one organization, or to a relay.

import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { startMongod } from '../scripts/mongod/start-mongod.js';
import { busyVerbNames } from './crowds/busy-verbs.js';
import {
  measureJoins,
  measureLeaves,
  measureRoleChanges,
  measureTakingAway,
} from './crowds/cases.js';
import type { CrowdStorage } from './crowds/crowd-world.js';
import { measureHostileDelay } from './crowds/receivers.js';
import { readMachine } from './report/machine.js';
import { medianOf } from './statistics.js';

/** What all runs have found of one case on one storage. */
interface Row {
  readonly what: string;
  readonly storage: CrowdStorage;
  readonly figure: string;
  readonly target: string;
  readonly isMet: boolean;
}

interface CrowdOptions {
  readonly runs: number;
  readonly size: number;
  readonly trials: number;
  readonly into?: string;
}

const storages: readonly CrowdStorage[] = ['memory', 'MongoDB'];

await new Command('npm run bench:crowds --')
  .option('--runs <count>', 'runs, of which the median counts', Number, 5)
  .option('--size <count>', 'callers of the large crowds', Number, 200)
  .option('--trials <count>', 'removals and suspensions of each case', Number, 20)
  .option('--into <file>', 'where the page is written')
  .action(run)
  .parseAsync();

async function run(options: CrowdOptions): Promise<void> {
  const mongod = await startMongod();
  const rows: Row[] = [];
  const add = (row: Row) => {
    rows.push(row);
    console.log(`${row.isMet ? 'met    ' : 'NOT MET'} ${row.storage}: ${row.what}: ${row.figure}`);
  };
  const start = performance.now();
  try {
    for (const storage of storages) {
      await measureCrowds(storage, mongod.uri, options, add);
      await measureAuthority(storage, mongod.uri, options, add);
      await measureReceivers(storage, mongod.uri, options, add);
    }
  } finally {
    await mongod.stop();
  }
  const minutes = (performance.now() - start) / 60_000;
  if (options.into !== undefined)
    writeFileSync(options.into, page(rows, options, minutes, mongod.source));
  if (rows.some(({ isMet }) => !isMet)) process.exitCode = 1;
}

type AddRow = (row: Row) => void;

/** In memory a crowd ends in milliseconds, so a run is ten crowds. The first one of all only warms up. */
async function repeatCrowd<T>(
  storage: CrowdStorage,
  runs: number,
  measure: () => Promise<T>,
): Promise<readonly T[]> {
  await measure();
  return repeat(storage === 'memory' ? 10 * runs : runs, measure);
}

async function repeat<T>(times: number, measure: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let time = 0; time < times; time += 1) results.push(await measure());
  return results;
}

function seconds(value: number): string {
  return `${value.toFixed(value < 1 ? 3 : 1)} s`;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

async function measureCrowds(
  storage: CrowdStorage,
  uri: string,
  { runs, size }: CrowdOptions,
  add: AddRow,
): Promise<void> {
  const roles = await repeatCrowd(storage, runs, () => measureRoleChanges(storage, uri, 96));
  const rate = medianOf(roles.map(({ alone, together }) => alone.seconds / together.seconds));
  const lost = sum(roles.map(({ together }) => together.lost));
  add({
    what: '96 role changes by 96 callers, against one caller',
    storage,
    figure: `${rate.toFixed(2)} of its rate, ${lost} lost`,
    target: '1, none lost',
    isMet: rate >= 1 && lost === 0,
  });
  for (const isMirrored of storage === 'memory' ? [false] : [false, true]) {
    const pairs = await repeatCrowd(storage, runs, async () => {
      const one = await measureJoins(storage, uri, 32, 'one', isMirrored);
      return { one, each: await measureJoins(storage, uri, 32, 'each', isMirrored) };
    });
    const ratio = medianOf(pairs.map(({ one, each }) => each.seconds / one.seconds));
    const failed = sum(pairs.map(({ one, each }) => one.lost + each.lost));
    add({
      what: `32 join one organization, against one each${isMirrored ? ', with mirrorDocumentedShape' : ''}`,
      storage,
      figure: `${ratio.toFixed(2)} of the rate, ${failed} lost`,
      target: isMirrored ? 'none lost' : '0.8, none lost',
      isMet: failed === 0 && (isMirrored || ratio >= 0.8),
    });
  }
  const large = [
    ['leave', () => measureLeaves(storage, uri, size)],
    ['accept', () => measureJoins(storage, uri, size, 'one')],
    [
      'have their roles changed',
      async () => (await measureRoleChanges(storage, uri, size)).together,
    ],
  ] as const;
  for (const [what, measure] of large) {
    const crowds = await repeatCrowd(storage, runs, measure);
    const failed = sum(crowds.map((crowd) => crowd.lost));
    add({
      what: `${size} ${what} at once`,
      storage,
      figure: `${seconds(medianOf(crowds.map((crowd) => crowd.seconds)))}, ${failed} lost`,
      target: 'none lost',
      isMet: failed === 0,
    });
  }
}

async function measureAuthority(
  storage: CrowdStorage,
  uri: string,
  { trials }: CrowdOptions,
  add: AddRow,
): Promise<void> {
  const sources = ['the same process', 'another process'] as const;
  for (const from of storage === 'memory' ? sources.slice(0, 1) : sources) {
    for (const verb of busyVerbNames) {
      const { removals, suspensions } = await measureTakingAway(storage, uri, verb, from, trials);
      const within = [...removals, ...suspensions].filter((value) => value <= 2).length;
      const slowest = Math.max(...removals, ...suspensions);
      const medians = [removals, suspensions].map((values) => seconds(medianOf(values)));
      add({
        what: `a removal and a suspension against 64 callers of ${verb} in ${from}`,
        storage,
        figure: `${medians.join(' and ')}, the slowest ${seconds(slowest)}, ${within} of ${2 * trials} within 2 s`,
        target: 'all within 2 s',
        isMet: within === 2 * trials,
      });
    }
  }
}

async function measureReceivers(
  storage: CrowdStorage,
  uri: string,
  { runs }: CrowdOptions,
  add: AddRow,
): Promise<void> {
  for (const host of ['drip', 'silent'] as const) {
    for (const events of [1, 10, 60]) {
      const delays = await repeat(runs, () => measureHostileDelay(storage, uri, events, host));
      const mail = medianOf(delays.map(({ mailSeconds }) => mailSeconds));
      const event = medianOf(delays.map(({ eventSeconds }) => eventSeconds));
      const hostile = host === 'drip' ? 'a receiver that drips' : 'a name that is never resolved';
      add({
        what: `another tenant's mail and event, with ${events} events to ${hostile}`,
        storage,
        figure: `${seconds(mail)} and ${seconds(event)}`,
        target: 'at most 1 s',
        isMet: mail <= 1 && event <= 1,
      });
    }
  }
}

function page(
  rows: readonly Row[],
  options: CrowdOptions,
  minutes: number,
  server: string,
): string {
  const { runs, trials } = options;
  const { processor, cores, memoryGb } = readMachine();
  const lines = rows.map(({ what, storage, figure, target, isMet }) => {
    return `| ${what} | ${storage} | ${figure} | ${target} | ${isMet ? 'yes' : '**no**'} |`;
  });
  return `# Crowds

\`\`\`
npm run bench:crowds -- --into docs/crowds.md
\`\`\`

measures what crowds and hostile tenants do, and writes this page. The last time it took ${Math.round(minutes)} minutes, on
${processor}, ${cores} cores, ${memoryGb} GB, Node ${process.version.slice(1)}, MongoDB ${server}.

Each figure is the median of ${runs} runs; removals and suspensions are ${trials} each. A call is lost if it ends with a fault or a refusal.
Removals and suspensions are measured with the default policy, with its rates and cooldowns: the 64 callers are one
person who calls again as soon as there is an answer.

| what | storage | measured | target | met |
| --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}
