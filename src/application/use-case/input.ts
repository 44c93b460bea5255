// Parses input that nobody has checked yet: typed values, or `invalid_input` with each issue and its path.

import * as z from 'zod';
import { type Role, roles } from '../../domain/organization/role-permissions.js';
import type { Actor } from '../../domain/shared/actor.js';
import {
  type ApiKeyId,
  type AppId,
  type InvitationId,
  isId,
  type OrganizationId,
  parseApiKeyId,
  parseAppId,
  parseInvitationId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
  type SubmissionId,
  type UserId,
} from '../../domain/shared/ids.js';
import type { Issue, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { isWellFormedUnicode } from '../../domain/shared/text.js';
import { inputBoundsIssue } from './input-bounds.js';

const maxInputIssues = 20;
const maxMessageLength = 300;

/** The longest part of a path that a refusal repeats: what a caller calls a field can be longer. */
const maxPathPartLength = 64;

/** Parses untrusted input. A refusal holds at most 20 issues; no issue repeats a given value, and none is long. */
export function parseInput<O>(
  schema: z.ZodType<O>,
  input: unknown,
  at: readonly string[] = [],
): Result<O, RefusalOf<'invalid_input'>> {
  const tooLarge = /* JOURNAL-17 */ inputBoundsIssue(input);
  if (tooLarge !== null) return refuse(invalidInput([{ ...tooLarge, path: at }]));
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const issues = parsed.error.issues.slice(0, maxInputIssues).map(
    (issue): Issue => ({
      code: issueCode(issue),
      path: [...at, ...issue.path.map(shortPathPart)],
      message: issue.message.slice(0, maxMessageLength),
    }),
  );
  return refuse(invalidInput(issues));
}

function shortPathPart(part: PropertyKey): string | number {
  return typeof part === 'number' ? part : String(part).slice(0, maxPathPartLength);
}

/** The code that a check of our own gives in its `params`, else that of Zod. */
function issueCode(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return typeof own === 'string' ? own : issue.code;
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

const idTextSchema = z.string().refine(isId, { message: 'an id is 24 lower-case hex digits' });

/** `isId` was checked before, so `parse` never returns null; the branch is only for the type. */
function idSchema<T>(parse: (text: string) => T | null): z.ZodType<T, string> {
  return idTextSchema.transform((text, context) => {
    const id = parse(text);
    if (id !== null) return id;
    context.addIssue({ code: 'custom', message: 'an id is 24 lower-case hex digits' });
    return z.NEVER;
  });
}

/** The input of a use case that takes none. */
export const emptyInputSchema: z.ZodType<object, object> = z.lazy(() => z.strictObject({}));

export const userIdSchema: z.ZodType<UserId, string> = idSchema(parseUserId);

export const organizationIdSchema: z.ZodType<OrganizationId, string> =
  idSchema(parseOrganizationId);

export const invitationIdSchema: z.ZodType<InvitationId, string> = idSchema(parseInvitationId);
export const appIdSchema: z.ZodType<AppId, string> = idSchema(parseAppId);
export const submissionIdSchema: z.ZodType<SubmissionId, string> = idSchema(parseSubmissionId);
export const apiKeyIdSchema: z.ZodType<ApiKeyId, string> = idSchema(parseApiKeyId);
export const roleSchema: z.ZodEnum<{ [R in Role]: R }> = /* ORG-28 */ z.enum(roles);

/** Text of at most `max` UTF-16 units without half surrogate pairs. The rules of the domain check the rest. */
export function textSchema(max: number): z.ZodString {
  return z
    .string()
    .max(max)
    .refine((text) => text.length > max || isWellFormedUnicode(text), {
      message: 'the text holds half of a surrogate pair',
    });
}

/** An object with values by names that somebody chose. It refuses `__proto__`, a name that `z.record` drops in silence. */
export function recordSchema<T>(
  namePattern: RegExp,
  valueSchema: z.ZodType<T, T>,
): z.ZodType<Record<string, T>, Record<string, T>> {
  return z
    .custom<Record<string, T>>()
    .refine((value) => /* APP-93 */ !Object.hasOwn(Object(value), '__proto__'), {
      path: ['__proto__'],
      message: 'this name is reserved by JavaScript; choose another one',
      params: { code: 'reserved' },
    })
    .pipe(z.record(z.string().regex(namePattern), valueSchema));
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
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('user'), userId: userIdSchema }),
    z.strictObject({ kind: z.literal('reviewer'), userId: userIdSchema }),
    z.strictObject({ kind: z.literal('key'), keyId: z.string().min(1).max(64) }),
    z.strictObject({ kind: z.literal('system'), reason: textSchema(200).min(1) }),
  ]),
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
