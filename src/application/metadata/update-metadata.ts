// A change of metadata: its input, and what becomes of the metadata of a row.

import * as z from 'zod';
import { copyJsonObject, type JsonObject } from '../../domain/shared/json.js';
import {
  changedMetadataKinds,
  type Metadata,
  type MetadataKind,
  mergeMetadata,
  metadataKinds,
  metadataOf,
  metadataSizeIssue,
  replaceMetadata,
} from '../../domain/shared/metadata.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { invalidInput } from '../use-case/input.js';
import {
  type MetadataSchema,
  type MetadataSchemaPair,
  runMetadataSchema,
} from './metadata-schemas.js';

/** A change of metadata. Each name that is given gets the new value as a whole, null removes it, and all other names stay. */
export interface MetadataPatch {
  readonly public?: JsonObject | undefined;
  readonly private?: JsonObject | undefined;
  /** The `metadataVersion` that the caller has seen. Refused as `metadata_conflict` if there is a later one. If absent, the change is merged into whatever is there. */
  readonly expectedVersion?: number | undefined;
}

const jsonObjectSchema: z.ZodType<JsonObject, JsonObject> = z
  .transform((given: JsonObject, context) => {
    const { copy, issues } = copyJsonObject(given, []);
    for (const { code, path, message } of issues)
      context.addIssue({ code: 'custom', path: [...path], message, params: { code } });
    return issues.length === 0 ? copy : z.NEVER;
  })
  // It only says that this is an object.
  .pipe(z.record(z.string(), z.any()));

/** The fields of a `MetadataPatch` in a schema. */
export const metadataPatchFields: {
  public: z.ZodOptional<typeof jsonObjectSchema>;
  private: z.ZodOptional<typeof jsonObjectSchema>;
  expectedVersion: z.ZodOptional<z.ZodNumber>;
} = {
  public: jsonObjectSchema.optional(),
  private: jsonObjectSchema.optional(),
  expectedVersion: z.number().int().min(0).optional(),
};

/** A row whose other fields are as they were read. */
export type WithMetadata<T extends Metadata> = Omit<T, keyof Metadata> & Metadata;

interface MetadataUpdate<T extends Metadata> {
  readonly after: WithMetadata<T>;
  /** False if only the private metadata has changed: nothing that anybody else sees tells of it. */
  readonly isPublic: boolean;
}

export type MetadataRefusalCode = 'invalid_input' | 'metadata_conflict';

/** Merges the change into the metadata of a row, and checks the result. Null if nothing differs. */
export async function planMetadataUpdate<T extends Metadata>(
  check: ObjectCheck,
  row: T,
  patch: MetadataPatch,
): Promise<Result<MetadataUpdate<T> | null, RefusalOf<MetadataRefusalCode>>> {
  const { metadataVersion: version = 0 } = row;
  const isStale = patch.expectedVersion !== undefined && patch.expectedVersion !== version;
  if (/* ORG-81 */ isStale)
    return refuse({ code: 'metadata_conflict', path: ['expectedVersion'], version });
  const objects: { [K in MetadataKind]?: JsonObject } = {};
  for (const kind of metadataKinds) {
    const change = patch[kind];
    if (change === undefined) continue;
    const object = await check(kind, mergeMetadata(metadataOf(row, kind), change));
    if (!object.ok) return object;
    objects[kind] = object.value;
  }
  const changed = changedMetadataKinds(row, objects);
  if (changed.length === 0) return ok(null);
  return ok({
    after: replaceMetadata(row, objects),
    isPublic: /* ORG-79 */ changed.includes('public'),
  });
}

/** What is stored of a merged object, or what is wrong with it. */
export type ObjectCheck = (
  kind: MetadataKind,
  merged: JsonObject,
) => Promise<Result<JsonObject, RefusalOf<'invalid_input'>>>;

/** The check of one call. It runs once for each object: a later attempt has rows to itself, and must not wait for a schema again. */
export function createObjectCheck(schemas: MetadataSchemaPair = {}): ObjectCheck {
  const checked = new Map<string, Awaited<ReturnType<ObjectCheck>>>();
  return async (kind, merged) => {
    const key = `${kind} ${JSON.stringify(merged)}`;
    const result = checked.get(key) ?? (await checkObject(schemas[kind], kind, merged));
    checked.set(key, result);
    return result;
  };
}

/** A schema sees no object that is too large, and makes none. */
async function checkObject(
  schema: MetadataSchema | undefined,
  kind: MetadataKind,
  merged: JsonObject,
): Promise<Result<JsonObject, RefusalOf<'invalid_input'>>> {
  const tooLarge = metadataSizeIssue(kind, merged);
  if (tooLarge !== null) return refuse(invalidInput([tooLarge]));
  const object =
    schema === undefined ? ok(merged) : /* ORG-82 */ await runMetadataSchema(schema, kind, merged);
  if (!object.ok) return object;
  const outgrown = metadataSizeIssue(kind, object.value);
  return outgrown === null ? object : refuse(invalidInput([outgrown]));
}
