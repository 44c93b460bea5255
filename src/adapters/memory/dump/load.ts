// Makes tables from a dump, and refuses what is none.

import { firstVersion, stepsAfter, versionAfter } from '../../../ports/migration.js';
import { isStorageError } from '../../../ports/storage-error.js';
import { compactCopy } from '../port-call.js';
import type { MemoryTable } from '../table.js';
import { createEmptyTables, type MemoryTables } from '../tables.js';
import type { DumpedRow } from './dump.js';
import {
  list,
  optional,
  positive,
  type Reader,
  record,
  refuseDump,
  requireObject,
} from './readers.js';
import { type MemoryRows, rowReaders } from './rows.js';
import { type DumpStep, dumpSteps } from './steps.js';

/** Throws a `misconfigured` that names the first place where a dump has something else. */
export function loadTables(dump: unknown, steps: readonly DumpStep[] = dumpSteps): MemoryTables {
  const { rows: dumped, schemaVersion = firstVersion } = readDump(dump, 'dump');
  if (schemaVersion > versionAfter(steps)) {
    throw refuseDump(
      'dump.schemaVersion',
      `at most ${versionAfter(steps)}, because a later release of Guildhall made the dump; load it with that one`,
    );
  }
  const rows = stepsAfter(schemaVersion, steps).reduce((before, { run }) => run(before), dumped);
  const tables = createEmptyTables();
  const unknown = Object.keys(rows).find((name) => !Object.hasOwn(tables, name));
  if (unknown !== undefined) throw refuseDump(`dump.rows.${unknown}`, 'absent');
  for (const { name } of Object.values(tables)) loadRows(tables, name, rows[name]);
  return tables;
}

const readFormatVersion: Reader<1> = (given, path) => {
  if (given === 1) return given;
  throw refuseDump(path, '1, because this version of Guildhall reads no other format');
};

interface ReadDump {
  readonly formatVersion: 1;
  /** Dumps from before there were versions have none. */
  readonly schemaVersion?: number;
  readonly rows: Readonly<Record<string, unknown>>;
}

const readDump = record<ReadDump>({
  formatVersion: readFormatVersion,
  schemaVersion: optional(positive),
  rows: requireObject,
});

const readRows = list(record<DumpedRow>({ version: positive, value: (given) => given }));

function loadRows<N extends keyof MemoryRows>(
  tables: { readonly [K in keyof MemoryRows]: MemoryTable<MemoryRows[K]> },
  name: N,
  given: unknown,
): void {
  const table: MemoryTable<MemoryRows[N]> = tables[name];
  const readValue: Reader<MemoryRows[N]> = rowReaders[name];
  for (const [index, { version, value }] of readRows(given, `dump.rows.${name}`).entries()) {
    const path = `dump.rows.${name}.${index}`;
    const row = { version, value: compactCopy(readValue(value, `${path}.value`)) };
    try {
      table.load('id' in row.value ? row.value.id : row.value.slug, row);
    } catch (conflict) {
      if (!isStorageError(conflict)) throw conflict;
      throw refuseDump(path, `the only row with its value of ${conflict.constraint}`);
    }
  }
}
