// A collection defined by its fields. The definition gives rows, what is read back from them, updates, projections
// and validators.

import type { FieldVisibility } from '../../domain/shared/field-visibility.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { CollectionName } from '../../ports/storage.js';
import { decodeFields, encodeFields, leafFieldsOf } from './fields/embedded.js';
import {
  type BsonRecord,
  type Field,
  type FieldMap,
  type FieldsOf,
  id,
  type ModelName,
  userId,
  wholeNumber,
} from './fields/field.js';

/** The name in the code of everything that is stored: collections of the port, two more of its rows, the rate limiter's, the version's, and the view. */
export type StoredName =
  | CollectionName
  | 'journal'
  | 'outbox'
  | 'ratelimits'
  | 'schema'
  | 'organizations_documented';

export interface IndexDefinition {
  /** For a unique index, this is the name of the constraint. */
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique?: true;
  readonly partialFilterExpression?: BsonRecord;
  readonly expireAfterSeconds?: number;
}

/** A field for filters and for other readers of the database. Every write computes it from the value, and it is never read back. */
interface DerivedField<T> {
  readonly field: Field<unknown>;
  of(value: T): unknown;
}

interface CollectionSpec<T> {
  readonly collection: StoredName;
  readonly model: ModelName;
  readonly fields: FieldsOf<T>;
  readonly derived?: Readonly<Record<string, DerivedField<T>>>;
  /** Fields that the mirror writes. They are not read or written with the row, and are in the Mongoose schema only for `populate`. */
  readonly mirrored?: FieldMap;
  readonly visibility?: Readonly<Record<string, FieldVisibility>>;
  /** The rows that the queries of the Mongoose model find, if not all. */
  readonly modelFilter?: BsonRecord;
  readonly indexes: readonly IndexDefinition[];
}

/** What the server needs of a collection: its stored fields and its indexes. */
export interface CollectionSetup {
  readonly collection: StoredName;
  readonly stored: FieldMap;
  readonly indexes: readonly IndexDefinition[];
}

/** A definition without the type of its values. */
export interface AnyCollectionDefinition
  extends CollectionSetup,
    Omit<CollectionSpec<never>, 'fields' | 'derived'> {
  readonly fields: FieldMap;
  /** The fields, the derived fields, and the version. */
  readonly stored: FieldMap;
  /** The projection of every read. It names only our own fields, because other programs may have added large fields to the document. */
  readonly projection: Readonly<Record<string, 1>>;
}

export interface CollectionDefinition<T> extends AnyCollectionDefinition {
  readonly derived?: Readonly<Record<string, DerivedField<T>>>;
}

export function defineCollection<T>(spec: CollectionSpec<T>): CollectionDefinition<T> {
  const fields: FieldMap = spec.fields;
  const derived = Object.entries(spec.derived ?? {}).map(([name, { field }]) => [name, field]);
  const stored: FieldMap = { ...fields, ...Object.fromEntries(derived), version: wholeNumber(1) };
  return { ...spec, fields, stored, projection: projectionOf(stored) };
}

export function projectionOf(fields: FieldMap): Readonly<Record<string, 1>> {
  return Object.fromEntries(leafFieldsOf(fields).map(({ path }) => [path, 1 as const]));
}

/** The whole row with this version. */
export function toRow<T>(
  collection: CollectionDefinition<T>,
  value: T,
  version: number,
): BsonRecord {
  const row = encodeFields(collection.fields, value);
  for (const [path, { of, field }] of Object.entries(collection.derived ?? {})) {
    const derived = of(value);
    if (derived !== undefined) row[path] = field.encode(derived);
  }
  row['version'] = version;
  return row;
}

/** The value of a row. Throws if the row is invalid; the message names the row and the path, and never contains a value. */
export function fromRow<T>(collection: CollectionDefinition<T>, row: BsonRecord): T {
  return fieldsFromRow<T>(collection.collection, collection.fields, row);
}

export function versionedFromRow<T>(
  collection: CollectionDefinition<T>,
  row: BsonRecord,
): Versioned<T> {
  const version = wholeNumber(1).decode(row['version']);
  if (version === undefined) throw corruptRowError(collection.collection, row, 'version');
  return { value: fromRow(collection, row), version };
}

export function fieldsFromRow<T>(collection: string, fields: FieldMap, row: BsonRecord): T {
  return decodeFields(fields, row, (path) => {
    throw corruptRowError(collection, row, path);
  }) as T;
}

/** The id of the row, or the id at `path`. Throws if it is missing or invalid. */
export function decodeId<T extends string>(collection: string, row: BsonRecord, path = '_id'): T {
  const read = id<T>().decode(row[path]);
  if (read === undefined) throw corruptRowError(collection, row, path);
  return read;
}

export function decodeUserId(collection: string, row: BsonRecord, path = '_id'): UserId {
  const read = userId().decode(row[path]);
  if (read === undefined) throw corruptRowError(collection, row, path);
  return read;
}

export function corruptRowError(collection: string, row: BsonRecord, path: string): Error {
  return new Error(
    `${collection} ${String(row['_id'])} cannot be read: its "${path}" is missing or invalid. ` +
      'Another program has written it; repair the document.',
  );
}

/** An update that replaces our own fields, except those at the paths `kept`, and keeps all others. */
export function toOverwriteUpdate(
  collection: AnyCollectionDefinition,
  row: BsonRecord,
  kept: readonly string[] = [],
): { $set: BsonRecord; $unset: Readonly<Record<string, true>> } {
  const $set: Record<string, unknown> = {};
  const $unset: Record<string, true> = {};
  for (const { path } of leafFieldsOf(collection.stored)) {
    if (path === '_id' || kept.includes(path)) continue;
    const value = valueAt(row, path);
    if (value === undefined) $unset[path] = true;
    else $set[path] = value;
  }
  return { $set, $unset };
}

function valueAt(row: BsonRecord, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((part, name) => (part as BsonRecord | undefined)?.[name], row);
}
