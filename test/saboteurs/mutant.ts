// A mutant: a storage with one planted defect.

import type { Storage } from '../../src/ports/storage.js';
import type { ObservedClause } from './observe.js';

export interface Mutant {
  readonly kind: string;
  /** What it does wrong, once in the whole table. */
  readonly name: string;
  /** The methods that it changes, or whose answers it changes. */
  readonly methods: readonly string[];
  /** The writes without which it does nothing, such as `users:insert`, or `users:` for all kinds; empty if it needs none. */
  readonly writes: readonly string[];
  readonly plant: () => Storage;
}

export function concerning(
  methods: readonly string[],
  writes: readonly string[] = [],
): Pick<Mutant, 'methods' | 'writes'> {
  return { methods, writes };
}

/** Whether a clause could notice the mutant. */
export function concerns(
  { methods, writes }: Mutant,
  { calls, writes: written }: ObservedClause,
): boolean {
  return (
    methods.some((name) => calls.has(name)) &&
    (writes.length === 0 ||
      writes.some((prefix) => [...written].some((write) => write.startsWith(prefix))))
  );
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
