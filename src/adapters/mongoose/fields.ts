// How each kind of value stands in a document: as it is written and read, as Mongoose validates it, and as the server checks it.

import { Schema, type SchemaTypeOptions, Types } from 'mongoose';
import { isId } from '../../domain/shared/ids.js';

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
export type Outline = Readonly<Record<string, unknown>>;

export interface Field<T> {
  /** The name in the document, where it is not the model's. */
  readonly path?: string;
  readonly isOptional?: true;
  /** The model that a reference leads to. */
  readonly ref?: ModelName;
  /** The fields of an embedded record, or of each in a list of them. */
  readonly parts?: Fields;
  readonly isListOfParts?: true;
  readonly rules: SchemaTypeOptions<unknown>;
  readonly outline: Outline;
  encode(value: T): unknown;
  /** Undefined where what is stored is no such value. */
  decode(stored: unknown): T | undefined;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Row = Readonly<Record<string, unknown>>;

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

export function stored<T>(path: string, field: Field<T>): Field<T> {
  return { ...field, path };
}

/** A rule of the domain as a Mongoose validator. Its message must not repeat the value, which may be a secret. */
export function rule(holds: (value: unknown) => boolean, says: string): SchemaTypeOptions<unknown> {
  return { validate: { validator: holds, message: `{PATH} must be ${says}` } };
}

/** An id of 24 hex digits, an ObjectId in the database. */
export function id<T extends string>(ref?: ModelName): Field<T> {
  return {
    ...(ref === undefined ? {} : { ref }),
    rules: { type: Schema.Types.ObjectId },
    outline: { bsonType: 'objectId' },
    encode: objectId,
    decode: (value) => (value instanceof Types.ObjectId ? (value.toHexString() as T) : undefined),
  };
}

/** Throws where the id is none: what a filter is built from must never become an operator. */
export function objectId(text: string): Types.ObjectId {
  return Types.ObjectId.createFromHexString(plainText(text));
}

/** Throws where a value only claims to be text. */
export function plainText(text: string): string {
  if (typeof text !== 'string') throw new TypeError(`text was expected, not ${typeof text}`);
  return text;
}

/** Throws where a value only claims to be a number. */
export function plainNumber(number: number): number {
  if (typeof number !== 'number') {
    throw new TypeError(`a number was expected, not ${typeof number}`);
  }
  return number;
}

export function text<T extends string>(
  holds: (text: string) => boolean = () => true,
  says = 'text',
): Field<T> {
  const isOne = (value: unknown) => typeof value === 'string' && holds(value);
  return {
    rules: { type: String, ...rule(isOne, says) },
    outline: { bsonType: 'string' },
    encode: plainText,
    decode: (value) => (typeof value === 'string' ? (value as T) : undefined),
  };
}

export function oneOf<T extends string>(values: readonly T[]): Field<T> {
  return {
    rules: {
      type: String,
      enum: { values: [...values], message: `{PATH} must be one of ${values.join(', ')}` },
    },
    outline: { enum: [...values] },
    encode: plainText,
    decode: (value) => values.find((known) => known === value),
  };
}

export const flag: Field<boolean> = {
  rules: { type: Boolean },
  outline: { bsonType: 'bool' },
  encode: (value) => value,
  decode: (value) => (typeof value === 'boolean' ? value : undefined),
};

/** A whole number from `min` on. A connection may be set to answer 64-bit ones as `bigint`. */
export function count(min: 0 | 1): Field<number> {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= min;
  return {
    rules: { type: Number, ...rule(isCount, `a whole number from ${min} on`) },
    outline: { bsonType: 'number', minimum: min },
    encode: (value) => value,
    decode: (value) => {
      const number = typeof value === 'bigint' ? Number(value) : value;
      return isCount(number) ? Number(number) : undefined;
    },
  };
}

export const date: Field<Date> = {
  rules: { type: Date },
  outline: { bsonType: 'date' },
  encode: (value) => new Date(value),
  decode: (value) => (value instanceof Date ? value : undefined),
};

export function listOf<T>(field: Field<T>): Field<readonly T[]> {
  return {
    rules: { type: [{ ...field.rules, ...(field.ref === undefined ? {} : { ref: field.ref }) }] },
    outline: { bsonType: 'array', items: field.outline },
    encode: (values) => values.map((value) => field.encode(value)),
    decode: (values) => {
      if (!Array.isArray(values)) return undefined;
      const items = values.map((value) => field.decode(value));
      return items.every((item) => item !== undefined) ? items : undefined;
    },
  };
}

/** Plain data of many forms. Every text in it that has the form of an id stands in the database as an ObjectId. */
export function plain<T>(bsonType: 'object' | 'array'): Field<T> {
  return {
    rules: { type: Schema.Types.Mixed },
    outline: { bsonType },
    encode: (value) => mapLeaves(value, idAsObjectId),
    decode: (value) => {
      const isOne = bsonType === 'array' ? Array.isArray(value) : isRecord(value);
      return isOne ? (mapLeaves(value, objectIdAsId) as T) : undefined;
    },
  };
}

/** A list of plain data as people have written it: no text in it is taken for an id. */
export function keptList<T>(
  holds: (value: readonly T[]) => boolean,
  says: string,
  items: Outline,
): Field<readonly T[]> {
  const isOne = (value: unknown) => Array.isArray(value) && holds(value);
  return {
    rules: { type: Schema.Types.Mixed, ...rule(isOne, says) },
    outline: { bsonType: 'array', items },
    encode: (value) => mapLeaves(value, (leaf) => leaf),
    decode: (value) =>
      Array.isArray(value) ? value.map((item) => mapLeaves(item, bigintAsNumber) as T) : undefined,
  };
}

function bigintAsNumber(leaf: unknown): unknown {
  return typeof leaf === 'bigint' ? Number(leaf) : leaf;
}

function idAsObjectId(leaf: unknown): unknown {
  return typeof leaf === 'string' && isId(leaf) ? objectId(leaf) : leaf;
}

function objectIdAsId(leaf: unknown): unknown {
  return leaf instanceof Types.ObjectId ? leaf.toHexString() : leaf;
}

function mapLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => mapLeaves(part, change));
  if (!isRecord(value)) return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, mapLeaves(part, change)]),
  );
}

function isRecord(value: unknown): value is Row {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
