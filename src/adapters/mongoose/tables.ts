// A collection as a table of fields, from which everything else is made: rows and what is read back from them,
// updates, projections, the outline that the server checks.

import type { Versioned } from '../../domain/shared/result.js';
import type { Visibility } from '../../domain/shared/visibility.js';
import {
  count,
  type Field,
  type Fields,
  type FieldsOf,
  listOf,
  type ModelName,
  type Outline,
  type Row,
} from './fields.js';

export interface Index {
  /** Of a unique index: the name of the constraint. */
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique?: true;
  readonly partialFilterExpression?: Row;
  readonly expireAfterSeconds?: number;
}

/** A field for filters and for other readers of the database, made from the value with every write and never read back. */
interface Derived<T> {
  readonly field: Field<unknown>;
  of(value: T): unknown;
}

interface TableDefinition<T> {
  readonly collection: string;
  readonly model: ModelName;
  readonly fields: FieldsOf<T>;
  readonly derived?: Readonly<Record<string, Derived<T>>>;
  /** What is mirrored into the documents, and neither read nor written with them: it stands in the schema only, for those who populate. */
  readonly mirrored?: Fields;
  readonly visibility?: Readonly<Record<string, Visibility>>;
  readonly indexes: readonly Index[];
}

/** What the database itself is told of a collection. */
export interface Structure {
  readonly collection: string;
  readonly stored: Fields;
  readonly indexes: readonly Index[];
}

/** What is to be known of a table whatever its values are. */
export interface Layout extends Structure, Omit<TableDefinition<never>, 'fields' | 'derived'> {
  readonly fields: Fields;
  /** The fields, the derived ones, and the version. */
  readonly stored: Fields;
  /** Every path of the table and nothing else: a row may hold fields of other writers, of any size. */
  readonly projection: Readonly<Record<string, 1>>;
}

export interface Table<T> extends Layout {
  readonly derived?: Readonly<Record<string, Derived<T>>>;
}

export function table<T>(definition: TableDefinition<T>): Table<T> {
  const fields: Fields = definition.fields;
  const derived = Object.entries(definition.derived ?? {}).map(([name, { field }]) => [
    name,
    field,
  ]);
  const stored: Fields = { ...fields, ...Object.fromEntries(derived), version: count(1) };
  return { ...definition, fields, stored, projection: projectionOf(stored) };
}

export function projectionOf(fields: Fields): Readonly<Record<string, 1>> {
  return Object.fromEntries(leavesOf(fields).map(({ path }) => [path, 1 as const]));
}

/** The whole row, at this version. */
export function toRow<T>(table: Table<T>, value: T, version: number): Row {
  const row = encoded(table.fields, value);
  for (const [path, { of, field }] of Object.entries(table.derived ?? {})) {
    const derived = of(value);
    if (derived !== undefined) row[path] = field.encode(derived);
  }
  row['version'] = version;
  return row;
}

function encoded(fields: Fields, value: unknown): Record<string, unknown> {
  const given = value as Row;
  const row: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const part = given[name];
    if (part !== undefined) row[field.path ?? name] = field.encode(part);
  }
  return row;
}

/** What the row says; throws, naming the row and never a value in it, where it is not as it must be. */
export function fromRow<T>(table: Table<T>, row: Row): T {
  return fieldsFrom<T>(table.collection, table.fields, row);
}

export function versionedFrom<T>(table: Table<T>, row: Row): Versioned<T> {
  const version = count(1).decode(row['version']);
  if (version === undefined) throw corrupt(table.collection, row, 'version');
  return { value: fromRow(table, row), version };
}

export function fieldsFrom<T>(collection: string, fields: Fields, row: Row): T {
  return decoded(fields, row, (path) => {
    throw corrupt(collection, row, path);
  }) as T;
}

/** `fault` is told the path of the first field that is missing or is not what it must be. */
function decoded<F>(fields: Fields, row: Row, fault: (path: string) => F): Row | F {
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

export function corrupt(collection: string, row: Row, path: string): Error {
  return new Error(
    `${collection} ${String(row['_id'])} cannot be read: its "${path}" is missing or not what it must be. ` +
      'Something else than Guildhall has written it; repair the document.',
  );
}

/** An embedded record. */
export function embedded<T>(parts: FieldsOf<T>): Field<T> {
  const fields: Fields = parts;
  return {
    parts: fields,
    rules: {},
    outline: outlineOf(fields),
    encode: (value) => encoded(fields, value),
    decode: (value) =>
      typeof value === 'object' && value !== null
        ? (decoded(fields, value as Row, () => undefined) as T | undefined)
        : undefined,
  };
}

/** Embedded records in a list, which may have rules of its own. */
export function listOfEmbedded<T>(
  parts: FieldsOf<T>,
  own: Field<readonly T[]>['rules'] = {},
): Field<readonly T[]> {
  const { encode, decode, outline } = listOf(embedded(parts));
  const rules = { ...own, default: undefined };
  return { parts, isListOfParts: true, rules, encode, decode, outline };
}

interface Leaf {
  readonly path: string;
  readonly field: Field<unknown>;
}

/** The parts of a record that is always there, which are written each by itself; null where a field is written as one. */
export function partsOf({ parts, isOptional, isListOfParts }: Field<unknown>): Fields | null {
  return parts === undefined || isOptional || isListOfParts ? null : parts;
}

/** The paths that are written each by itself. */
function leavesOf(fields: Fields, prefix = ''): readonly Leaf[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${prefix}${field.path ?? name}`;
    const parts = partsOf(field);
    return parts === null ? [{ path, field }] : leavesOf(parts, `${path}.`);
  });
}

/** Writes every known path of a row and no other, so that what else stands in the document stays. */
export function overwriting(
  table: Layout,
  row: Row,
): { $set: Row; $unset: Readonly<Record<string, true>> } {
  const $set: Record<string, unknown> = {};
  const $unset: Record<string, true> = {};
  for (const { path } of leavesOf(table.stored)) {
    if (path === '_id') continue;
    const value = at(row, path);
    if (value === undefined) $unset[path] = true;
    else $set[path] = value;
  }
  return { $set, $unset };
}

function at(row: Row, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (part as Row | undefined)?.[name], row);
}

/** `$jsonSchema` of a record; fields that it does not name are let be. */
export function outlineOf(fields: Fields): Outline {
  const entries = Object.entries(fields).map(
    ([name, field]) => [field.path ?? name, field] as const,
  );
  return {
    bsonType: 'object',
    required: entries.filter(([, field]) => !field.isOptional).map(([path]) => path),
    properties: Object.fromEntries(entries.map(([path, field]) => [path, field.outline])),
  };
}
