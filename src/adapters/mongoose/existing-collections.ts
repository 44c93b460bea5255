// What a database already has under the names that Guildhall needs.

import { mongo } from 'mongoose';
import type { CollectionSetup, StoredName } from './collection-definition.js';
import type { Database } from './database.js';
import { jsonSchemaOf } from './fields/embedded.js';
import type { BsonRecord } from './fields/field.js';

export interface ExistingCollection {
  readonly type: string;
  readonly options: BsonRecord;
}

export type ExistingCollections = ReadonlyMap<StoredName, ExistingCollection>;

export async function findExisting(
  { db, nameOf }: Database,
  names: readonly StoredName[],
): Promise<ExistingCollections> {
  const byStoredName = new Map(names.map((name) => [nameOf(name), name]));
  const filter = { name: { $in: [...byStoredName.keys()] } };
  const infos = await db.listCollections(filter, { nameOnly: false }).toArray();
  return new Map(
    infos.flatMap(({ name, type = 'collection', options = {} }) => {
      const known = byStoredName.get(name);
      return known === undefined ? [] : [[known, { type, options: { ...options } }] as const];
    }),
  );
}

export function listIndexes(
  database: Database,
  name: StoredName,
): Promise<readonly mongo.IndexDescriptionInfo[]> {
  return database.collection(name).indexes();
}

const sampleSize = 100;

export async function isEmpty(database: Database, name: StoredName): Promise<boolean> {
  return (await database.collection(name).findOne({}, { projection: { _id: 1 } })) === null;
}

/** Names documents that are no rows, among the oldest and the newest. The rest is not read. */
export async function sampleForeignIds(
  database: Database,
  { collection, stored }: CollectionSetup,
): Promise<readonly string[]> {
  const pipeline = [
    { $limit: sampleSize },
    { $match: { $nor: [{ $jsonSchema: jsonSchemaOf(stored) }] } },
    { $limit: 2 },
    { $project: { _id: 1 } },
  ];
  const documents = database.collection(collection);
  const samples = await Promise.all(
    [1, -1].map((direction) =>
      documents.aggregate(pipeline, { hint: { $natural: direction } }).toArray(),
    ),
  );
  return [...new Set(samples.flat().map(({ _id }) => describeForeignId(_id)))];
}

/** Any other id of somebody else's may be an address or a name, which no error shows. */
function describeForeignId(id: unknown): string {
  return id instanceof mongo.ObjectId ? id.toHexString() : 'one whose _id is no ObjectId';
}
