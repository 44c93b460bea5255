// Parses input that nobody has checked yet: typed values, or `invalid_input` with each issue and its path.

import * as z from 'zod';
import {
  type ExternalId,
  externalIdPattern,
  parseExternalId,
} from '../../domain/organization/external-id.js';
import type { Role, RoleTable } from '../../domain/organization/role-permissions.js';
import type { Actor } from '../../domain/shared/actor.js';
import {
  type ApiKeyId,
  type AppId,
  type InvitationId,
  idPattern,
  type OrganizationId,
  parseApiKeyId,
  parseAppId,
  parseInvitationId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
  type SubmissionId,
  type UserId,
  userIdPattern,
} from '../../domain/shared/ids.js';
import type { Issue, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { isWellFormedUnicode } from '../../domain/shared/text.js';
import { inputBoundsIssue } from './input-bounds.js';
import { describeIssue, toIssues } from './input-issues.js';

/** As many as the domain gives for a manifest. */
const maxInputIssues = 200;

/** Parses untrusted input. A refusal holds at most 200 issues, and every text in it is Guildhall's own. None is long. */
export function parseInput<O>(
  schema: z.ZodType<O>,
  input: unknown,
  at: readonly string[] = [],
): Result<O, RefusalOf<'invalid_input'>> {
  const tooLarge = /* JOURNAL-17 */ inputBoundsIssue(input);
  if (tooLarge !== null)
    return refuse(invalidInput([{ ...tooLarge, path: [...at, ...tooLarge.path] }]));
  const parsed = withoutEval(() => schema.safeParse(input, { error: describeIssue }));
  if (parsed.success) return ok(parsed.data);
  const issues = parsed.error.issues
    .slice(0, maxInputIssues)
    .flatMap((issue) => toIssues(issue, at));
  return refuse(invalidInput(issues.slice(0, maxInputIssues)));
}

/**
 * Runs code that may make schemas. Zod then does not try whether the page allows `eval`, which a Content Security Policy
 * would report. The setting is global, so it is set back at once.
 */
export function withoutEval<T>(run: () => T): T {
  const { jitless } = z.config();
  z.config({ jitless: true });
  try {
    return run();
  } finally {
    z.config({ jitless });
  }
}

export function invalidInput(issues: readonly Issue[]): RefusalOf<'invalid_input'> {
  const first = issues[0];
  return { code: 'invalid_input', ...(first === undefined ? {} : { path: first.path }), issues };
}

/** `invalid_input` with one issue. */
export function invalidInputAt(
  path: readonly (string | number)[],
  code: string,
  message: string,
): RefusalOf<'invalid_input'> {
  return invalidInput([{ code, path, message }]);
}

/** Text of which `parse` makes a value, or null if it does not match `pattern`; `message` says what it must be. */
export function parsedTextSchema<T>(
  pattern: RegExp,
  message: string,
  parse: (text: string) => T | null,
): z.ZodType<T, string> {
  // Not aborted by a text that does not match, `transform` would run and report it twice.
  const textThatMatches = z.string().regex(pattern, { message, abort: true });
  return textThatMatches.transform((text, context) => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message, params: { code: 'invalid_format' } });
    return z.NEVER;
  });
}

function idSchema<T>(parse: (text: string) => T | null): z.ZodType<T, string> {
  return parsedTextSchema(idPattern, 'an id is 24 lower-case hex digits', parse);
}

/** The input of a use case that takes none. */
export const emptyInputSchema: z.ZodType<object, object> = z.lazy(() => z.strictObject({}));

export const userIdSchema: z.ZodType<UserId, string> = parsedTextSchema(
  userIdPattern,
  'the id of a user has 1 to 128 visible ASCII characters',
  parseUserId,
);

export const externalIdSchema: z.ZodType<ExternalId, string> = parsedTextSchema(
  externalIdPattern,
  'an external id has 1 to 128 visible ASCII characters',
  parseExternalId,
);

export const organizationIdSchema: z.ZodType<OrganizationId, string> =
  idSchema(parseOrganizationId);

export const invitationIdSchema: z.ZodType<InvitationId, string> = idSchema(parseInvitationId);
export const appIdSchema: z.ZodType<AppId, string> = idSchema(parseAppId);
export const submissionIdSchema: z.ZodType<SubmissionId, string> = idSchema(parseSubmissionId);
export const apiKeyIdSchema: z.ZodType<ApiKeyId, string> = idSchema(parseApiKeyId);

/** One of the roles of the service. */
export function roleSchema({ roles }: RoleTable): z.ZodType<Role, Role> {
  return /* ORG-28 */ z.enum(roles);
}

/** Text of at most `max` UTF-16 units without half surrogate pairs. The rules of the domain check the rest. */
export function textSchema(max: number): z.ZodString {
  return z
    .string()
    .max(max)
    .refine((text) => text.length > max || isWellFormedUnicode(text), {
      message: 'the text contains half of a surrogate pair, which is not a character',
      params: { code: 'ill_formed' },
    });
}

/** Text that a rule of the domain checks, too. The refusal of an input then has the issues of all its fields at once. */
export function textSchemaWithRule(
  max: number,
  rule: (text: string) => Result<unknown, RefusalOf<'invalid_input'>>,
): z.ZodString {
  return withRule(textSchema(max), (text) => {
    const isForRule = text.length <= max && isWellFormedUnicode(text);
    const checked = isForRule ? rule(text) : ok(null);
    return checked.ok ? [] : checked.refusal.issues;
  });
}

