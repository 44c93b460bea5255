// Random rows: what is drawn of a row, and the row with it.

import fc from 'fast-check';
import type { Change, CollectionName, Collections } from '../../ports/storage.js';
import { poolOf, poolSize } from '../contract/row-pool.js';

export type InsertChange = Extract<Change, { readonly kind: 'insert' }>;

/** A row, and in words what was drawn of it. */
export interface RowDraft {
  readonly insert: InsertChange;
  readonly text: string;
}

/** Those of these fields that one of the rows of a pool has. Drawn by its number, so that the text of a draft stays short. */
export function fieldsOfPool<C extends CollectionName, K extends keyof Collections[C]>(
  collection: C,
  n: number,
  names: readonly K[],
): Partial<Pick<Collections[C], K>> {
  const row = poolOf(collection)[n % poolSize];
  const found: Partial<Pick<Collections[C], K>> = {};
  for (const name of names) if (row?.[name] !== undefined) found[name] = row[name];
  return found;
}

/** The number of a row of a pool. */
export const fillers: fc.Arbitrary<number> = fc.nat(poolSize - 1);

type Arbitraries<T> = { readonly [K in keyof T]: fc.Arbitrary<T[K]> };

/** Rows with all of these parts. */
export function drafts<T extends object>(
  parts: fc.Arbitrary<T>,
  toInsert: (parts: T) => InsertChange,
): fc.Arbitrary<RowDraft> {
  return parts.map((drawn) => {
    const insert = toInsert(drawn);
    return { insert, text: `${insert.collection} ${JSON.stringify(drawn)}` };
  });
}

/** Objects with every required field, and with some of the optional ones. */
export function fields<R extends object, O extends object>(
  required: Arbitraries<R>,
  optional: Arbitraries<O>,
): fc.Arbitrary<R & fc.RecordValue<O, never>> {
  const options = { requiredKeys: [], noNullPrototype: true };
  return fc
    .tuple(fc.record<R>(required), fc.record<O, never>(optional, options))
    .map(([all, some]) => ({ ...all, ...some }));
}

export function of<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

/** The first about as often as all others together, so that rows meet. */
export function mostly<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(of(values.slice(0, 1)), of(values));
}

/** The other one time in fifteen. */
export function usually<T>(usual: T, other: T): fc.Arbitrary<T> {
  return fc.nat(14).map((n) => (n === 14 ? other : usual));
}
