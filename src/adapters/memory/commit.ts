// Commits an operation, all or nothing, in the order that the port defines: first the changes that expect a version,
// then the inserts.

import { metadataFieldNames } from '../../domain/shared/metadata.js';
import { compareText } from '../../domain/shared/text.js';
import type {
  Change,
  CollectionChange,
  CollectionName,
  Collections,
  Operation,
} from '../../ports/storage.js';
import type { MemoryTable, Undo } from './table.js';
import type { MemoryTables } from './tables.js';

interface TableWrite {
  readonly collection: string;
  readonly id: string;
  run(): Undo;
}

/** Runs without `await`, so no other call sees a part of it. */
export function commitOperation(tables: MemoryTables, operation: Operation): void {
  const done: Undo[] = [];
  try {
    for (const write of orderedWritesOf(tables, operation)) done.push(write.run());
  } catch (violation) {
    for (const undo of done.reverse()) undo();
    throw violation;
  }
}

function orderedWritesOf(
  tables: MemoryTables,
  { changes, journal, messages }: Operation,
): readonly TableWrite[] {
  const toWrite = (change: Change) => toTableWrite(tables, change);
  const versionedWrites = changes.filter(({ kind }) => kind !== 'insert').map(toWrite);
  const inserts = [
    ...changes.filter(({ kind }) => kind === 'insert').map(toWrite),
    toInsertWrite(tables.journal, journal),
    ...messages.map((message) => toInsertWrite(tables.outbox, message)),
  ];
  return [
    ...versionedWrites.sort(compareByCollectionAndId),
    ...inserts.sort(compareByCollectionAndId),
  ];
}

function compareByCollectionAndId(a: TableWrite, b: TableWrite): number {
  return compareText(a.collection, b.collection) || compareText(a.id, b.id);
}

function toTableWrite<C extends CollectionName>(
  tables: { readonly [K in CollectionName]: MemoryTable<Collections[K]> },
  change: CollectionChange<C>,
): TableWrite {
  const { collection, id } = change;
  const table: MemoryTable<Collections[C]> = tables[collection];
  return { collection, id, run: () => applyChange(table, change) };
}

function applyChange<C extends CollectionName>(
  table: MemoryTable<Collections[C]>,
  change: CollectionChange<C>,
): Undo {
  switch (change.kind) {
    case 'insert':
      return table.insert(change.id, change.value);
    case 'update':
      return table.update(
        change.id,
        change.expectedVersion,
        change.keepsMetadata === true
          ? withMetadataOf(table.find(change.id)?.value, change.value)
          : change.value,
      );
    case 'remove':
      return table.remove(change.id, change.expectedVersion);
    case 'touch':
      return table.touch(change.id, change.expectedVersion);
  }
}

/** The value with the metadata of the row that it replaces. */
export function withMetadataOf<T extends object>(before: T | undefined, value: T): T {
  const after = { ...value };
  for (const name of metadataFieldNames) {
    const part: unknown = Reflect.get(before ?? {}, name);
    if (part === undefined) Reflect.deleteProperty(after, name);
    else Reflect.set(after, name, part);
  }
  return after;
}

function toInsertWrite<T extends { readonly id: string }>(
  table: MemoryTable<T>,
  value: T,
): TableWrite {
  return { collection: table.name, id: value.id, run: () => table.insert(value.id, value) };
}
