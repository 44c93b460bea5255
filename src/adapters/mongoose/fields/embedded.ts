// Records of fields, embedded or whole rows: how they are written and read, their paths, and their `$jsonSchema`.

import {
  type BsonRecord,
  type Field,
  type FieldMap,
  type FieldsOf,
  type JsonSchema,
  listOf,
} from './field.js';

/** A field that is an embedded record. */
export function embedded<T>(embeddedFields: FieldsOf<T>): Field<T> {
  const fields: FieldMap = embeddedFields;
  return {
    embeddedFields: fields,
    schemaOptions: {},
    jsonSchema: jsonSchemaOf(fields),
    encode: (value) => encodeFields(fields, value),
    decode: (value) =>
      typeof value === 'object' && value !== null
        ? (decodeFields(fields, value as BsonRecord, () => undefined) as T | undefined)
        : undefined,
  };
}

/** A field that is a list of embedded records; `own` holds the rules of the list itself. */
export function listOfEmbedded<T>(
  embeddedFields: FieldsOf<T>,
  own: Field<readonly T[]>['schemaOptions'] = {},
): Field<readonly T[]> {
  const { encode, decode, jsonSchema } = listOf(embedded(embeddedFields));
  const schemaOptions = { ...own, default: undefined };
  return { embeddedFields, isEmbeddedList: true, schemaOptions, encode, decode, jsonSchema };
}

export function encodeFields(fields: FieldMap, value: unknown): Record<string, unknown> {
  const given = value as BsonRecord;
  const row: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const part = given[name];
    if (part !== undefined) row[field.path ?? name] = field.encode(part);
  }
  return row;
}

/** Calls `fault` with the path of the first field that is missing or invalid, and returns its result. */
export function decodeFields<F>(
  fields: FieldMap,
  row: BsonRecord,
  fault: (path: string) => F,
): BsonRecord | F {
  const value: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const path = field.path ?? name;
    const stored = row[path] ?? undefined;
    if (stored === undefined && field.isOptional) continue;
    const part = stored === undefined ? undefined : field.decode(stored);
    if (part === undefined) return fault(path);
    value[name] = part;
  }
  return value;
}

interface LeafField {
  readonly path: string;
  readonly field: Field<unknown>;
}

/** The fields of an embedded record that is always present, which are written one by one; null if the field is written as a whole. */
export function inlineFieldsOf({
  embeddedFields,
  isOptional,
  isEmbeddedList,
}: Field<unknown>): FieldMap | null {
  return embeddedFields === undefined || isOptional || isEmbeddedList ? null : embeddedFields;
}

/** The paths that are written one by one. */
export function leafFieldsOf(fields: FieldMap, prefix = ''): readonly LeafField[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${prefix}${field.path ?? name}`;
    const embeddedFields = inlineFieldsOf(field);
    return embeddedFields === null ? [{ path, field }] : leafFieldsOf(embeddedFields, `${path}.`);
  });
}

/** The `$jsonSchema` of a record. It allows fields that it does not name. */
export function jsonSchemaOf(fields: FieldMap): JsonSchema {
  const entries = Object.entries(fields).map(
    ([name, field]) => [field.path ?? name, field] as const,
  );
  return {
    bsonType: 'object',
    required: entries.filter(([, field]) => !field.isOptional).map(([path]) => path),
    properties: Object.fromEntries(entries.map(([path, field]) => [path, field.jsonSchema])),
  };
}
