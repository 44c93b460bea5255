// A dump: everything that a storage holds, as plain data that JSON keeps as it is. Times are ISO 8601 text.

import { versionAfter } from '../../../ports/migration.js';
import type { StoredName } from '../../kit/index.js';
import type { MemoryTables } from '../tables.js';
import { dumpSteps } from './steps.js';

/** Everything that a memory storage holds, by collection. Like a database, it holds addresses, names and digests. */
export interface MemoryDump {
  readonly formatVersion: 1;
  /** The version of the rows, which a later release may raise. */
  readonly schemaVersion: number;
  readonly rows: Readonly<Record<StoredName, readonly DumpedRow[]>>;
}

/** A row in a dump, with the version that every change raises. */
export interface DumpedRow {
  readonly version: number;
  readonly value: unknown;
}

/** The version of the rows of this release. */
export const dumpedVersion: number = versionAfter(dumpSteps);

export function dumpTables(tables: MemoryTables): MemoryDump {
  const rows = Object.values(tables).map((table) => [table.name, table.rows()] as const);
  const dump = {
    formatVersion: 1,
    schemaVersion: dumpedVersion,
    rows: Object.fromEntries(rows),
  };
  return JSON.parse(JSON.stringify(dump));
}
