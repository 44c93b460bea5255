// How much space the rows and the index entries of a database take, measured after a checkpoint.

import type { mongo } from 'mongoose';
import { collections } from '../../src/adapters/mongoose/collections.js';
import { defaultCollectionPrefix } from '../../src/adapters/mongoose/options.js';

export interface IndexSize {
  readonly name: string;
  readonly entries: number;
  readonly bytes: number;
}

export interface CollectionSize {
  readonly collection: string;
  readonly rows: number;
  /** Before compression. */
  readonly rawBytes: number;
  /** On disk, with the compression of the server. */
  readonly bytes: number;
  readonly indexes: readonly IndexSize[];
}

/** The indexes that the shard keys of docs/guide/scale.md need, besides those of the storage. */
const shardKeyIndexes: Readonly<Record<string, mongo.IndexSpecification>> = {
  users: { _id: 'hashed' },
  organizations: { _id: 'hashed' },
  apps: { _id: 'hashed' },
  apikeys: { _id: 'hashed' },
  journal: { _id: 'hashed' },
  outbox: { _id: 'hashed' },
  memberships: { organization: 1, user: 1 },
};

const shardKeyIndexName = (collection: string) => `${collection}.shard_key`;

/** Creates them only to be measured. */
export async function createShardKeyIndexes(db: mongo.Db): Promise<void> {
  for (const [collection, key] of Object.entries(shardKeyIndexes)) {
    await db
      .collection(defaultCollectionPrefix + collection)
      .createIndex(key, { name: shardKeyIndexName(collection) });
  }
}

export async function dropShardKeyIndexes(db: mongo.Db): Promise<void> {
  for (const collection of Object.keys(shardKeyIndexes)) {
    await db
      .collection(defaultCollectionPrefix + collection)
      .dropIndex(shardKeyIndexName(collection));
  }
}

/** Writes a checkpoint first. The space that a file could use again is left out. */
export async function measureSizes(
  client: mongo.MongoClient,
  db: mongo.Db,
): Promise<readonly CollectionSize[]> {
  await client.db('admin').command({ fsync: 1 });
  const sizes: CollectionSize[] = [];
  for (const collection of Object.keys(collections)) sizes.push(await sizeOf(db, collection));
  return sizes;
}

async function sizeOf(db: mongo.Db, collection: string): Promise<CollectionSize> {
  const [stats] = await db
    .collection(defaultCollectionPrefix + collection)
    .aggregate([{ $collStats: { storageStats: {} } }])
    .toArray();
  const storage = stats?.['storageStats'] ?? {};
  const { keysPerIndex } = await db.command({
    validate: defaultCollectionPrefix + collection,
  });
  const indexes = Object.entries(storage.indexSizes ?? {}).map(([name, bytes]) => {
    const blocks = storage.indexDetails?.[name]?.['block-manager'] ?? {};
    const free = Number(blocks['file bytes available for reuse'] ?? 0);
    return { name, entries: Number(keysPerIndex?.[name] ?? 0), bytes: Number(bytes) - free };
  });
  return {
    collection,
    rows: Number(storage.count ?? 0),
    rawBytes: Number(storage.size ?? 0),
    bytes: Number(storage.storageSize ?? 0) - Number(storage.freeStorageSize ?? 0),
    indexes,
  };
}

/** A table in Markdown: one line for each collection, and one for each of its indexes. */
export function sizeTable(sizes: readonly CollectionSize[]): string {
  const lines = sizes
    .filter(({ rows }) => rows > 0)
    .flatMap(({ collection, rows, rawBytes, bytes, indexes }) => [
      `| \`${collection}\` | ${rows} | ${per(rawBytes, rows)} | ${per(bytes, rows)} |`,
      ...indexes.map(
        ({ name, entries, bytes: size }) =>
          `| \`${name === '_id_' ? `${collection}._id_` : name}\` | ${entries} | | ${per(size, entries)} |`,
      ),
    ]);
  return [
    '| rows or entries of | number | raw bytes | bytes on disk |',
    '| --- | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

function per(bytes: number, count: number): string {
  return count === 0 ? '–' : (bytes / count).toFixed(1);
}
