// Values of JSON, as the embedding service may store them with a row.

import type { Issue, Path } from './refusal.js';
import { isWellFormedUnicode } from './text.js';

/** A value of JSON. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** Levels of objects and lists in each other. */
const maxDepth = 16;
const maxNameLength = 200;

/** A copy of what was given, as far as it is JSON, and what is not. The copy is complete if there are no issues. */
export interface JsonCopy<T> {
  readonly copy: T;
  readonly issues: readonly Issue[];
}

/** Copies an object that is to be stored as JSON. `path` is where it stands in the input. */
export function copyJsonObject(given: unknown, path: Path): JsonCopy<JsonObject> {
  const issues: Issue[] = [];
  if (isPlainObject(given)) return { copy: copyFields(given, path, 1, issues), issues };
  const message = 'this must be a plain object';
  return { copy: {}, issues: [{ code: 'not_json', path, message }] };
}

/** Each value is read once, so that a getter cannot give another one after the check. */
function copyValue(value: unknown, path: Path, depth: number, issues: Issue[]): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return copyText(value, path, issues);
  // JSON has no negative zero.
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (typeof value === 'object' && depth > maxDepth) {
    const message = `there can be at most ${maxDepth} levels of objects and lists`;
    issues.push({ code: 'too_deep', path, message });
    return null;
  }
  if (Array.isArray(value))
    return Array.from(value, (part, index) => copyValue(part, [...path, index], depth + 1, issues));
  if (isPlainObject(value)) return copyFields(value, path, depth, issues);
  const message =
    'JSON cannot hold this: it has text, finite numbers, true, false, null, lists and plain objects';
  /* ORG-83 */ issues.push({ code: 'not_json', path, message });
  return null;
}

function copyText(text: string, path: Path, issues: Issue[]): string {
  const message = 'the text contains half of a surrogate pair, which is not a character';
  if (!isWellFormedUnicode(text)) issues.push({ code: 'ill_formed', path, message });
  return text;
}

function copyFields(given: object, path: Path, depth: number, issues: Issue[]): JsonObject {
  const fields = Object.keys(given).flatMap((name): [string, JsonValue][] => {
    const fault = nameFault(name);
    const at = [...path, name.slice(0, maxNameLength)];
    if (fault === null) return [[name, copyValue(Reflect.get(given, name), at, depth + 1, issues)]];
    issues.push({ ...fault, path: at });
    return [];
  });
  return Object.fromEntries(fields);
}

/**
 * Names that every object of JavaScript has: a look-up of such a name finds a value that nobody set, also in a driver. The
 * last one tells the driver of MongoDB the type of a value.
 */
const reservedNames: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  '_bsontype',
]);

/** What makes a name impossible in JavaScript, or in some database. */
function nameFault(name: string): Omit<Issue, 'path'> | null {
  if (name.length > maxNameLength)
    return { code: 'too_long', message: `a name has at most ${maxNameLength} characters` };
  if (reservedNames.has(name) || name.startsWith('$')) {
    const message = 'a name does not begin with $, and no object of JavaScript has it already';
    return { code: 'reserved', message };
  }
  if (name.includes('\0') || !isWellFormedUnicode(name)) {
    const message = 'a name contains neither NUL nor half of a surrogate pair';
    return { code: 'ill_formed', message };
  }
  return null;
}

/** Of an object literal or of `JSON.parse`, also in another realm: a class has a prototype with a prototype. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
