// A shadow: a second set of tables beside the real ones, in which a rule has changed every row. Reads that find or show rows
// by the shadow are like indexes and projections that a storage derives wrongly.

import { deepCopy } from '../../src/adapters/kit/index.js';
import type { Position } from '../../src/adapters/memory/sorted-positions.js';
import type { Versioned } from '../../src/domain/shared/result.js';
import type { Storage, UniqueConstraint } from '../../src/ports/storage.js';
import { StorageError } from '../../src/ports/storage-error.js';
import {
  around,
  callMethod,
  createBench,
  putRow,
  readsOf,
  type Table,
  type TableName,
  type Tables,
} from './bench.js';
import { type BenchTables, createBenchTables } from './bench-table.js';
import { isRecord } from './data.js';

/** What the shadow keeps instead of a row. `before` is what it kept of it so far. Null: no row. */
export type ShadowRule = (
  collection: TableName,
  row: Versioned<object> | null,
  before: Versioned<object> | null,
) => Versioned<object> | null;

/** `find`: the reads find rows by the shadow and show the real ones. `show`: they show what the shadow has. */
export type ShadowMode = 'find' | 'show';

/** The storage, with some reads answered by a shadow; `reads` null means all. */
export function withShadow(
  rule: ShadowRule,
  reads: readonly string[] | null,
  mode: ShadowMode,
  isLate = false,
): Storage {
  const shadow = createBenchTables();
  allowAnything(shadow);
  const mirror = createMirror(shadow, rule, isLate);
  const bench = createBench({ written: ({ tables }) => mirror(tables) });
  let isOpen = true;
  /** The answers of this tick with the real rows. */
  const real = new WeakMap<object, unknown>();
  const shadowReads = readsOf(shadow, async (body) => {
    await Promise.resolve();
    if (!isOpen) throw new StorageError('unavailable', 'The storage is closed; open another one.');
    const answer = deepCopy(body());
    if (mode === 'find' && typeof answer === 'object' && answer !== null) {
      real.set(answer, withRealRows(answer, bench.tables, shadow));
    }
    return answer;
  });
  const shadowStorage: Storage = { ...bench.storage, ...shadowReads };
  return around(bench.storage, async ({ name, args }, proceed) => {
    if (name === 'close') isOpen = false;
    const isShadowed =
      reads === null ? Object.hasOwn(shadowReads, name.split('.')[0] ?? '') : reads.includes(name);
    if (!isShadowed || name === 'apiKeys.recordUse') return proceed();
    const answer = await callMethod(shadowStorage, name, args);
    return typeof answer === 'object' && answer !== null ? (real.get(answer) ?? answer) : answer;
  });
}

/** Rows of a shadow may have the same keys, and lack what an index needs: then they are not in it. */
export function allowAnything(memory: BenchTables): void {
  for (const watch of uniqueWatchesOf(memory)) {
    Object.defineProperty(watch, 'conflictsWith', { value: () => false });
  }
  for (const index of Object.values(memory).flatMap(
    ({ sortedIndexes }): readonly TolerantIndex[] => sortedIndexes,
  )) {
    for (const method of ['add', 'delete'] as const) {
      const usual = index[method].bind(index);
      const tolerant: typeof usual = (place, value) => {
        try {
          usual(place, value);
        } catch {
          // The row has no place.
        }
      };
      Object.defineProperty(index, method, { value: tolerant });
    }
  }
}

interface TolerantIndex {
  add(place: Position, row: object): void;
  delete(place: Position, row: object): void;
}

/** What watches a constraint over rows that are any objects. */
export interface AnyWatch {
  readonly constraint: UniqueConstraint;
  keyOf(value: object): string | null;
  conflictsWith(id: string, value: object): boolean;
}

export function uniqueWatchesOf(memory: BenchTables): readonly AnyWatch[] {
  return Object.values(memory).flatMap(({ watches }): readonly AnyWatch[] => watches);
}

