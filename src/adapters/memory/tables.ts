// All tables, as the rows that the kit reads and writes.

import type { RowView, RowWriteTo, StoredName } from '../kit/index.js';
import { collectionOfKey } from '../kit/index.js';
import { MemoryTable } from './table.js';

export type MemoryTables = { readonly [C in StoredName]: MemoryTable<C> };

export function createEmptyTables(): MemoryTables {
  return {
    users: new MemoryTable('users'),
    organizations: new MemoryTable('organizations'),
    memberships: new MemoryTable('memberships'),
    invitations: new MemoryTable('invitations'),
    slugs: new MemoryTable('slugs'),
    apps: new MemoryTable('apps'),
    submissions: new MemoryTable('submissions'),
    apikeys: new MemoryTable('apikeys'),
    journal: new MemoryTable('journal'),
    outbox: new MemoryTable('outbox'),
  };
}

export function viewOf(tables: MemoryTables): RowView {
  return {
    find: (collection, ids) => ids.map((id) => tableOf(tables, collection).find(id)),
    findByKey(key, values) {
      const table = tableOf(tables, collectionOfKey(key));
      return values.map((one) => table.findByKey(key, one));
    },
    scan: (scan, limit) => tableOf(tables, scan.collection).scan(scan, limit),
    count: (scan, limit) => tableOf(tables, scan.collection).count(scan, limit),
  };
}

export function applyWrite<C extends StoredName>(
  tables: MemoryTables,
  { collection, id, before, after }: RowWriteTo<C>,
): void {
  tableOf(tables, collection).replace(id, before, after);
}

export function tableOf<C extends StoredName>(tables: MemoryTables, collection: C): MemoryTable<C> {
  return tables[collection];
}
