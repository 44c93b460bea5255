// The schema of an input as callers see it: a type of our own, so that it does not depend on which Zod the caller has.

import * as z from 'zod';
import type { Issue, RefusalOf } from '../../domain/shared/refusal.js';
import type { Dependencies } from '../dependencies.js';
import { parseInput, withoutEval } from './input.js';

/** A JSON Schema. The keywords that tools look at most often have their types. */
export interface JsonSchema {
  [keyword: string]: unknown;
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/** Drafts of JSON Schema, and the dialect of OpenAPI 3.0. OpenAPI 3.1 uses `draft-2020-12`. */
export type JsonSchemaTarget = 'draft-2020-12' | 'draft-07' | 'openapi-3.0';

/** What `safeParse` returns. `error` is the refusal that the command would give. */
export type ParsedInput<I> =
  | { readonly success: true; readonly data: I; readonly error?: undefined }
  | {
      readonly success: false;
      readonly data?: undefined;
      readonly error: RefusalOf<'invalid_input'>;
    };

/**
 * The schema of an input. It checks shape and size; the command checks the rest. It follows Standard Schema and Standard
 * JSON Schema (https://standardschema.dev), so libraries that take schemas of any vendor take it.
 */
export interface InputSchema<I> {
  /** The input, ready for the command, or the refusal `invalid_input` with all issues. */
  safeParse(value: unknown): ParsedInput<I>;
  /** The same schema without these fields, for a body whose ids stand in the path. */
  omit<K extends keyof I>(...fields: readonly K[]): InputSchema<Omit<I, K>>;
  /** A new JSON Schema of what JSON can bring: a time is its ISO 8601 text. `draft-2020-12` if no target is given. */
  toJSONSchema(options?: { readonly target?: JsonSchemaTarget }): JsonSchema;
  readonly '~standard': StandardProps<I>;
}

/** The properties of Standard Schema 1 and Standard JSON Schema 1. */
export interface StandardProps<I> {
  readonly version: 1;
  readonly vendor: 'guildhall';
  readonly types?: { readonly input: I; readonly output: I } | undefined;
  validate(
    value: unknown,
  ): { readonly value: I; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
  readonly jsonSchema: {
    /** Throws if there is no such target. */
    input(options: { readonly target: string }): Record<string, unknown>;
    output(options: { readonly target: string }): Record<string, unknown>;
  };
}

/** The Zod schema of an input. A function if it depends on the settings, such as the roles of the service. */
export type SchemaOrMaker<O, I> = z.ZodType<O, I> | ((deps: Dependencies) => z.ZodType<O, I>);

export function schemaFor<O, I>(schema: SchemaOrMaker<O, I>, deps: Dependencies): z.ZodType<O, I> {
  return typeof schema === 'function' ? schema(deps) : schema;
}

/** Hides the Zod schema of an input. */
export function toInputSchema<I>(schema: z.ZodType<I>): InputSchema<I> {
  const parse = (value: unknown) => parseInput(schema, value);
  const jsonSchema = ({ target }: { readonly target: string }) => toJsonSchema(schema, target);
  return {
    safeParse(value) {
      const parsed = parse(value);
      return parsed.ok
        ? { success: true, data: parsed.value }
        : { success: false, error: parsed.refusal };
    },
    omit: (...fields) => toInputSchema(omitFields(schema, fields)),
    toJSONSchema: ({ target = 'draft-2020-12' } = {}) => jsonSchema({ target }),
    '~standard': {
      version: 1,
      vendor: 'guildhall',
      validate(value) {
        const parsed = parse(value);
        return parsed.ok ? { value: parsed.value } : { issues: parsed.refusal.issues };
      },
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
}

function toJsonSchema(schema: z.ZodType, target: string): JsonSchema {
  const made = withoutEval(() => z.toJSONSchema(schema, { io: 'input', target }));
  // Only what JSON keeps: Zod adds properties of its own.
  return JSON.parse(JSON.stringify(made));
}

function omitFields<I, K extends keyof I>(
  schema: z.ZodType<I>,
  fields: readonly K[],
): z.ZodType<Omit<I, K>> {
  const withoutFields: z.ZodType = z.lazy(() => {
    const whole = unwrapLazy(schema);
    if (!(whole instanceof z.ZodObject))
      throw new Error('omit works only on the schema of an object; use this schema as it is');
    const mask: Record<string, true> = Object.fromEntries(fields.map((field) => [field, true]));
    return whole.omit(mask);
  });
  // It checks nothing, and gives the result its type.
  return withoutFields.pipe(z.custom<Omit<I, K>>());
}

function unwrapLazy(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodLazy ? unwrapLazy(schema.unwrap()) : schema;
}
