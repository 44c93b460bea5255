// Assertions for the clauses. They come from no test runner, so that the contract runs with every runner.

import fc from 'fast-check';
import type { UniqueConstraint } from '../../ports/storage.js';
import { isStorageError, type StorageErrorCode } from '../../ports/storage-error.js';

/** Throws if the two are not the same plain data. An undefined field differs from an absent one. */
export function assertSame(actual: unknown, expected: unknown, what: string): void {
  const place = firstDifferencePathOrNull(actual, expected);
  if (place === null) return;
  const where = place === '' ? '' : ` (they differ at ${place})`;
  throw new Error(
    `${what}${where}\n  expected ${fc.stringify(expected)}\n  but got  ${fc.stringify(actual)}`,
  );
}

/** Whether the two are the same plain data, as `assertSame` compares them. */
export function isSame(actual: unknown, expected: unknown): boolean {
  return firstDifferencePathOrNull(actual, expected) === null;
}

export function assertTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** The value; throws if a read found nothing. */
export function foundOrThrow<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`${what}: nothing was found`);
  return value;
}

/** The path to the first difference, empty if the values themselves differ; null if there is none. */
function firstDifferencePathOrNull(actual: unknown, expected: unknown): string | null {
  if (!isObject(actual) || !isObject(expected)) return Object.is(actual, expected) ? null : '';
  if (prototypeOrDefault(actual) !== prototypeOrDefault(expected)) return '';
  if (actual instanceof Date) return Object.is(+actual, Number(expected)) ? null : '';
  return firstDifferentFieldOrNull(actual, expected);
}

function firstDifferentFieldOrNull(actual: object, expected: object): string | null {
  const names = Object.keys(actual);
  for (const name of names) {
    if (!Object.hasOwn(expected, name)) return name;
    const path = firstDifferencePathOrNull(Reflect.get(actual, name), Reflect.get(expected, name));
    if (path !== null) return path === '' ? name : `${name}.${path}`;
  }
  const others = Object.keys(expected);
  if (others.length === names.length) return null;
  return others.find((name) => !Object.hasOwn(actual, name)) ?? null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Objects of other classes, such as a driver's, are not plain data. */
function prototypeOrDefault(value: object): unknown {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** How a call ended: `done`, the name of the violated constraint, or the code of another error. */
export type CallOutcome = 'done' | UniqueConstraint | Exclude<StorageErrorCode, 'unique_conflict'>;

/** The outcome of a call. Throws if the call fails with anything but a well-formed `StorageError`. */
export async function outcomeOfCall(promise: Promise<unknown>): Promise<CallOutcome> {
  try {
    await promise;
    return 'done';
  } catch (fault) {
    if (!isStorageError(fault)) {
      throw new Error('a call that the database refuses must throw a StorageError', {
        cause: fault,
      });
    }
    if (fault.code !== 'unique_conflict') return fault.code;
    return foundOrThrow(fault.constraint, 'the constraint of a unique_conflict');
  }
}

/** The number of calls for each outcome. */
export async function countOutcomes(
  promises: readonly Promise<unknown>[],
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const outcome of await Promise.all(promises.map(outcomeOfCall))) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
