// The bounds of every input, checked before anything else looks at it. The check is a loop, so that no depth exhausts the stack.

import type { Issue } from '../../domain/shared/refusal.js';

/** The deepest valid input, a choice of a tool's parameter, has 8 levels. */
const maxDepth = 32;
/** Values in all objects and lists together. A manifest of 1,000,000 bytes has fewer. */
const maxValues = 200_000;
/** UTF-16 units of all texts and field names together: twice the largest manifest. */
const maxTextLength = 2_000_000;
/** The longest name of a field of ours, or of one that somebody chose, has 64. */
const maxNameLength = 200;

/** A value of the input that is not checked yet. */
interface OpenValue {
  readonly value: unknown;
  readonly depth: number;
  /** The field of the input that holds it. */
  readonly path: Issue['path'];
}

interface InputSize {
  values: number;
  textLength: number;
}

/** The one issue of an input that is too large or too deep, with the field that it is in. Null if there is none. */
export function inputBoundsIssue(input: unknown): Issue | null {
  const open: OpenValue[] = [{ value: input, depth: 0, path: [] }];
  const size: InputSize = { values: 0, textLength: 0 };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth, path } = next;
    if (typeof value === 'string') size.textLength += value.length;
    const parts = typeof value === 'object' && value !== null ? countParts(value, size) : [];
    const issue = boundsIssue(size, depth) ?? (parts === null ? longNameIssue : null);
    if (issue !== null) return { ...issue, path };
    for (const part of parts ?? []) open.push(toOpenPart(part, next));
  }
  return null;
}

function toOpenPart([name, value]: Part, { depth, path }: OpenValue): OpenValue {
  return { value, depth: depth + 1, path: depth === 0 ? [name] : path };
}

type Part = readonly [name: string | number, value: unknown];

/** The parts of an object or a list with their names, which are counted before they are read. Null if a field has a name that is too long. */
function countParts(value: object, size: InputSize): Iterable<Part> | null {
  if (Array.isArray(value)) {
    size.values += value.length;
    return size.values > maxValues ? [] : value.entries();
  }
  const names = Object.keys(value);
  size.values += names.length;
  for (const name of names) size.textLength += name.length;
  if (names.some((name) => name.length > maxNameLength)) return null;
  return names.map((name): Part => [name, Reflect.get(value, name)]);
}

type IssueWithoutPath = Omit<Issue, 'path'>;

const longNameIssue: IssueWithoutPath = {
  code: 'too_long',
  message: `the name of a field has at most ${maxNameLength} characters`,
};

function boundsIssue({ values, textLength }: InputSize, depth: number): IssueWithoutPath | null {
  if (depth > maxDepth) {
    const message = `an input has at most ${maxDepth} levels of objects and lists`;
    return { code: 'too_deep', message };
  }
  if (values > maxValues)
    return { code: 'too_many', message: `an input has at most ${maxValues} values` };
  if (textLength > maxTextLength) {
    const message = `the texts of an input have at most ${maxTextLength} characters together`;
    return { code: 'too_long', message };
  }
  return null;
}
