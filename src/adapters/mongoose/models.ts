// The Mongoose models of the collections, for embedders who populate and write through models. They belong to a Mongoose
// of their own, so that no plugin, setting or model of the embedder's Mongoose has a part in them. The storage itself
// calls the driver.

import {
  type Connection,
  type Model,
  Mongoose,
  Schema,
  type SchemaDefinitionProperty,
  trusted,
} from 'mongoose';
import type { AnyCollectionDefinition } from './collection-definition.js';
import { collections } from './collections.js';
import type { Database } from './database.js';
import { inlineFieldsOf } from './fields/embedded.js';
import type { BsonRecord, Field, FieldMap, ModelName } from './fields/field.js';

/** The models by their names, such as `Membership`. */
export type MongooseModels = Readonly<Record<ModelName, Model<BsonRecord>>>;

/** The models over the client of this database, which must be connected. */
export function createModels({ client, db, nameOf }: Database): MongooseModels {
  const own = new Mongoose().createConnection().setClient(client);
  return compileModels(own.useDb(db.databaseName), nameOf);
}

/** Compiles the models on a connection that has none. */
export function compileModels(connection: Connection, nameOf: Database['nameOf']): MongooseModels {
  const modelOf = (definition: AnyCollectionDefinition) =>
    connection.model<BsonRecord>(
      definition.model,
      toMongooseSchema(definition, nameOf(definition.collection)),
    );
  return {
    User: modelOf(collections.users),
    Organization: modelOf(collections.organizations),
    Membership: modelOf(collections.memberships),
    Invitation: modelOf(collections.invitations),
    Slug: modelOf(collections.slugs),
    App: modelOf(collections.apps),
    Submission: modelOf(collections.submissions),
    ApiKey: modelOf(collections.apikeys),
    JournalEntry: modelOf(collections.journal),
    OutboxMessage: modelOf(collections.outbox),
  };
}

function toMongooseSchema(
  definition: AnyCollectionDefinition,
  collection: string,
): Schema<BsonRecord> {
  const secrets = Object.entries(definition.visibility ?? {}).flatMap(([name, visibility]) =>
    visibility === 'secret' || visibility === 'system' ? [name] : [],
  );
  const schemaFields: FieldMap = { ...definition.stored, ...definition.mirrored };
  const schema = new Schema<BsonRecord>(toSchemaProperties(schemaFields, secrets), {
    collection,
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
  // Trusted, or the option `sanitizeFilter` of a query would take its operators for values.
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
  secrets: readonly string[] = [],
): Record<string, SchemaDefinitionProperty> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const embeddedFields = inlineFieldsOf(field);
      const isSecret = secrets.includes(name);
      const inner =
        embeddedFields === null
          ? toSchemaProperty(field, isSecret)
          : toSchemaProperties(embeddedFields);
      return [field.storedName ?? name, inner];
    }),
  );
}

function toSchemaProperty(field: Field<unknown>, isSecret: boolean): SchemaDefinitionProperty {
  const { embeddedFields, isEmbeddedList, isOptional, ref, schemaOptions } = field;
  const part = embeddedFields === undefined ? null : toSubschema(embeddedFields);
  return {
    ...schemaOptions,
    ...(part === null ? {} : { type: isEmbeddedList ? [part] : part }),
    ...(ref === undefined ? {} : { ref }),
    ...(isOptional ? {} : { required: [true, '{PATH} is missing'] }),
    ...(isSecret ? { select: false } : {}),
  } as SchemaDefinitionProperty;
}

function toSubschema(embeddedFields: FieldMap): Schema {
  return new Schema(toSchemaProperties(embeddedFields), {
    _id: false,
    id: false,
    strict: 'throw',
  });
}
