// The embedding service's own checks of metadata: schemas of any vendor that follow Standard Schema.

import { copyJsonObject, type JsonObject } from '../../domain/shared/json.js';
import { type MetadataKind, metadataKinds } from '../../domain/shared/metadata.js';
import type { Issue, Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { invalidInput } from '../use-case/input.js';
import { inputBoundsIssue } from '../use-case/input-bounds.js';

/**
 * A schema of any vendor that follows Standard Schema 1 (https://standardschema.dev), such as one of Zod, Valibot or ArkType.
 * It gets the whole object, after a change was merged into it, and what it returns is stored.
 */
export interface MetadataSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    /** Synchronous or not. It may run more than once for one command. */
    validate(value: unknown): MetadataSchemaResult | Promise<MetadataSchemaResult>;
  };
}

/** What `validate` of a Standard Schema returns: the value to store, or what is wrong. */
export type MetadataSchemaResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly MetadataSchemaIssue[] };

/** An issue of a Standard Schema. */
export interface MetadataSchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The schemas of the two objects of one kind of row. Without one, every object of JSON is allowed. */
export type MetadataSchemaPair = { readonly [K in MetadataKind]?: MetadataSchema };

/** The schemas of metadata. */
export interface MetadataSchemas {
  readonly organization?: MetadataSchemaPair;
  readonly membership?: MetadataSchemaPair;
  readonly user?: MetadataSchemaPair;
}

const rowKinds: readonly (keyof MetadataSchemas)[] = ['organization', 'membership', 'user'];

/** Whether this can be the option `metadata`: schemas under the names of rows, each public or private, and nothing else. */
export function isMetadataSchemas(given: unknown): given is MetadataSchemas {
  return hasOnly(rowKinds, given, (pair) => hasOnly(metadataKinds, pair, isStandardSchema));
}

function hasOnly(
  names: readonly string[],
  given: unknown,
  fits: (value: unknown) => boolean,
): boolean {
  return (
    typeof given === 'object' &&
    given !== null &&
    Object.entries(given).every(
      ([name, value]) => names.includes(name) && (value === undefined || fits(value)),
    )
  );
}

/** A schema of some vendors is a function. */
function isStandardSchema(given: unknown): boolean {
  const standard: unknown = Reflect.get(Object(given), '~standard');
  return typeof Reflect.get(Object(standard), 'validate') === 'function';
}

/** What the schema makes of the object; its issues become those of the input. Throws what the schema throws, and if it returns no object of JSON. */
export async function runMetadataSchema(
  schema: MetadataSchema,
  kind: MetadataKind,
  merged: JsonObject,
): Promise<Result<JsonObject, RefusalOf<'invalid_input'>>> {
  // A copy, since a schema may change what it gets.
  const result = await schema['~standard'].validate(structuredClone(merged));
  if (result.issues !== undefined && result.issues.length > 0)
    return refuse(
      invalidInput(result.issues.slice(0, maxIssues).map((issue) => toIssue(issue, kind))),
    );
  const value = 'value' in result ? result.value : undefined;
  // Bounded first: a copy of a value that contains itself would not end.
  const outOfBounds = inputBoundsIssue(value);
  const { copy, issues } =
    outOfBounds === null ? copyJsonObject(value, []) : { copy: {}, issues: [outOfBounds] };
  const [first] = issues;
  if (first === undefined) return ok(copy);
  throw new TypeError(
    `the schema of ${kind} metadata (${schema['~standard'].vendor}) returned what cannot be stored as JSON, at "${first.path.join('.')}": ${first.message}`,
  );
}

const maxIssues = 200;
const maxMessageLength = 300;
const maxPathPartLength = 64;

function toIssue({ message, path = [] }: MetadataSchemaIssue, kind: MetadataKind): Issue {
  const parts: Path = path.map((part) => toPathPart(typeof part === 'object' ? part.key : part));
  return { code: 'schema', path: [kind, ...parts], message: message.slice(0, maxMessageLength) };
}

function toPathPart(key: PropertyKey): string | number {
  return typeof key === 'number' ? key : String(key).slice(0, maxPathPartLength);
}
