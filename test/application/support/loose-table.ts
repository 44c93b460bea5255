// A table without a unique constraint, for what one writes at first: look, and insert where nothing was found.
import type { StorageKind } from '../../support/guildhall.js';
import { freshConnection } from '../../support/mongo.js';

export interface LooseTable {
  count(key: string): Promise<number>;
  insert(key: string): Promise<void>;
}

export async function looseTable(kind: StorageKind['name']): Promise<LooseTable> {
  return kind === 'memory' ? inMemory() : onMongo();
}

function inMemory(): LooseTable {
  const rows: string[] = [];
  return {
    async count(key) {
      await Promise.resolve();
      return rows.filter((row) => row === key).length;
    },
    async insert(key) {
      await Promise.resolve();
      rows.push(key);
    },
  };
}

async function onMongo(): Promise<LooseTable> {
  const rows = (await freshConnection()).collection('loose');
  return {
    count: (key) => rows.countDocuments({ key: { $eq: key } }),
    async insert(key) {
      await rows.insertOne({ key });
    },
  };
}

/** How many of these rows there are after so many at once have looked, and inserted where none was. */
export async function lookThenInsert(
  table: LooseTable,
  key: string,
  times: number,
): Promise<number> {
  const one = async () => {
    if ((await table.count(key)) === 0) await table.insert(key);
  };
  await Promise.all(Array.from({ length: times }, one));
  return table.count(key);
}
