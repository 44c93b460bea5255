// Tries many mutants on several threads. A thread whose clause never ends, not even for its own timer, is ended from outside.

import { Worker } from 'node:worker_threads';
import { hashOf } from './table.js';
import type { Verdict } from './try-mutant.js';

export interface Run {
  readonly share: number;
  readonly seed: number;
  /** Only kinds that begin so. */
  readonly kind: string;
  readonly threads: number;
  readonly isWanted: (name: string) => boolean;
  readonly onVerdict: (verdict: Verdict, done: number, planned: number) => void;
}

interface Named {
  readonly kind: string;
  readonly name: string;
}

interface Queue {
  /** Those that are not tried yet; null before the first thread has its table. */
  numbers: number[] | null;
  size: number;
}

interface Message {
  /** First: all mutants of the run, and how many there are in the whole table. */
  readonly table?: readonly Named[];
  readonly size?: number;
  readonly verdict?: Verdict;
  /** Last: clauses that fail on the correct storage. */
  readonly failing?: readonly string[];
}

/** Far above what a mutant takes; a thread takes much longer to begin. */
const maxSilentSeconds = 300;

/** Tries the mutants of the run. Returns how many there are in the whole table. */
export async function runMutants(run: Run): Promise<number> {
  let done = 0;
  const queue: Queue = { numbers: null, size: 0 };
  const note = (verdict: Verdict) => {
    done += 1;
    run.onVerdict(verdict, done, done + (queue.numbers?.length ?? 0));
  };
  await Promise.all(Array.from({ length: run.threads }, () => runThread(run, queue, note)));
  return queue.size;
}

async function runThread(run: Run, queue: Queue, note: (verdict: Verdict) => void): Promise<void> {
  const thread = startThread(run);
  const { table = [], size = 0 } = await thread.ask(null);
  queue.size = size;
  queue.numbers ??= table
    .flatMap((each, number) =>
      each.kind.startsWith(run.kind) && run.isWanted(each.name)
        ? [{ name: each.name, number }]
        : [],
    )
    .toSorted((a, b) => hashOf(a.name) - hashOf(b.name))
    .map(({ number }) => number);
  for (let next = queue.numbers.shift(); next !== undefined; next = queue.numbers.shift()) {
    const answer = await thread.ask(next);
    if (answer.verdict !== undefined) {
      note(answer.verdict);
      continue;
    }
    note({
      kind: table[next]?.kind ?? '',
      name: table[next]?.name ?? '',
      caughtBy: 'the time limit',
      hung: true,
      ms: maxSilentSeconds * 1_000,
    });
    await thread.stop();
    return runThread(run, queue, note);
  }
  const { failing = ['all'] } = await thread.ask(-1);
  await thread.stop();
  if (failing.length > 0)
    throw new Error(
      `the correct storage fails ${failing.join(', ')} in the end: a mutant has left a trace`,
    );
}

/** A thread does not inherit the loader for TypeScript. */
const startScript = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData.script);
  });
`;

function startThread({ share, seed }: Run) {
  const worker = new Worker(startScript, {
    eval: true,
    workerData: { script: new URL('./worker.ts', import.meta.url).href, share, seed },
  });
  return {
    stop: () => worker.terminate(),
    /** The next message, after this number was sent; empty if none comes. */
    ask: (number: number | null) =>
      new Promise<Message>((resolve, reject) => {
        const timer = setTimeout(() => resolve({}), maxSilentSeconds * 1_000);
        worker.once('error', reject);
        worker.once('message', (message: Message) => {
          clearTimeout(timer);
          worker.removeAllListeners('error');
          resolve(message);
        });
        if (number !== null) worker.postMessage(number);
      }),
  };
}
