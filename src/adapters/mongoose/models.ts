// The Mongoose models of the collections, on the embedder's connection.

import {
  type Connection,
  type Model,
  Schema,
  type SchemaDefinitionProperty,
  trusted,
} from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { AnyCollectionDefinition } from './collection-definition.js';
import { type AnyCollectionName, collections } from './collections.js';
import { inlineFieldsOf } from './fields/embedded.js';
import type { BsonRecord, Field, FieldMap } from './fields/field.js';

export type Models = Readonly<Record<AnyCollectionName, Model<BsonRecord>>>;

const modelsByConnection = new WeakMap<Connection, Map<string, Models>>();

/** The models with this prefix, which are registered on the connection once. Throws if the connection has other models with their names. */
export function getOrRegisterModels(connection: Connection, prefix: string): Models {
  const byPrefix = modelsByConnection.get(connection) ?? new Map<string, Models>();
  modelsByConnection.set(connection, byPrefix);
  const models = byPrefix.get(prefix) ?? registerModels(connection, prefix);
  byPrefix.set(prefix, models);
  return models;
}

function registerModels(connection: Connection, prefix: string): Models {
  const modelNames = Object.values(collections).map(({ model }) => prefix + model);
  const takenName = modelNames.find((name) => connection.modelNames().includes(name));
  if (takenName !== undefined) throw modelNameTakenError(takenName);
  const modelOf = (definition: AnyCollectionDefinition) =>
    connection.model<BsonRecord>(prefix + definition.model, toMongooseSchema(definition, prefix));
  return {
    users: modelOf(collections.users),
    organizations: modelOf(collections.organizations),
    memberships: modelOf(collections.memberships),
    invitations: modelOf(collections.invitations),
    slugs: modelOf(collections.slugs),
    apps: modelOf(collections.apps),
    submissions: modelOf(collections.submissions),
    apikeys: modelOf(collections.apikeys),
    journal: modelOf(collections.journal),
    outbox: modelOf(collections.outbox),
  };
}

function modelNameTakenError(name: string): StorageError {
  return new StorageError(
    'misconfigured',
    `The connection already has a model named "${name}". Give mongooseStorage a modelPrefix, such as ` +
      '"Guildhall", for the names of its own models; the names of the collections stay the same.',
  );
}

function toMongooseSchema(definition: AnyCollectionDefinition, prefix: string): Schema<BsonRecord> {
  const secrets = Object.keys(definition.visibility ?? {}).filter(
    (name) => definition.visibility?.[name] === 'secret',
  );
  const schemaFields: FieldMap = { ...definition.stored, ...definition.mirrored };
  const schema = new Schema<BsonRecord>(toSchemaProperties(schemaFields, prefix, secrets), {
    collection: definition.collection,
    strict: 'throw',
    strictQuery: 'throw',
    autoIndex: false,
    autoCreate: false,
    versionKey: false,
    timestamps: false,
    id: false,
    minimize: false,
  });
  for (const { key, ...options } of definition.indexes) schema.index({ ...key }, { ...options });
  if (definition.modelFilter !== undefined) hideOtherRows(schema, definition.modelFilter);
  return schema;
}

const filteringQueries = [
  'countDocuments',
  'deleteMany',
  'deleteOne',
  'distinct',
  'find',
  'findOne',
  'findOneAndDelete',
  'findOneAndReplace',
  'findOneAndUpdate',
  'replaceOne',
  'updateMany',
  'updateOne',
] as const;

/** Lets the embedder's queries, counts and pipelines on the model see only the rows that match. The storage itself uses the driver. */
function hideOtherRows(schema: Schema<BsonRecord>, filter: BsonRecord): void {
  // Trusted, or an embedder's `sanitizeFilter` would take its operators for values.
  const trustedFilter = Object.fromEntries(
    Object.entries(filter).map(([path, condition]) => [path, trusted(condition)]),
  );
  schema.pre([...filteringQueries], { query: true, document: false }, function () {
    this.and([trustedFilter]);
  });
  schema.pre('aggregate', function () {
    this.pipeline().unshift({ $match: filter });
  });
}

function toSchemaProperties(
  fields: FieldMap,
  prefix: string,
  secrets: readonly string[] = [],
): Record<string, SchemaDefinitionProperty> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const embeddedFields = inlineFieldsOf(field);
      const isSecret = secrets.includes(name);
      const inner =
        embeddedFields === null
          ? toSchemaProperty(field, prefix, isSecret)
          : toSchemaProperties(embeddedFields, prefix);
      return [field.storedName ?? name, inner];
    }),
  );
}

function toSchemaProperty(
  field: Field<unknown>,
  prefix: string,
  isSecret: boolean,
): SchemaDefinitionProperty {
  const { embeddedFields, isEmbeddedList, isOptional, ref, schemaOptions } = field;
  const part = embeddedFields === undefined ? null : toSubschema(embeddedFields, prefix);
  return {
    ...schemaOptions,
    ...(part === null ? {} : { type: isEmbeddedList ? [part] : part }),
    ...(ref === undefined ? {} : { ref: prefix + ref }),
    ...(isOptional ? {} : { required: [true, '{PATH} is missing'] }),
    ...(isSecret ? { select: false } : {}),
  } as SchemaDefinitionProperty;
}

function toSubschema(embeddedFields: FieldMap, prefix: string): Schema {
  return new Schema(toSchemaProperties(embeddedFields, prefix), {
    _id: false,
    id: false,
    strict: 'throw',
  });
}
