// A mutant: a storage with one planted defect.

import type { Storage } from '../../src/ports/storage.js';
import type { ObservedClause } from './observe.js';

export interface Mutant {
  readonly kind: string;
  /** What it does wrong, once in the whole table. */
  readonly name: string;
  /** Whether a clause could notice. */
  readonly concerns: (clause: ObservedClause) => boolean;
  readonly plant: () => Storage;
}

/** Concerns the clauses that call one of these methods, and write one of these changes (`users:` for all kinds) if there are any. */
export function concerning(
  methods: readonly string[],
  writes: readonly string[] = [],
): Mutant['concerns'] {
  return ({ calls, writes: written }) =>
    methods.some((name) => calls.has(name)) &&
    (writes.length === 0 ||
      writes.some((prefix) => [...written].some((write) => write.startsWith(prefix))));
}

const traces: (() => void)[] = [];

/** Changes every part of the arguments of a clause. They may be fixtures of other clauses, so `removeTraces` changes them back. */
export function meddleWith(value: unknown): void {
  if (value instanceof Date) {
    const time = value.getTime();
    traces.push(() => value.setTime(time));
    value.setTime(0);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const each of Object.values(value)) meddleWith(each);
  const before = { ...value };
  traces.push(() => {
    Object.assign(value, before);
    Reflect.deleteProperty(value, 'changed');
  });
  for (const name of Object.keys(value)) Reflect.set(value, name, `changed ${name}`);
  Reflect.set(value, 'changed', true);
}

/** Undoes what mutants did to the arguments of a clause that is over. */
export function removeTraces(): void {
  for (const remove of traces.splice(0).toReversed()) remove();
}
