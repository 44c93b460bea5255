// A table without a unique constraint, to show that "look, then insert" creates duplicates.

import { openTestConnection } from '../../support/mongo-connections.js';
import type { TestStorageKind } from '../../support/world.js';

export interface UnconstrainedTable {
  count(key: string): Promise<number>;
  insert(key: string): Promise<void>;
}

export async function openUnconstrainedTable(
  kind: TestStorageKind['name'],
): Promise<UnconstrainedTable> {
  return kind === 'memory' ? memoryTable() : mongoTable();
}

function memoryTable(): UnconstrainedTable {
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

async function mongoTable(): Promise<UnconstrainedTable> {
  const rows = (await openTestConnection()).collection('loose');
  return {
    count: (key) => rows.countDocuments({ key: { $eq: key } }),
    async insert(key) {
      await rows.insertOne({ key });
    },
  };
}

/** Returns how many rows there are after `count` concurrent callers have looked and inserted. */
export async function lookThenInsert(
  table: UnconstrainedTable,
  key: string,
  times: number,
): Promise<number> {
  const one = async () => {
    if ((await table.count(key)) === 0) await table.insert(key);
  };
  await Promise.all(Array.from({ length: times }, one));
  return table.count(key);
}
