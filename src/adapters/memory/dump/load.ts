// Makes tables from a dump, and refuses what is none.

import { firstVersion, stepsAfter, versionAfter } from '../../../ports/migration.js';
import type { UniqueConstraint } from '../../../ports/storage.js';
import {
  compactCopy,
  idOf,
  keyEntriesOf,
  type StoredName,
  type StoredRows,
  storedNames,
} from '../../kit/index.js';
import type { MemoryTable } from '../table.js';
import { createEmptyTables, type MemoryTables, tableOf } from '../tables.js';
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
import { rowReaders } from './rows.js';
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
  for (const name of storedNames) loadRows(tables, name, rows[name]);
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

function loadRows<C extends StoredName>(tables: MemoryTables, name: C, given: unknown): void {
  const table = tableOf(tables, name);
  const readValue: Reader<StoredRows[C]> = rowReaders[name];
  for (const [index, { version, value }] of readRows(given, `dump.rows.${name}`).entries()) {
    const path = `dump.rows.${name}.${index}`;
    const row = compactCopy(readValue(value, `${path}.value`));
    const violated = violatedConstraint(table, row);
    if (violated !== null) throw refuseDump(path, `the only row with its value of ${violated}`);
    table.replace(idOf(row), null, { version, value: row });
  }
}

function violatedConstraint<C extends StoredName>(
  table: MemoryTable<C>,
  row: StoredRows[C],
): UniqueConstraint | null {
  if (table.find(idOf(row)) !== null) return `${table.name}.id`;
  const entries = keyEntriesOf(table.name, row);
  return entries.find(({ key, values }) => table.findByKey(key, values) !== null)?.key ?? null;
}
