// What clauses are checked with. No test runner's own: a contract must run wherever a storage does.

import fc from 'fast-check';
import type { Constraint } from '../../ports/storage.js';
import { isStorageError, type StorageErrorCode } from '../../ports/storage-error.js';

/** Throws unless both are the same plain data; a field that is undefined differs from one that is absent. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const place = differenceBetween(actual, expected, '');
  if (place === null) return;
  const where = place === '' ? '' : ` (they differ at ${place})`;
  throw new Error(
    `${what}${where}\n  expected ${fc.stringify(expected)}\n  but got  ${fc.stringify(actual)}`,
  );
}

export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** The value that a read must have found. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`${what}: nothing was found`);
  return value;
}

/** Null where nothing differs, else the path to the first difference. */
function differenceBetween(actual: unknown, expected: unknown, path: string): string | null {
  if (!isObject(actual) || !isObject(expected)) return Object.is(actual, expected) ? null : path;
  if (kindOf(actual) !== kindOf(expected)) return path;
  if (actual instanceof Date) return Object.is(+actual, Number(expected)) ? null : path;
  for (const name of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    const place = path === '' ? name : `${path}.${name}`;
    if (Object.hasOwn(actual, name) !== Object.hasOwn(expected, name)) return place;
    const difference = differenceBetween(
      Reflect.get(actual, name),
      Reflect.get(expected, name),
      place,
    );
    if (difference !== null) return difference;
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Objects of a class of their own, such as a driver's, are no plain data. */
function kindOf(value: object): unknown {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** How a call ended: `done`, the constraint in the way, or the code of another fault. */
export type Verdict = 'done' | Constraint | Exclude<StorageErrorCode, 'unique_conflict'>;

/** Throws where a call ends with anything but a well-formed `StorageError`. */
export async function verdictOf(call: Promise<unknown>): Promise<Verdict> {
  try {
    await call;
    return 'done';
  } catch (fault) {
    if (!isStorageError(fault)) {
      throw new Error('a storage must throw StorageErrors and nothing else', { cause: fault });
    }
    if (fault.code !== 'unique_conflict') return fault.code;
    return found(fault.constraint, 'the constraint of a unique_conflict');
  }
}

/** How many calls ended in which way. */
export async function tally(
  calls: readonly Promise<unknown>[],
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const verdict of await Promise.all(calls.map(verdictOf))) {
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}
