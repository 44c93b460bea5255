// Measures in rounds in which the contestants take turns, so that a slow moment of the machine affects all of them. A round
// goes through all tasks, and in each task through all contestants, there and back.

import { percentileOf } from './statistics.js';

/** Something that is called again and again for a while. */
export interface Contestant {
  readonly key: string;
  /** How long its slice takes. A caller that has begun an operation ends it. */
  readonly seconds: number;
  once(): Promise<void>;
}

/** Contestants that are compared, with this many callers at once. */
export interface Task {
  readonly title: string;
  readonly callers: number;
  readonly contestants: readonly Contestant[];
}

/** What one contestant did in one turn. The percentiles are in milliseconds, and not a number if nothing was done. */
export interface Slice {
  readonly done: number;
  readonly failed: number;
  readonly seconds: number;
  /** Processor time of this process, so that of the harness is in it. */
  readonly cpuSeconds: number;
  readonly p50: number;
  readonly p99: number;
  /** The message of the first failure. */
  readonly failure: string | null;
}

/** The slices of each contestant, two for each round, in the order in which they were measured. */
export type Slices = ReadonlyMap<string, readonly Slice[]>;

/** Returns the slices of each task, in the order of the tasks. Before the first round everything runs once to warm up. */
export async function measureInRounds(
  tasks: readonly Task[],
  rounds: number,
  print: (line: string) => void,
): Promise<readonly Slices[]> {
  const slices = tasks.map(
    ({ contestants }) => new Map<string, Slice[]>(contestants.map(({ key }) => [key, []])),
  );
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, task] of tasks.entries()) {
      const when = round === 0 ? 'warm-up' : `run ${round} of ${rounds}`;
      print(`${when}: ${task.title}, ${callersText(task.callers)}`);
      if (round === 0) await warmUp(task);
      else await measureThereAndBack(task, slices[index]);
    }
  }
  return slices;
}

export function callersText(callers: number): string {
  return callers === 1 ? '1 caller' : `${callers} callers`;
}

async function warmUp({ contestants, callers }: Task): Promise<void> {
  for (const { once, seconds } of contestants) await measureSlice(once, callers, seconds / 2);
}

async function measureThereAndBack(
  { contestants, callers }: Task,
  slices: ReadonlyMap<string, Slice[]> | undefined,
): Promise<void> {
  for (const { key, once, seconds } of [...contestants, ...contestants.toReversed()])
    slices?.get(key)?.push(await measureSlice(once, callers, seconds));
}

/** Each caller starts its next operation when the one before has ended. An operation that throws counts as a failure. */
export async function measureSlice(
  once: () => Promise<void>,
  callers: number,
  seconds: number,
): Promise<Slice> {
  const latencies: number[] = [];
  const failures: unknown[] = [];
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const end = start + seconds * 1000;
  const caller = async () => {
    let now = performance.now();
    do {
      const begun = now;
      const failure = await failureOf(once);
      now = performance.now();
      if (failure === null) latencies.push(now - begun);
      else failures.push(failure);
    } while (now < end);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const sorted = Float64Array.from(latencies).sort();
  return {
    done: latencies.length,
    failed: failures.length,
    seconds: wall,
    cpuSeconds: (user + system) / 1_000_000,
    p50: percentileOf(sorted, 0.5),
    p99: percentileOf(sorted, 0.99),
    failure: failures.length === 0 ? null : messageOf(failures[0]),
  };
}

async function failureOf(once: () => Promise<void>): Promise<unknown> {
  try {
    await once();
    return null;
  } catch (error) {
    return error ?? 'no reason';
  }
}

function messageOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.slice(0, 120);
}
