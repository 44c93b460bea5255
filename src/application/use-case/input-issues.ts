// The words for what is wrong with an input: every issue of Zod becomes one of our own, with the field and what it may be.

import type { z } from 'zod';
import type { Issue } from '../../domain/shared/refusal.js';

const maxMessageLength = 300;
const maxNameLength = 64;

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const unitNames: Readonly<Record<string, string>> = { string: 'character', array: 'entry' };

/** Zod calls it for every issue whose schema has no message of its own. */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${issue.input === undefined ? 'this is missing; it must be' : 'this must be'} ${typeName(issue.expected)}`;
    case 'invalid_value':
      return `this must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `this can ${amount(issue.origin, 'at most', Number(issue.maximum))}`;
    case 'too_small':
      return `this must ${amount(issue.origin, 'at least', Number(issue.minimum))}`;
    case 'unrecognized_keys':
      return 'there is no such field; leave it out';
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'this name is not possible';
    default:
      return 'this does not have the form that it must have';
  }
}

function typeName(expected: string): string {
  return typeNames[expected] ?? expected;
}

function amount(origin: string, limit: string, count: number): string {
  const unit = unitNames[origin];
  if (unit === undefined) return `be ${limit} ${count}`;
  const plural = unit === 'entry' ? 'entries' : 'characters';
  return `have ${limit} ${count} ${count === 1 ? unit : plural}`;
}

/** The issues to give to the caller, with paths that begin with `at`. Of a union only what is wrong with the kind that was given. */
export function toIssues(
  issue: z.core.$ZodIssue,
  at: readonly (string | number)[],
): readonly Issue[] {
  const path = [...at, ...issue.path.map(toPathPart)];
  if (issue.code === 'unrecognized_keys') {
    const { code, message } = issue;
    return issue.keys.map((key) => ({ code, path: [...path, toPathPart(key)], message }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return unionIssues(issue, path);
  return [{ code: codeOf(issue), path, message: issue.message.slice(0, maxMessageLength) }];
}

function unionIssues(
  { errors }: z.core.$ZodIssueInvalidUnion,
  path: readonly (string | number)[],
): readonly Issue[] {
  const ofGivenKind = errors.find((issues) => !issues.some(isWrongKind));
  if (ofGivenKind !== undefined) return ofGivenKind.flatMap((issue) => toIssues(issue, path));
  const kinds = errors.flatMap((issues) =>
    issues.flatMap((issue) => (issue.code === 'invalid_type' ? [typeName(issue.expected)] : [])),
  );
  return [
    { code: 'invalid_type', path, message: `this must be ${[...new Set(kinds)].join(' or ')}` },
  ];
}

function isWrongKind({ code, path }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && path.length === 0;
}

/** The code that a check of our own gives in its `params`, else that of Zod. */
function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return typeof own === 'string' ? own : issue.code;
}

/** A name that somebody sent may be as long as the body. */
function toPathPart(part: PropertyKey): string | number {
  return typeof part === 'number' ? part : String(part).slice(0, maxNameLength);
}