/** Copies what has changed since the last time. A late one copies it one write later. */
function createMirror(shadow: Tables, rule: ShadowRule, isLate: boolean): (tables: Tables) => void {
  const seen = new Map(namesOf(shadow).map((name) => [name, new Map<string, Versioned<object>>()]));
  let late: readonly RowChange[] = [];
  return (tables) => {
    const changes = [...seen].flatMap(([name, known]) => changesSince(name, known, tables[name]));
    for (const { collection, id, row } of isLate ? late : changes) {
      const table = shadow[collection];
      putRow(table, id, rule(collection, row, table.find(id)));
    }
    late = changes;
  };
}

interface RowChange {
  readonly collection: TableName;
  readonly id: string;
  readonly row: Versioned<object> | null;
}

/** Rows that are not those that were known, which are then known. */
function changesSince(
  collection: TableName,
  known: Map<string, Versioned<object>>,
  table: Table,
): readonly RowChange[] {
  const rows = new Map(table.rows().map((row) => [idOf(row.value), row]));
  const removed = [...known.keys()]
    .filter((id) => !rows.has(id))
    .map((id) => ({ collection, id, row: null }));
  const written = [...rows]
    .filter(([id, row]) => known.get(id) !== row)
    .map(([id, row]) => ({ collection, id, row }));
  for (const { id } of removed) known.delete(id);
  for (const { id, row } of written) known.set(id, row);
  return [...removed, ...written];
}

function namesOf(tables: Tables): readonly TableName[] {
  return Object.keys(tables).filter((name): name is TableName => Object.hasOwn(tables, name));
}

export function idOf(row: object): string {
  return String(Reflect.get(row, 'id') ?? Reflect.get(row, 'slug'));
}

/** The answer with the real rows, and the real fields of projections, in the places of those of the shadow. */
export function withRealRows(answer: unknown, tables: Tables, shadow: Tables): unknown {
  if (Array.isArray(answer)) return answer.map((each) => withRealRows(each, tables, shadow));
  if (!isRecord(answer)) return answer;
  const { value, version } = answer;
  const row = isRecord(value) && typeof version === 'number' ? value : answer;
  const real = realRowOf(row, tables, shadow);
  if (real === null)
    return Object.fromEntries(
      Object.entries(answer).map(([name, each]) => [name, withRealRows(each, tables, shadow)]),
    );
  if (row !== answer) {
    // A list can leave fields out, such as the metadata.
    const shown = Object.entries(real.value).filter(
      ([name]) => Object.hasOwn(row, name) || !Object.hasOwn(real.shadow.value, name),
    );
    return deepCopy({ value: Object.fromEntries(shown), version: real.version });
  }
  const isWhole = Object.keys(real.shadow.value).every((name) => Object.hasOwn(answer, name));
  return deepCopy(
    isWhole
      ? real.value
      : {
          ...answer,
          ...Object.fromEntries(
            Object.entries(real.value).filter(
              ([name, each]) =>
                Object.hasOwn(answer, name) && (typeof each !== 'object' || each instanceof Date),
            ),
          ),
        },
  );
}

/** The real row with the id of this one, in the table in which the shadow has it, too. */
function realRowOf(
  row: Readonly<Record<string, unknown>>,
  tables: Tables,
  shadow: Tables,
): (Versioned<object> & { readonly shadow: Versioned<object> }) | null {
  if (!('id' in row) && !('since' in row)) return null;
  const id = idOf(row);
  for (const name of namesOf(tables)) {
    const [real, there] = [tables[name].find(id), shadow[name].find(id)];
    // Rows of several collections can have one id.
    const isThis =
      there !== null &&
      'createdAt' in row === 'createdAt' in there.value &&
      Object.keys(row).filter((field) => Object.hasOwn(there.value, field)).length * 2 >
        Object.keys(row).length;
    if (real !== null && isThis) return { ...real, shadow: there };
  }
  return null;
}
