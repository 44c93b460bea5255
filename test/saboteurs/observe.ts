// Watches the contract on the correct storage once: what each clause calls, writes and costs, and which arguments and answers
// each method has. Mutants are made from this, and tried on the clauses that it names.

import { performance } from 'node:perf_hooks';
import type { Operation } from '../../src/ports/storage.js';
import { type Clause, checkClause, storageContract } from '../../src/testing/contract/index.js';
import { around, createBench, portMethods, type TableName, writesOf } from './bench.js';
import { textOf } from './data.js';

export interface ObservedClause {
  readonly clause: Clause;
  readonly calls: ReadonlyMap<string, number>;
  /** Such as `users:update`. */
  readonly writes: ReadonlySet<string>;
  readonly ms: number;
}

export interface ObservedMethod {
  readonly args: readonly (readonly unknown[])[];
  readonly answers: readonly unknown[];
}

export interface Observation {
  readonly clauses: readonly ObservedClause[];
  readonly methods: ReadonlyMap<string, ObservedMethod>;
  /** Rows that the clauses have written, each with the collection that has it. */
  readonly rows: ReadonlyMap<TableName, readonly object[]>;
}

const keptSamples = 80;
const observedRuns = 3;

export async function observeContract(): Promise<Observation> {
  const args = new Map<string, Map<string, readonly unknown[]>>();
  const answers = new Map<string, Map<string, unknown>>();
  const rows = new Map<TableName, Map<string, object>>();
  const keep = <T>(map: Map<string, Map<string, T>>, name: string, value: T) => {
    const kept = map.get(name) ?? new Map<string, T>();
    map.set(name, kept);
    if (kept.size < keptSamples) kept.set(textOf(value), structuredClone(value));
  };
  const clauses: ObservedClause[] = [];
  for (const clause of storageContract.flatMap((group) => group.clauses)) {
    const calls = new Map<string, number>();
    const writes = new Set<string>();
    const open = async () =>
      around(createBench().storage, async (call, proceed) => {
        calls.set(call.name, (calls.get(call.name) ?? 0) + 1);
        if (call.name === 'commit') noteWrites(call.args, writes, rows);
        else keep(args, call.name, call.args);
        const answer = await proceed();
        if (call.name !== 'commit') keep(answers, call.name, answer);
        return answer;
      });
    const start = performance.now();
    await checkClause(clause, { open, release: async () => {}, numRuns: observedRuns });
    clauses.push({ clause, calls, writes, ms: performance.now() - start });
  }
  const methods = new Map(
    portMethods.map((name) => [
      name,
      { args: valuesOf(args, name), answers: valuesOf(answers, name) },
    ]),
  );
  const unseen = portMethods.filter((name) => !clauses.some(({ calls }) => calls.has(name)));
  if (unseen.length > 0) throw new Error(`no clause calls ${unseen.join(', ')}`);
  return {
    clauses,
    methods,
    rows: new Map([...rows].map(([name, each]) => [name, [...each.values()]])),
  };
}

function valuesOf<T>(map: ReadonlyMap<string, ReadonlyMap<string, T>>, name: string): readonly T[] {
  return [...(map.get(name)?.values() ?? [])];
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'changes' in value && 'journal' in value;
}

function noteWrites(
  [operation]: readonly unknown[],
  writes: Set<string>,
  rows: Map<TableName, Map<string, object>>,
): void {
  if (!isOperation(operation)) return;
  for (const { kind, collection, id, value } of writesOf(operation)) {
    writes.add(`${collection}:${kind}`);
    const kept = rows.get(collection) ?? new Map<string, object>();
    rows.set(collection, kept);
    if (value !== undefined && kept.size < 400)
      kept.set(`${id} ${textOf(value)}`, structuredClone(value));
  }
}
