// A table of the memory storage that is written statement by statement, each of which can be undone, and that watches its
// constraints itself.

import {
  idOf,
  type KeyName,
  keyEntriesOf,
  type StoredName,
  type StoredRow,
  type StoredRows,
  storedCollections,
  uniqueConflict,
  versionConflict,
} from '../../src/adapters/kit/index.js';
import type { SortedIndex } from '../../src/adapters/memory/indexes.js';
import { MemoryTable } from '../../src/adapters/memory/table.js';

/** Reverts one write. */
export type Undo = () => void;

export class BenchTable<C extends StoredName> extends MemoryTable<C> {
  readonly watches: readonly UniqueWatch<C>[];

  constructor(name: C) {
    super(name);
    const { keys } = storedCollections[name];
    this.watches = Object.keys(keys)
      .filter((key): key is KeyName => key in keys)
      .map((key) => new UniqueWatch(key, this));
  }

  get sortedIndexes(): readonly SortedIndex<StoredRows[C]>[] {
    return [...this.lists.values()];
  }

  /** Inserts a row that has a version already. */
  load(id: string, row: StoredRow<C>): Undo {
    if (this.find(id) !== null) throw uniqueConflict(this.name, id, `${this.name}.id`);
    return this.#put(id, row);
  }

  update(id: string, expected: number, value: StoredRows[C]): Undo {
    const { version } = this.#expect(id, expected);
    return this.#put(id, { value, version: version + 1 });
  }

  touch(id: string, expected: number): Undo {
    const { value, version } = this.#expect(id, expected);
    return this.#put(id, { value, version: version + 1 });
  }

  updateUnversioned(id: string, change: (value: StoredRows[C]) => StoredRows[C]): void {
    const row = this.find(id);
    if (row !== null) this.#put(id, { ...row, value: change(row.value) });
  }

  remove(id: string, expected: number): Undo {
    this.#expect(id, expected);
    return this.#put(id, null);
  }

  #expect(id: string, expected: number): StoredRow<C> {
    const row = this.find(id);
    if (row?.version === expected) return row;
    throw versionConflict(this.name, id, expected, row?.version ?? null);
  }

  #put(id: string, row: StoredRow<C> | null): Undo {
    const before = this.find(id);
    const violated =
      row === null ? undefined : this.watches.find((one) => one.conflictsWith(id, row.value));
    if (violated !== undefined) throw uniqueConflict(this.name, id, violated.constraint);
    this.replace(id, before, row);
    return () => this.replace(id, row, before);
  }
}

/** Watches one unique constraint of a table. */
export class UniqueWatch<C extends StoredName> {
  readonly constraint: KeyName;
  readonly #table: MemoryTable<C>;

  constructor(constraint: KeyName, table: MemoryTable<C>) {
    this.constraint = constraint;
    this.#table = table;
  }

  /** The key of a row as one text; null if the constraint does not cover the row. */
  keyOf(value: StoredRows[C]): string | null {
    return this.#valuesOf(value)?.join(' ') ?? null;
  }

  /** Whether a row other than `id` has the key of this value. */
  conflictsWith(id: string, value: StoredRows[C]): boolean {
    const values = this.#valuesOf(value);
    const holder = values === null ? null : this.#table.findByKey(this.constraint, values);
    return holder !== null && idOf(holder.value) !== id;
  }

  #valuesOf(value: StoredRows[C]): readonly string[] | null {
    const entries = keyEntriesOf(this.#table.name, value);
    return entries.find(({ key }) => key === this.constraint)?.values ?? null;
  }
}

export type BenchTables = { readonly [C in StoredName]: BenchTable<C> };

export function createBenchTables(): BenchTables {
  return {
    users: new BenchTable('users'),
    organizations: new BenchTable('organizations'),
    memberships: new BenchTable('memberships'),
    invitations: new BenchTable('invitations'),
    slugs: new BenchTable('slugs'),
    apps: new BenchTable('apps'),
    submissions: new BenchTable('submissions'),
    apikeys: new BenchTable('apikeys'),
    journal: new BenchTable('journal'),
    outbox: new BenchTable('outbox'),
  };
}
