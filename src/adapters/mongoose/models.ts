// The Mongoose models of the collections, on the embedder's connection.

import { type Connection, type Model, Schema, type SchemaDefinitionProperty } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { type TableName, tables } from './collections.js';
import type { Field, Fields, Row } from './fields.js';
import { type Layout, partsOf } from './tables.js';

export type Models = Readonly<Record<TableName, Model<Row>>>;

const known = new WeakMap<Connection, Map<string, Models>>();

/** The connection's models of this prefix, made once; throws where it has others under their names. */
export function modelsOn(connection: Connection, prefix: string): Models {
  const byPrefix = known.get(connection) ?? new Map<string, Models>();
  known.set(connection, byPrefix);
  const models = byPrefix.get(prefix) ?? register(connection, prefix);
  byPrefix.set(prefix, models);
  return models;
}

function register(connection: Connection, prefix: string): Models {
  const taken = Object.values(tables).map(({ model }) => prefix + model);
  const theirs = taken.find((name) => connection.modelNames().includes(name));
  if (theirs !== undefined) throw nameTaken(theirs);
  const modelOf = (table: Layout) =>
    connection.model<Row>(prefix + table.model, schemaOf(table, prefix));
  return {
    users: modelOf(tables.users),
    organizations: modelOf(tables.organizations),
    memberships: modelOf(tables.memberships),
    invitations: modelOf(tables.invitations),
    slugs: modelOf(tables.slugs),
    apps: modelOf(tables.apps),
    submissions: modelOf(tables.submissions),
    apikeys: modelOf(tables.apikeys),
    journal: modelOf(tables.journal),
    outbox: modelOf(tables.outbox),
  };
}

function nameTaken(name: string): StorageError {
  return new StorageError(
    'misconfigured',
    `The connection already has a model named "${name}". Give mongooseStorage a modelPrefix, such as ` +
      '"Guildhall", under which it registers its own; the names of the collections stay.',
  );
}

function schemaOf(table: Layout, prefix: string): Schema<Row> {
  const secrets = Object.keys(table.visibility ?? {}).filter(
    (name) => table.visibility?.[name] === 'secret',
  );
  const known: Fields = { ...table.stored, ...table.mirrored };
  const schema = new Schema<Row>(definitionOf(known, prefix, secrets), {
    collection: table.collection,
    strict: 'throw',
    strictQuery: 'throw',
    autoIndex: false,
    autoCreate: false,
    versionKey: false,
    timestamps: false,
    id: false,
    minimize: false,
  });
  for (const { key, ...options } of table.indexes) schema.index({ ...key }, { ...options });
  return schema;
}

type Definition = Record<string, SchemaDefinitionProperty>;

function definitionOf(fields: Fields, prefix: string, secrets: readonly string[] = []): Definition {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const parts = partsOf(field);
      const isSecret = secrets.includes(name);
      const inner = parts === null ? leafOf(field, prefix, isSecret) : definitionOf(parts, prefix);
      return [field.path ?? name, inner];
    }),
  );
}

function leafOf(
  field: Field<unknown>,
  prefix: string,
  isSecret: boolean,
): SchemaDefinitionProperty {
  const { parts, isListOfParts, isOptional, ref, rules } = field;
  const part = parts === undefined ? null : partOf(parts, prefix);
  return {
    ...rules,
    ...(part === null ? {} : { type: isListOfParts ? [part] : part }),
    ...(ref === undefined ? {} : { ref: prefix + ref }),
    ...(isOptional ? {} : { required: [true, '{PATH} is missing'] }),
    ...(isSecret ? { select: false } : {}),
  } as SchemaDefinitionProperty;
}

function partOf(parts: Fields, prefix: string): Schema {
  return new Schema(definitionOf(parts, prefix), { _id: false, id: false, strict: 'throw' });
}
