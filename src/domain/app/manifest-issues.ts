// Checks of numbers, names and lists in manifests. Each check returns issues.

import type { Issue, Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { isReservedPropertyName } from './reserved-property-names.js';

/** The parsed value, or a refusal with all issues. */
export type ParseResult<T> = Result<T, RefusalOf<'invalid_input'>>;

export function createIssue(code: string, path: Path, message: string): Issue {
  return { code, path, message };
}

/** Refuses with these issues. The path of the refusal is that of its first issue. */
export function refuseWithIssues(issues: readonly Issue[]): ParseResult<never> {
  return refuse({ code: 'invalid_input', path: issues[0]?.path ?? [], issues });
}

export function refuseWithIssue(code: string, path: Path, message: string): ParseResult<never> {
  return refuseWithIssues([createIssue(code, path, message)]);
}

/** The value if there are no issues, else a refusal with them. */
export function okUnlessIssues<T>(issues: readonly Issue[], value: T): ParseResult<T> {
  return issues.length > 0 ? refuseWithIssues(issues) : ok(value);
}

/** The list of all parsed values, or a refusal with the issues of all of them. */
export function collectResults<T>(
  read: readonly ParseResult<T>[],
  further: readonly Issue[] = [],
): ParseResult<readonly T[]> {
  return okUnlessIssues(
    [...read.flatMap(issuesOf), ...further],
    read.flatMap((one) => (one.ok ? [one.value] : [])),
  );
}

export function issuesOf(read: ParseResult<unknown>): readonly Issue[] {
  return read.ok ? [] : read.refusal.issues;
}

/** Whether the value is a number that JSON keeps exactly: finite, and not negative zero. */
export function isJsonNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0);
}

/** Checks a name that is a key of an object: it must match `pattern` and must not be a reserved property name. */
export function identifierIssues(
  name: string,
  path: Path,
  pattern: RegExp,
  message: string,
): readonly Issue[] {
  if (name.length > maxIdentifierLength || !pattern.test(name))
    return [createIssue('form', path, message)];
  if (isReservedPropertyName(name))
    return [
      createIssue('reserved', path, 'this name is reserved by JavaScript; choose another one'),
    ];
  return [];
}

/** The length of the longest name that a pattern allows. */
const maxIdentifierLength = 64;

/** Shortens a name that the caller sent, before it becomes part of an issue's path. */
export function truncateIdentifier(name: string): string {
  return name.slice(0, maxIdentifierLength);
}

/** Checks the length of a list, before its members are checked. */
export function listLengthIssues(
  count: number,
  path: Path,
  [min, max]: readonly [min: number, max: number],
): readonly Issue[] {
  if (count > max)
    return [createIssue('too_many', path, `the list can have at most ${max} entries`)];
  if (count < min)
    return [createIssue('too_few', path, `the list must have at least ${min} entries`)];
  return [];
}

/** One issue for each entry that is equal to an earlier entry. */
export function duplicateIssues<T>(
  members: readonly T[],
  pathOf: (index: number) => Path,
  message: string,
): readonly Issue[] {
  const seen = new Set<T>();
  return members.flatMap((member, index) => {
    if (seen.has(member)) return [createIssue('repeated', pathOf(index), message)];
    seen.add(member);
    return [];
  });
}
