// Tries a mutant on the clauses that it concerns, the most promising first, until one fails.

import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import type { Storage } from '../../src/ports/storage.js';
import { createCheckRunner } from '../../src/testing/contract/describe-storage-contract.js';
import { around, readMethods } from './bench.js';
import { concerns, type Mutant, removeTraces } from './mutant.js';
import type { ObservedClause } from './observe.js';

export interface Verdict {
  readonly kind: string;
  readonly name: string;
  /** The clause that failed, or null. */
  readonly caughtBy: string | null;
  /** Set if the clause did not fail but never ended. */
  readonly hung?: true;
  /** How long the clauses took. */
  readonly ms: number;
}

/** How often each property runs. */
const runs = 20;
const maxSeconds = 20;

class HungError extends Error {}

/** Runs with properties that stop at their first failure, and always draw the same values. */
export async function withQuickProperties<T>(body: () => Promise<T>): Promise<T> {
  const before = fc.readConfigureGlobal();
  fc.configureGlobal({ ...before, endOnFailure: true, numRuns: runs, seed: 20_261_201 });
  try {
    return await body();
  } finally {
    fc.configureGlobal(before);
  }
}

export type Trier = (mutant: Mutant) => Promise<Verdict>;

/** Remembers which clauses have caught mutants of a kind, or of a method, to try them first. */
export function createTrier(clauses: readonly ObservedClause[]): Trier {
  const catches = new Map<string, number>();
  const caught = (feature: string | undefined, { clause }: ObservedClause) =>
    catches.get(`${feature} ${clause.id}`) ?? 0;
  const scoreOf = (clause: ObservedClause, { kind, methods: [method] }: Mutant) =>
    (1 + caught(kind, clause) * 5 + caught(method, clause) * 10) / (clause.ms + 1);
  return async (mutant) => {
    const { kind, name } = mutant;
    const start = performance.now();
    const ms = () => Math.round(performance.now() - start);
    const concerned = clauses.filter((each) => concerns(mutant, each));
    const ordered = concerned
      .map((each) => ({ each, score: scoreOf(each, mutant) }))
      .toSorted((a, b) => b.score - a.score);
    for (const { each } of ordered) {
      const failure = await failureOf(each, mutant);
      if (failure === null) continue;
      for (const feature of [kind, mutant.methods[0]])
        catches.set(`${feature} ${each.clause.id}`, caught(feature, each) + 1);
      const verdict = { kind, name, caughtBy: each.clause.id, ms: ms() };
      return failure instanceof HungError ? { ...verdict, hung: true } : verdict;
    }
    return { kind, name, caughtBy: null, ms: ms() };
  };
}

/** The clauses that fail on a correct storage: none, unless a mutant has left a trace in this process. */
export async function failingOn(
  clauses: readonly ObservedClause[],
  plant: () => Storage,
): Promise<readonly string[]> {
  const failing: string[] = [];
  for (const each of clauses)
    if ((await failureOf(each, { plant })) !== null) failing.push(each.clause.id);
  return failing;
}

export async function failsOn(clause: ObservedClause, mutant: Mutant): Promise<boolean> {
  return (await failureOf(clause, mutant)) !== null;
}

/** Why the clause fails, or null. */
async function failureOf(
  { clause, calls }: ObservedClause,
  { plant, methods = [] }: Pick<Mutant, 'plant'> & Partial<Mutant>,
): Promise<unknown> {
  const usual = [...calls.values()].reduce((sum, count) => sum + count, 0);
  const budget = {
    calls: 20_000 + 100 * usual,
    end: performance.now() + maxSeconds * 1_000,
    hung: false,
  };
  // Who changes a read is seen only by whoever asks it; who changes a write, by anybody.
  const areAll = methods.every((name) => !readMethods.includes(name));
  const open = async () => withBudget(plant(), budget);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HungError('the clause did not end')), maxSeconds * 1_000);
  });
  try {
    await Promise.race([
      clause.check({
        ...createCheckRunner({ open, release: async () => {} }),
        isAsked: (read) => areAll || methods.includes(read),
      }),
      late,
    ]);
    return null;
  } catch (failure) {
    return budget.hung
      ? new HungError('the clause did not end')
      : (failure ?? new Error('no reason'));
  } finally {
    clearTimeout(timer);
    removeTraces();
  }
}

/** A clause that waits for something by reading again and again never gives a timer its turn, so calls and time are counted. */
function withBudget(
  storage: Storage,
  budget: { calls: number; readonly end: number; hung: boolean },
): Storage {
  return around(storage, (_call, proceed) => {
    budget.calls -= 1;
    if (budget.calls < 0 || performance.now() > budget.end) {
      budget.hung = true;
      return Promise.reject(new HungError('the clause called the storage again and again'));
    }
    return proceed();
  });
}
