// The kinds of fields: how each is written and read, how Mongoose validates it, and how the server checks it.

import { mongo, Schema, type SchemaTypeOptions, Types } from 'mongoose';
import { isId, parseUserId, type UserId } from '../../../domain/shared/ids.js';

export type ModelName =
  | 'User'
  | 'Organization'
  | 'Membership'
  | 'Invitation'
  | 'Slug'
  | 'App'
  | 'Submission'
  | 'ApiKey'
  | 'JournalEntry'
  | 'OutboxMessage';

/** Part of a `$jsonSchema`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Field<T> {
  /** The name in the document, if it differs from the name in the domain. */
  readonly storedName?: string;
  readonly isOptional?: true;
  /** The model that a reference points to. */
  readonly ref?: ModelName;
  /** The fields of an embedded record, or of each record in a list. */
  readonly embeddedFields?: FieldMap;
  readonly isEmbeddedList?: true;
  readonly schemaOptions: SchemaTypeOptions<unknown>;
  readonly jsonSchema: JsonSchema;
  encode(value: T): unknown;
  /** Undefined if the stored value is invalid. */
  decode(stored: unknown): T | undefined;
}

export type FieldMap = Readonly<Record<string, Field<unknown>>>;
export type BsonRecord = Readonly<Record<string, unknown>>;

/** A field for each property of `T`, optional where the property is. */
export type FieldsOf<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K>
    ? OptionalField<Exclude<T[K], undefined>>
    : Field<T[K]>;
};

type OptionalField<T> = Field<T> & { readonly isOptional: true };

export function optional<T>(field: Field<T>): OptionalField<T> {
  return { ...field, isOptional: true };
}

export function withStoredName<T>(storedName: string, field: Field<T>): Field<T> {
  return { ...field, storedName };
}

/** A rule of the domain as a Mongoose validator. The message must not contain the value, which may be a secret. */
export function validation(
  isValid: (value: unknown) => boolean,
  expected: string,
): SchemaTypeOptions<unknown> {
  return { validate: { validator: isValid, message: `{PATH} must be ${expected}` } };
}

/** An id of 24 hex digits, stored as an ObjectId. */
export function id<T extends string>(ref?: ModelName): Field<T> {
  return {
    ...(ref === undefined ? {} : { ref }),
    schemaOptions: { type: Schema.Types.ObjectId },
    jsonSchema: { bsonType: 'objectId' },
    encode: toObjectId,
    decode: (value) => (value instanceof Types.ObjectId ? (value.toHexString() as T) : undefined),
  };
}

const nobodyText = '000000000000000000000000';

/** In place of an id where there is none. No row has it as its id. */
export const nobody: Types.ObjectId = new Types.ObjectId(nobodyText);

/** The id of a user as it is stored: as an ObjectId if it can be one, so that references to and from other collections match, and else as text. Throws if the text is no id of a user. */
export function toStoredUserId(text: string): Types.ObjectId | string {
  if (isStoredAsObjectId(requireString(text))) return toObjectId(text);
  if (parseUserId(text) === null) throw new TypeError('this is no id of a user');
  return text;
}

/** Undefined for anything that `toStoredUserId` does not return: an id in another form would be that of another user. */
function fromStoredUserId(stored: unknown): UserId | undefined {
  if (stored instanceof Types.ObjectId) {
    const text = stored.toHexString();
    return text === nobodyText ? undefined : (text as UserId);
  }
  if (typeof stored !== 'string' || isStoredAsObjectId(stored)) return undefined;
  return parseUserId(stored) ?? undefined;
}

/** The text of `nobody` stays text: no user must stand for nobody. */
function isStoredAsObjectId(text: string): boolean {
  return isId(text) && text !== nobodyText;
}

/** The id of a user. */
export function userId(): Field<UserId> {
  return userIdField;
}

const userIdField: Field<UserId> = {
  ref: 'User',
  // Mongoose alone would refuse all that is no ObjectId.
  schemaOptions: { type: Schema.Types.ObjectId, cast: castUserId },
  jsonSchema: { bsonType: ['objectId', 'string'] },
  encode: toStoredUserId,
  decode: fromStoredUserId,
};

function castUserId(value: unknown): unknown {
  if (value == null) return value;
  const stored = typeof value === 'string' ? toStoredUserId(value) : value;
  if (fromStoredUserId(stored) === undefined) throw new TypeError('this is no id of a user');
  return stored;
}

/** Throws if the text is not an id, so that a caller cannot pass an operator such as `{ $gt: '' }` (NoSQL injection). */
export function toObjectId(text: string): Types.ObjectId {
  return Types.ObjectId.createFromHexString(requireString(text));
}

/** Throws if the value is not a string at run time, so that a caller cannot pass an operator such as `{ $gt: '' }`. */
export function requireString(text: string): string {
  if (typeof text !== 'string') throw new TypeError(`text was expected, not ${typeof text}`);
  return text;
}

