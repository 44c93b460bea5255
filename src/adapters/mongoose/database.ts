// The database of the storage: its collections under their stored names, on a handle of the driver whose options are
// our own. So no option of the connection changes what is read or written.

import { mongo, type PipelineStage } from 'mongoose';
import type { StoredName } from './collection-definition.js';

export interface Database {
  readonly db: mongo.Db;
  readonly client: mongo.MongoClient;
  readonly nameOf: (name: StoredName) => string;
  collection<T extends mongo.Document = mongo.Document>(name: StoredName): mongo.Collection<T>;
  /** The pipeline with the stored names of the collections that it joins. In the code, it has their names without prefix. */
  toStoredPipeline(pipeline: readonly PipelineStage[]): PipelineStage[];
}

/**
 * Every option of the driver that changes how values are written and read, or which rows a statement sees, with the
 * value that the adapter is written for.
 */
const ownOptions: mongo.DbOptions & mongo.CollectionOptions = {
  bsonRegExp: false,
  enableUtf8Validation: true,
  fieldsAsRaw: {},
  forceServerObjectId: false,
  ignoreUndefined: false,
  promoteBuffers: false,
  promoteLongs: true,
  promoteValues: true,
  raw: false,
  readConcern: new mongo.ReadConcern('majority'),
  readPreference: 'primary',
  serializeFunctions: false,
  useBigInt64: false,
  writeConcern: { w: 'majority' },
};

export function createDatabase(
  client: mongo.MongoClient,
  database: string,
  prefix: string,
): Database {
  const db = client.db(database, ownOptions);
  const nameOf = (name: StoredName) => prefix + name;
  return {
    db,
    client,
    nameOf,
    // Given again, because a database does not pass every one of them on.
    collection: (name) => db.collection(nameOf(name), ownOptions),
    toStoredPipeline: (pipeline) => pipeline.map((stage) => withStoredNames(stage, prefix)),
  };
}

function withStoredNames<S extends PipelineStage>(stage: S, prefix: string): S {
  if ('$lookup' in stage) {
    const { from, pipeline } = stage.$lookup;
    const inner = pipeline?.map((one) => withStoredNames(one, prefix));
    const joined = { from: prefix + from, ...(inner === undefined ? {} : { pipeline: inner }) };
    return { ...stage, $lookup: { ...stage.$lookup, ...joined } };
  }
  if ('$unionWith' in stage && typeof stage.$unionWith === 'object') {
    const { coll, pipeline } = stage.$unionWith;
    const inner = pipeline?.map((one) => withStoredNames(one, prefix));
    const joined = { coll: prefix + coll, ...(inner === undefined ? {} : { pipeline: inner }) };
    return { ...stage, $unionWith: { ...stage.$unionWith, ...joined } };
  }
  return stage;
}
