// The command `npm run bench:passwords`: what sixteen sign-ins at once do to everything else of a service that uses files.

import { stat } from 'node:fs/promises';
import { hash as hashByBcrypt } from 'bcrypt';
import { Command } from 'commander';
import { bcryptPasswordHasher } from '../src/adapters/node/passwords/index.js';
import { medianOf } from './statistics.js';

interface PasswordOptions {
  readonly runs: number;
  readonly signIns: number;
}

/** What a file-access probe saw while some work ran. */
interface Probe {
  readonly seconds: number;
  readonly longestStallMs: number;
  readonly perSecond: number;
}

const cost = 12;

await new Command('npm run bench:passwords --')
  .option('--runs <count>', 'runs, of which the median counts', Number, 5)
  .option('--sign-ins <count>', 'sign-ins at once', Number, 16)
  .action(run)
  .parseAsync();

async function run({ runs, signIns }: PasswordOptions): Promise<void> {
  const hasher = bcryptPasswordHasher({ cost });
  const idle = await repeat(runs, () => probe(() => pause(1000)));
  const one = await repeat(runs, () => probe(() => hasher.verify('correct horse', null)));
  const guarded = await repeat(runs, () =>
    probe(() => atOnce(signIns, () => hasher.verify('correct horse', null))),
  );
  const bare = await repeat(runs, () =>
    probe(() => atOnce(signIns, () => hashByBcrypt('correct horse', cost))),
  );
  const hashMs = 1000 * medianOf(one.map(({ seconds }) => seconds));
  const rateOf = (probes: readonly Probe[]) => medianOf(probes.map(({ perSecond }) => perSecond));
  const stallOf = (probes: readonly Probe[]) =>
    medianOf(probes.map(({ longestStallMs }) => longestStallMs));
  const share = rateOf(guarded) / rateOf(idle);
  const lineOf = (what: string, probes: readonly Probe[]) =>
    `${what}: longest stall ${stallOf(probes).toFixed(0)} ms, ${rateOf(probes).toFixed(0)} file accesses a second`;
  console.log(`one hash of cost ${cost}: ${hashMs.toFixed(0)} ms`);
  console.log(lineOf('nothing beside it', idle));
  console.log(lineOf(`${signIns} sign-ins by the hasher`, guarded));
  console.log(lineOf(`${signIns} hashes by bcrypt alone`, bare));
  const isMet = stallOf(guarded) < hashMs && share >= 0.5;
  console.log(
    `${isMet ? 'met' : 'NOT MET'}: a stall below one hash (${hashMs.toFixed(0)} ms), and half of the rate (${share.toFixed(2)})`,
  );
  if (!isMet) process.exitCode = 1;
}

/** Asks for a file again and again while the work runs. */
async function probe(work: () => Promise<unknown>): Promise<Probe> {
  let [isOver, longestStallMs, count] = [false, 0, 0];
  const start = performance.now();
  const done = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const asked = performance.now();
    await stat(import.meta.filename);
    longestStallMs = Math.max(longestStallMs, performance.now() - asked);
    count += 1;
  }
  await done;
  const seconds = (performance.now() - start) / 1000;
  return { seconds, longestStallMs, perSecond: count / seconds };
}

function atOnce(count: number, work: () => Promise<unknown>): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, work));
}

async function repeat<T>(times: number, measure: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let time = 0; time < times; time += 1) results.push(await measure());
  return results;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
