// Encodes and decodes records: whole rows and embedded ones. Also gives their paths and their `$jsonSchema`.

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
    if (part !== undefined) row[field.storedName ?? name] = field.encode(part);
  }
  return row;
}

/** If a field is missing or invalid, returns the result of `onInvalid(path)`. */
export function decodeFields<F>(
  fields: FieldMap,
  row: BsonRecord,
  onInvalid: (path: string) => F,
): BsonRecord | F {
  const value: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const path = field.storedName ?? name;
    const stored = row[path] ?? undefined;
    if (stored === undefined && field.isOptional) continue;
    const part = stored === undefined ? undefined : field.decode(stored);
    if (part === undefined) return onInvalid(path);
    value[name] = part;
  }
  return value;
}

interface LeafField {
  readonly path: string;
  readonly field: Field<unknown>;
}

/** The inner fields, if an update sets each of them separately (`profile.name`). Null if an update sets the field as a whole: it is no record, it is a list, or it is optional. */
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
    const path = `${prefix}${field.storedName ?? name}`;
    const embeddedFields = inlineFieldsOf(field);
    return embeddedFields === null ? [{ path, field }] : leafFieldsOf(embeddedFields, `${path}.`);
  });
}

/** The `$jsonSchema` of a record. It allows fields that it does not name. */
export function jsonSchemaOf(fields: FieldMap): JsonSchema {
  const entries = Object.entries(fields).map(
    ([name, field]) => [field.storedName ?? name, field] as const,
  );
  return {
    bsonType: 'object',
    required: entries.filter(([, field]) => !field.isOptional).map(([path]) => path),
    properties: Object.fromEntries(entries.map(([path, field]) => [path, field.jsonSchema])),
  };
}
