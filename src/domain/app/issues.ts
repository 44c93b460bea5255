// What manifests ask of texts, numbers, names and lists, told as issues.

import type { Issue, Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { isWellFormed, lengthOf } from '../shared/text.js';

/** What was read, or everything that is wrong with it. */
export type Read<T> = Result<T, RefusalOf<'invalid_input'>>;

export function issue(code: string, path: Path, message: string): Issue {
  return { code, path, message };
}

/** The path of a refusal is that of its first issue. */
export function refusedFor(issues: readonly Issue[]): Read<never> {
  return refuse({ code: 'invalid_input', path: issues[0]?.path ?? [], issues });
}

export function refusedAt(code: string, path: Path, message: string): Read<never> {
  return refusedFor([issue(code, path, message)]);
}

/** The value where nothing is wrong with it. */
export function unlessAny<T>(issues: readonly Issue[], value: T): Read<T> {
  return issues.length > 0 ? refusedFor(issues) : ok(value);
}

/** A list of what was read one by one. */
export function allOf<T>(
  read: readonly Read<T>[],
  further: readonly Issue[] = [],
): Read<readonly T[]> {
  return unlessAny(
    [...read.flatMap(issuesOf), ...further],
    read.flatMap((one) => (one.ok ? [one.value] : [])),
  );
}

export function issuesOf(read: Read<unknown>): readonly Issue[] {
  return read.ok ? [] : read.refusal.issues;
}

/** A `line` has no line breaks, `prose` has, and what people have `typed` may hold tabs and directions too. */
type TextKind = 'line' | 'prose' | 'typed';

/** Controls, and what turns the direction of the text behind it: a reviewer must read what is there. */
const unwanted: Readonly<Record<TextKind, RegExp>> = {
  line: /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u,
  prose: /(?![\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u,
  typed: /(?![\n\r\t])\p{Cc}/u,
};
const visible = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

/** `min` is 0 or 1; both count characters as Unicode does. */
export interface TextBounds {
  readonly kind: TextKind;
  readonly min: 0 | 1;
  readonly max: number;
}

/** At most one issue: `too_long`, `ill_formed`, `invisible_character`, or `empty` where nothing of it is visible. */
export function textIssues(text: string, at: Path, bounds: TextBounds): readonly Issue[] {
  const { kind, min, max } = bounds;
  if (text.length > 2 * max || lengthOf(text) > max)
    return [issue('too_long', at, `this has at most ${max} characters`)];
  if (!isWellFormed(text))
    return [issue('ill_formed', at, 'the text holds half of a surrogate pair')];
  if (/* APP-24 */ unwanted[kind].test(text))
    return [issue('invisible_character', at, `the text holds a character that ${refused[kind]}`)];
  if (min > 0 && !visible.test(text))
    return [issue('empty', at, 'this holds nothing to read; write something or leave it out')];
  return [];
}

const refused: Readonly<Record<TextKind, string>> = {
  line: 'controls or turns the text, or breaks the line',
  prose: 'controls or turns the text; only line breaks may',
  typed: 'controls the text; only line breaks and tabs may',
};

/** Whether JSON keeps it, to the sign. */
export function isPlainNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0);
}

/** What every object of JavaScript has, or Mongoose keeps for itself: read from a record, it is there where nobody put it. No form lets a name begin with an underscore. */
const inheritedNames: ReadonlySet<string> = new Set(
  'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable prototype toLocaleString toString valueOf'.split(
    ' ',
  ),
);

/** Names by which values are looked up: `form`, and none that every object has. */
export function nameIssues(
  name: string,
  at: Path,
  form: RegExp,
  described: string,
): readonly Issue[] {
  if (name.length > maxNameLength || !form.test(name)) return [issue('form', at, described)];
  if (/* APP-47 */ inheritedNames.has(name))
    return [issue('reserved', at, 'JavaScript keeps this name for itself; choose another one')];
  return [];
}

/** No form of names allows more. */
const maxNameLength = 64;

/** As much of a name as a path repeats. */
export function shownName(name: string): string {
  return name.slice(0, maxNameLength);
}

/** Before the members of a list are looked at. */
export function countIssues(
  count: number,
  at: Path,
  [min, max]: readonly [min: number, max: number],
): readonly Issue[] {
  if (count > max) return [issue('too_many', at, `at most ${max} may stand here`)];
  if (count < min) return [issue('too_few', at, `at least ${min} must stand here`)];
  return [];
}

/** One issue for every member that has been there before. */
export function repetitions<T>(
  members: readonly T[],
  pathOf: (index: number) => Path,
  message: string,
): readonly Issue[] {
  const seen = new Set<T>();
  return members.flatMap((member, index) => {
    if (seen.has(member)) return [issue('repeated', pathOf(index), message)];
    seen.add(member);
    return [];
  });
}
