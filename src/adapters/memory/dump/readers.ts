// Readers for the values of a dump. Each checks that a value is of its kind, and refuses it with its path and without the
// value, which may be a secret.

import { copyJsonObject, type JsonObject } from '../../../domain/shared/json.js';
import { StorageError } from '../../../ports/storage-error.js';

/** Returns the value as rows have it. Throws if it is of another kind. */
export type Reader<T> = (given: unknown, path: string) => T;

interface OptionalReader<T> {
  readonly optional: Reader<T>;
}

/** A reader for each field of `T`, optional where the field is. */
type ReadersOf<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K>
    ? OptionalReader<Exclude<T[K], undefined>>
    : Reader<T[K]>;
};

const maxPathLength = 200;

/** A path ends with the name of a field, which is as long as whoever made the dump likes. */
export function refuseDump(path: string, expected: string): StorageError {
  const place = path.length > maxPathLength ? `${path.slice(0, maxPathLength)}…` : path;
  return new StorageError(
    'misconfigured',
    `The dump cannot be loaded: ${place} must be ${expected}.`,
  );
}

export function optional<T>(reader: Reader<T>): OptionalReader<T> {
  return { optional: reader };
}

/** Text of any brand. What is not checked here, the domain checked before it was stored. */
export function text<T extends string>(
  isValid: (text: string) => boolean = () => true,
  expected = 'text',
): Reader<T> {
  return (given, path) => {
    if (typeof given === 'string' && isValid(given)) return given as T;
    throw refuseDump(path, expected);
  };
}

export function oneOf<T extends string>(values: readonly T[]): Reader<T> {
  return text((given) => values.some((known) => known === given), `one of ${values.join(', ')}`);
}

export const count: Reader<number> = atLeast(0);
export const positive: Reader<number> = atLeast(1);

/** A version must be able to rise. */
function isCountable(number: number): boolean {
  return Number.isSafeInteger(number) && number <= 2 ** 52;
}

function atLeast(min: 0 | 1): Reader<number> {
  return (given, path) => {
    if (typeof given === 'number' && given >= min && isCountable(given)) return given;
    throw refuseDump(path, `a whole number of at least ${min}`);
  };
}

export const flag: Reader<boolean> = (given, path) => {
  if (typeof given === 'boolean') return given;
  throw refuseDump(path, 'true or false');
};

export const date: Reader<Date> = (given, path) => {
  const value = new Date(typeof given === 'string' ? given : Number.NaN);
  if (Number.isNaN(value.getTime()) || value.toISOString() !== given)
    throw refuseDump(path, 'a time, such as 2026-03-02T09:00:00.000Z');
  return value;
};

export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (given, path) => {
    if (!Array.isArray(given)) throw refuseDump(path, 'a list');
    return Array.from(given, (value, index) => item(value, `${path}.${index}`));
  };
}

/** An object whose fields are not looked at, but that is JSON: without cycles, functions and large integers. */
export function plainObject<T extends object>(): Reader<T> {
  return (given, path) => {
    const fields = requireObject(given, path);
    try {
      return JSON.parse(JSON.stringify(fields));
    } catch {
      throw refuseDump(path, 'an object that JSON can hold');
    }
  };
}

export const jsonObject: Reader<JsonObject> = (given, path) => {
  const { copy, issues } = copyJsonObject(given, []);
  if (issues.length === 0) return copy;
  throw refuseDump(path, 'an object that metadata can be');
};

/** An object with these fields and no others. */
export function record<T>(readers: ReadersOf<T>): Reader<T> {
  const entries: readonly (readonly [string, Reader<unknown> | OptionalReader<unknown>])[] =
    Object.entries(readers);
  return (given, path) => {
    const fields = requireObject(given, path);
    const unknown = Object.keys(fields).find((name) => !Object.hasOwn(readers, name));
    if (unknown !== undefined) throw refuseDump(`${path}.${unknown}`, 'absent');
    return Object.fromEntries(
      entries.flatMap(([name, reader]) => {
        const value = fields[name];
        const isOptional = 'optional' in reader;
        if (isOptional && value === undefined) return [];
        const read = isOptional ? reader.optional : reader;
        return [[name, read(value, `${path}.${name}`)]];
      }),
    ) as T;
  };
}

/** An object whose `kind` says which reader is for it. */
export function byKind<T extends { readonly kind: string }>(
  readers: Readonly<Record<T['kind'], Reader<T>>>,
): Reader<T> {
  const kinds: readonly T['kind'][] = Object.keys(readers) as T['kind'][];
  return (given, path) => {
    const { kind } = requireObject(given, path);
    return readers[oneOf(kinds)(kind, `${path}.kind`)](given, path);
  };
}

/** An object of any fields. */
export function requireObject(given: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return { ...given };
  throw refuseDump(path, 'an object');
}