/** The schema with the issues of a rule of the domain, whose paths begin at the value. */
export function withRule<S extends z.ZodType>(
  schema: S,
  issuesOf: (value: z.output<S>) => readonly Issue[],
): S {
  return schema.superRefine((value, context) => {
    for (const { code, path, message } of issuesOf(value)) {
      context.addIssue({ code: 'custom', path: [...path], message, params: { code } });
    }
  });
}

/** The beginning of a text that a list is searched for. Refuses one of which folding leaves nothing: it would find everything. */
export function prefixSchema(max: number, fold: (text: string) => string): z.ZodString {
  return textSchema(max)
    .min(1)
    .refine((text) => text === '' || fold(text) !== '', {
      message: 'nothing is left of this to search for; write a letter or a digit',
      params: { code: 'nothing_to_search' },
    });
}

/** Refuses an input with both of two prefixes, each of which sorts the list in its own way. */
export function requireOnePrefix<K extends string>(
  given: { readonly [N in K]?: unknown },
  one: K,
  other: K,
): Result<null, RefusalOf<'invalid_input'>> {
  if (given[one] === undefined || given[other] === undefined) return ok(null);
  const message = `a list has one order; give either ${one} or ${other}`;
  return refuse(invalidInputAt([other], 'two_prefixes', message));
}

/** Refuses an input that does not have exactly one of two fields. The schema cannot say so: then no field could be left out of it. */
export function requireEither<K extends string>(
  given: { readonly [N in K]?: unknown },
  one: K,
  other: K,
): Result<null, RefusalOf<'invalid_input'>> {
  const isEither = (given[one] === undefined) !== (given[other] === undefined);
  return isEither
    ? ok(null)
    : refuse(invalidInputAt([], 'either', `give either ${one} or ${other}`));
}

const timeMessage = 'write a time like 2030-12-31T23:59:59Z, or give a Date';

/** A time: a `Date`, or ISO 8601 text with a zone, since JSON has no dates. The result is a new `Date`. */
export const timeSchema: z.ZodType<Date, Date | string> = z
  .transform((given: Date | string) => (isValidDate(given) ? given.toISOString() : given))
  .pipe(z.iso.datetime({ offset: true, error: timeMessage }))
  .transform((text) => new Date(text));

function isValidDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

/** An object with values by names that somebody chose. It refuses `__proto__`, a name that `z.record` drops in silence. */
export function recordSchema<T>(
  nameSchema: z.ZodString,
  valueSchema: z.ZodType<T, T>,
): z.ZodType<Record<string, T>, Record<string, T>> {
  return z
    .transform((value: Record<string, T>, context) => {
      if (/* APP-93 */ Object.hasOwn(Object(value), '__proto__')) {
        const message = 'this name is reserved by JavaScript; choose another one';
        const path = ['__proto__'];
        context.addIssue({ code: 'custom', path, message, params: { code: 'reserved' } });
      }
      return value;
    })
    .pipe(z.record(nameSchema, valueSchema));
}

/** A rough limit, in UTF-16 units. The domain checks the exact limit of each text. */
export const maxInputTextLength = 4_096;

export const pageFields: {
  limit: z.ZodOptional<z.ZodNumber>;
  cursor: z.ZodOptional<z.ZodNullable<z.ZodString>>;
  skip: z.ZodOptional<z.ZodNumber>;
} = {
  limit: z.number().int().min(1).max(200).optional(),
  // More than the longest cursor has: that of a search for eight words in a script of 4 bytes a letter.
  cursor: z.string().max(8_192).nullable().optional(),
  skip: z.number().int().min(0).max(10_000).optional(),
};

/** The ids in inputs, by the name of their field. */
interface ParsedIds {
  readonly organizationId: OrganizationId;
  readonly toOrganizationId: OrganizationId;
  readonly userId: UserId;
  readonly inviterId: UserId;
  readonly appId: AppId;
  readonly submissionId: SubmissionId;
  readonly invitationId: InvitationId;
  readonly keyId: ApiKeyId;
}

/** An input after parsing: its ids are checked, and everything else is as it was. */
export type WithParsedIds<I> = {
  readonly [K in keyof I]: K extends keyof ParsedIds ? ParsedIds[K] | Exclude<I[K], string> : I[K];
};

const actorSchema: z.ZodType<Actor> = z.lazy(() =>
  z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('user'), userId: userIdSchema }),
      z.strictObject({ kind: z.literal('reviewer'), userId: userIdSchema }),
      z.strictObject({ kind: z.literal('key'), keyId: z.string().min(1).max(64) }),
      z.strictObject({ kind: z.literal('system'), reason: textSchema(200).min(1) }),
    ],
    'the actor comes first, before the input, such as { kind: "user", userId }; the kinds are user, reviewer, key and system',
  ),
);

/** The embedder's code makes the actors. A mistake there must not give anybody the rights of another. */
export function parseActor(actor: unknown): Result<Actor, RefusalOf<'invalid_input'>> {
  return parseInput(actorSchema, actor, ['actor']);
}

/** The same issues, with `field` at the start of each path. */
export function prefixIssuePaths(
  field: string,
  { issues }: RefusalOf<'invalid_input'>,
): RefusalOf<'invalid_input'> {
  return invalidInput(issues.map((issue) => ({ ...issue, path: [field, ...issue.path] })));
}
