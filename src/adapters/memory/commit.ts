// All or nothing, in the order that the port sets: whatever a command expects first, then what it adds.

import type {
  Change,
  ChangeTo,
  CollectionName,
  Collections,
  Operation,
} from '../../ports/storage.js';
import type { Table, Undo } from './table.js';
import type { Tables } from './tables.js';

interface Write {
  readonly collection: string;
  readonly id: string;
  run(): Undo;
}

/** Nobody sees it half done, since nothing in here waits. */
export function commitTo(tables: Tables, operation: Operation): void {
  const done: Undo[] = [];
  try {
    for (const write of writesOf(tables, operation)) done.push(write.run());
  } catch (violation) {
    for (const undo of done.reverse()) undo();
    throw violation;
  }
}

function writesOf(tables: Tables, { changes, journal, messages }: Operation): readonly Write[] {
  const toWrite = (change: Change) => writeOf(tables, change);
  const guarded = changes.filter(({ kind }) => kind !== 'insert').map(toWrite);
  const inserts = [
    ...changes.filter(({ kind }) => kind === 'insert').map(toWrite),
    insertInto(tables.journal, journal), // JOURNAL-1
    ...messages.map((message) => insertInto(tables.outbox, message)),
  ];
  return [...guarded.sort(byCollectionAndId), ...inserts.sort(byCollectionAndId)];
}

function byCollectionAndId(a: Write, b: Write): number {
  return compareText(a.collection, b.collection) || compareText(a.id, b.id);
}

/** By code unit, as a database compares the ASCII of names and ids; never by a locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function writeOf<C extends CollectionName>(
  tables: { readonly [K in CollectionName]: Table<Collections[K]> },
  change: ChangeTo<C>,
): Write {
  const { collection, id } = change;
  const table: Table<Collections[C]> = tables[collection];
  return { collection, id, run: () => runChange(table, change) };
}

function runChange<C extends CollectionName>(
  table: Table<Collections[C]>,
  change: ChangeTo<C>,
): Undo {
  switch (change.kind) {
    case 'insert':
      return table.insert(change.id, change.value);
    case 'update':
      return /* REV-31 */ table.update(change.id, change.expected, change.value);
    case 'remove':
      return table.remove(change.id, change.expected);
    case 'touch':
      return table.touch(change.id, change.expected);
  }
}

function insertInto<T extends { readonly id: string }>(table: Table<T>, value: T): Write {
  return { collection: table.name, id: value.id, run: () => table.insert(value.id, value) };
}