/** Throws if the value is not a number at run time, so that a caller cannot pass an operator. */
export function requireNumber(number: number): number {
  if (typeof number !== 'number') {
    throw new TypeError(`a number was expected, not ${typeof number}`);
  }
  return number;
}

export function text<T extends string>(
  isValid: (text: string) => boolean = () => true,
  expected = 'text',
): Field<T> {
  const isValidValue = (value: unknown) => typeof value === 'string' && isValid(value);
  return {
    schemaOptions: { type: String, ...validation(isValidValue, expected) },
    jsonSchema: { bsonType: 'string' },
    encode: requireString,
    decode: (value) => (typeof value === 'string' ? (value as T) : undefined),
  };
}

export function oneOf<T extends string>(values: readonly T[]): Field<T> {
  return {
    schemaOptions: {
      type: String,
      enum: { values: [...values], message: `{PATH} must be one of ${values.join(', ')}` },
    },
    jsonSchema: { enum: [...values] },
    encode: requireString,
    decode: (value) => values.find((known) => known === value),
  };
}

/** The server's own time of the insert: it replaces an empty timestamp at the top level of a document that is inserted. */
export const insertTimestamp: Field<unknown> = {
  schemaOptions: { type: Schema.Types.Mixed },
  jsonSchema: { bsonType: 'timestamp' },
  encode: () => new mongo.Timestamp({ t: 0, i: 0 }),
  decode: (value) => value,
};

export const flag: Field<boolean> = {
  schemaOptions: { type: Boolean },
  jsonSchema: { bsonType: 'bool' },
  encode: (value) => value,
  decode: (value) => (typeof value === 'boolean' ? value : undefined),
};

/** A whole number of at least `min`. */
export function wholeNumber(min: 0 | 1): Field<number> {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= min;
  return {
    schemaOptions: { type: Number, ...validation(isCount, `a whole number of at least ${min}`) },
    jsonSchema: { bsonType: 'number', minimum: min },
    encode: (value) => {
      if (isCount(value)) return value;
      throw new TypeError(`a whole number of at least ${min} was expected, not ${value}`);
    },
    decode: (value) => (isCount(value) ? Number(value) : undefined),
  };
}

/** A copy. Throws for an invalid date, which MongoDB would store as 1970. */
function requireDate(value: Date): Date {
  if (!Number.isNaN(new Date(value).getTime())) return new Date(value);
  throw new TypeError('a date was expected; the clock may have returned an invalid one');
}

export const date: Field<Date> = {
  schemaOptions: { type: Date },
  jsonSchema: { bsonType: 'date' },
  encode: requireDate,
  decode: (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined),
};

export const timestampFields: { readonly createdAt: Field<Date>; readonly updatedAt: Field<Date> } =
  { createdAt: date, updatedAt: date };

export function listOf<T>(field: Field<T>): Field<readonly T[]> {
  return {
    schemaOptions: {
      type: [{ ...field.schemaOptions, ...(field.ref === undefined ? {} : { ref: field.ref }) }],
    },
    jsonSchema: { bsonType: 'array', items: field.jsonSchema },
    encode: (values) => values.map((value) => field.encode(value)),
    decode: (values) => {
      if (!Array.isArray(values)) return undefined;
      const items = values.map((value) => field.decode(value));
      return items.every((item) => item !== undefined) ? items : undefined;
    },
  };
}

/** Plain data of any shape. Every text in it that has the form of an id is stored as an ObjectId. */
export function mixedWithIds<T>(bsonType: 'object' | 'array'): Field<T> {
  return {
    schemaOptions: { type: Schema.Types.Mixed },
    jsonSchema: { bsonType },
    encode: (value) => mapLeaves(value, idToObjectId),
    decode: (value) => {
      const isValidValue = bsonType === 'array' ? Array.isArray(value) : isRecord(value);
      return isValidValue ? (mapLeaves(value, objectIdToId) as T) : undefined;
    },
  };
}

/** A list of plain data that is stored as people wrote it: no text in it becomes an ObjectId. */
export function verbatimList<T>(
  isValid: (value: readonly T[]) => boolean,
  expected: string,
  items: JsonSchema,
): Field<readonly T[]> {
  const isValidValue = (value: unknown) => Array.isArray(value) && isValid(value);
  return {
    schemaOptions: { type: Schema.Types.Mixed, ...validation(isValidValue, expected) },
    jsonSchema: { bsonType: 'array', items },
    encode: (value) => mapLeaves(value, (leaf) => leaf),
    decode: (value) =>
      Array.isArray(value) ? value.map((item) => mapLeaves(item, (leaf) => leaf) as T) : undefined,
  };
}

function idToObjectId(leaf: unknown): unknown {
  return typeof leaf === 'string' && isId(leaf) ? toObjectId(leaf) : leaf;
}

function objectIdToId(leaf: unknown): unknown {
  return leaf instanceof Types.ObjectId ? leaf.toHexString() : leaf;
}

function mapLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => mapLeaves(part, change));
  if (!isRecord(value)) return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, mapLeaves(part, change)]),
  );
}

function isRecord(value: unknown): value is BsonRecord {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
