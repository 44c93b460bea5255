// The command `npm run bench:paired -- --base <revision>`: what the working tree costs in each operation, against an earlier
// revision. Both run in one process, in turns of a fraction of a second, so that a slow moment of the machine meets both.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import mongoose from 'mongoose';
import { startMongod, uniqueDatabaseName } from '../scripts/mongod/start-mongod.js';
import {
  loadRevision,
  type PairedOperation,
  type PairedSubject,
  pairedOperations,
} from './paired/subject.js';
import { medianInterval, medianOf } from './statistics.js';

interface PairedOptions {
  readonly base: string;
  readonly turns: number;
  readonly calls: number;
  readonly only: string;
}

const warmUpTurns = 5;
const minTurns = 20;
/** The interval is narrow if each end is at most this far from the median. */
const narrow = 0.1;

await new Command('npm run bench:paired --')
  .requiredOption('--base <revision>', 'the earlier revision, as git names it')
  .option(
    '--turns <count>',
    'turns at most; an operation ends when its interval is narrow',
    Number,
    200,
  )
  .option('--calls <count>', 'calls of one turn in memory; on MongoDB a tenth', Number, 200)
  .option('--only <text>', 'only rows that contain this, such as "MongoDB: list"', '')
  .action(run)
  .parseAsync();

async function run({ base, turns, calls, only }: PairedOptions): Promise<void> {
  const folder = checkOut(base);
  const mongod = await startMongod();
  try {
    const [before, now] = [await loadRevision(folder), await loadRevision(resolve('.'))];
    for (const storage of ['memory', 'MongoDB'] as const) {
      const connect = async () =>
        mongoose.createConnection(mongod.uri, { dbName: uniqueDatabaseName('paired') }).asPromise();
      const subjects = { before: await before(storage, connect), now: await now(storage, connect) };
      const callsOfTurn = storage === 'memory' ? calls : Math.max(1, Math.round(calls / 10));
      for (const operation of pairedOperations) {
        if (!`${storage}: ${operation}`.includes(only)) continue;
        console.log(`${storage}: ${await compare(subjects, operation, turns, callsOfTurn)}`);
      }
      for (const subject of Object.values(subjects)) await subject.close();
    }
  } finally {
    await mongod.stop();
    execFileSync('git', ['worktree', 'remove', '--force', folder]);
  }
}

/** A built copy of the revision, in a folder of its own. */
function checkOut(revision: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-paired-'));
  rmSync(folder, { recursive: true });
  execFileSync('git', ['worktree', 'add', '--quiet', '--detach', folder, revision]);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'ignore' });
  return folder;
}

interface Subjects {
  readonly before: PairedSubject;
  readonly now: PairedSubject;
}

async function compare(
  subjects: Subjects,
  operation: PairedOperation,
  maxTurns: number,
  calls: number,
): Promise<string> {
  for (let turn = 0; turn < warmUpTurns; turn += 1) await ratioOf(subjects, operation, calls);
  const ratios: number[] = [];
  while (ratios.length < maxTurns && !(ratios.length >= minTurns && isNarrow(ratios))) {
    ratios.push(await ratioOf(subjects, operation, calls));
  }
  const { low, high } = medianInterval(ratios);
  const [ratio, from, to] = [medianOf(ratios), low, high].map((value) => value.toFixed(3));
  return `${operation}: ${ratio} (${from}–${to}) of the time, ${ratios.length} turns, ${verdictOn(low, high)}`;
}

function verdictOn(low: number, high: number): string {
  if (low > 1) return 'SLOWER';
  return high < 1 ? 'faster' : 'contains 1';
}

/** How much of the earlier revision's time ours takes, in one turn. Who goes first is drawn. */
async function ratioOf(
  { before, now }: Subjects,
  operation: PairedOperation,
  calls: number,
): Promise<number> {
  if (Math.random() < 0.5) {
    const ours = await secondsOf(now, operation, calls);
    return ours / (await secondsOf(before, operation, calls));
  }
  const theirs = await secondsOf(before, operation, calls);
  return (await secondsOf(now, operation, calls)) / theirs;
}

function isNarrow(ratios: readonly number[]): boolean {
  const { low, high } = medianInterval(ratios);
  const median = medianOf(ratios);
  return median - low <= (narrow / 2) * median && high - median <= (narrow / 2) * median;
}

async function secondsOf(
  subject: PairedSubject,
  operation: PairedOperation,
  calls: number,
): Promise<number> {
  const runs = await subject.prepare(operation, calls);
  const start = performance.now();
  for (const call of runs) await call();
  return (performance.now() - start) / 1_000;
}
