// A dump: everything that a storage holds, as plain data that JSON keeps as it is. Times are ISO 8601 text.

import type { CollectionName } from '../../../ports/storage.js';
import type { MemoryTables } from '../tables.js';

/** Everything that a memory storage holds, by collection. Like a database, it holds addresses, names and digests. */
export interface MemoryDump {
  readonly formatVersion: 1;
  readonly rows: Readonly<Record<CollectionName | 'journal' | 'outbox', readonly DumpedRow[]>>;
}

/** A row in a dump, with the version that every change raises. */
export interface DumpedRow {
  readonly version: number;
  readonly value: unknown;
}

export function dumpTables(tables: MemoryTables): MemoryDump {
  const rows = Object.values(tables).map((table) => [table.name, table.rows()] as const);
  return JSON.parse(JSON.stringify({ formatVersion: 1, rows: Object.fromEntries(rows) }));
}
