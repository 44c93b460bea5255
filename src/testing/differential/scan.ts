// Scans of a table.

import type { Versioned } from '../../domain/shared/result.js';

/** The row that matches; null if there is none. */
export function one<T>(
  rows: readonly Versioned<T>[],
  matches: (value: T) => boolean,
): Versioned<T> | null {
  return rows.find(({ value }) => matches(value)) ?? null;
}

/** The rows that match, with their versions; by id, as in the table. */
export function all<T>(
  rows: readonly Versioned<T>[],
  matches: (value: T) => boolean,
): readonly Versioned<T>[] {
  return rows.filter(({ value }) => matches(value));
}

/** The values of the rows that match. */
export function values<T>(
  rows: readonly Versioned<T>[],
  matches: (value: T) => boolean,
): readonly T[] {
  return all(rows, matches).map(({ value }) => value);
}

/** Those of the rows, which are sorted by id, that have a time at or before `until`: by this time, then by id. */
export function dueUntil<T>(
  rows: readonly Versioned<T>[],
  until: Date,
  timeOf: (value: T) => Date | undefined,
): readonly Versioned<T>[] {
  const time = ({ value }: Versioned<T>) => timeOf(value)?.getTime() ?? Number.POSITIVE_INFINITY;
  return rows.filter((row) => time(row) <= until.getTime()).toSorted((a, b) => time(a) - time(b));
}

/** The first `limit` rows, in every order in which `isInOrder` holds of all neighbours. */
export function anyOrder<T>(
  rows: readonly T[],
  limit: number,
  isInOrder: (one: T, next: T) => boolean = () => true,
): readonly (readonly T[])[] {
  return permutations(rows)
    .filter((order) => order.every((row, n) => n === 0 || isInOrder(order[n - 1] ?? row, row)))
    .map((order) => order.slice(0, limit));
}

function permutations<T>(rows: readonly T[]): readonly (readonly T[])[] {
  if (rows.length === 0) return [[]];
  return rows.flatMap((row) =>
    permutations(rows.filter((other) => other !== row)).map((rest) => [row, ...rest]),
  );
}
