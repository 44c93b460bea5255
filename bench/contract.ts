// The command `npm run bench:contract`: how long the storage contract takes on the memory storage, with as many runs of each
// property as by default. Whoever writes a storage runs it after every change.

import { Command } from 'commander';
import { memoryStorage } from '../src/adapters/memory/index.js';
import { checkClause, storageContract } from '../src/testing/contract/index.js';
import { medianOf } from './statistics.js';
import { contractTarget, isMet } from './targets.js';

interface ClauseTime {
  readonly id: string;
  readonly seconds: number;
}

await new Command('npm run bench:contract --')
  .option('--runs <count>', 'runs, of which the median counts', Number, 3)
  .action(main)
  .parseAsync();

async function main({ runs }: { readonly runs: number }): Promise<void> {
  const totals: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const times = await timeClauses();
    const slowest = times.toSorted((one, other) => other.seconds - one.seconds).slice(0, 5);
    const total = times.reduce((sum, { seconds }) => sum + seconds, 0);
    console.log(`run ${run}: ${inSeconds(total)}; longest: ${slowest.map(timeText).join(', ')}`);
    totals.push(total);
  }
  const median = medianOf(totals);
  const isFast = isMet(median, contractTarget) ?? false;
  const { bound, target } = contractTarget;
  console.log(
    `the contract on memory: ${inSeconds(median)}, ${isFast ? '' : 'not '}${bound} ${target} s`,
  );
  if (!isFast) process.exitCode = 1;
}

async function timeClauses(): Promise<readonly ClauseTime[]> {
  const times: ClauseTime[] = [];
  for (const clause of storageContract.flatMap((group) => group.clauses)) {
    const startedAt = performance.now();
    await checkClause(clause, { open: async () => memoryStorage() });
    times.push({ id: clause.id, seconds: (performance.now() - startedAt) / 1000 });
  }
  return times;
}

function timeText({ id, seconds }: ClauseTime): string {
  return `${id} ${inSeconds(seconds)}`;
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(2)} s`;
}
