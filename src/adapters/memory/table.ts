// A table: the versioned rows of one collection by id, with their indexes.

import type { Versioned } from '../../domain/shared/result.js';
import type { CollectionName, UniqueConstraint } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { SortedIndex, type TableIndex, UniqueIndex } from './indexes.js';
import type { Position } from './sorted-positions.js';

/** Reverts one write. */
export type Undo = () => void;

export class MemoryTable<T> {
  readonly name: CollectionName | 'journal' | 'outbox';
  readonly #rows = new Map<string, Versioned<T>>();
  readonly #unique: UniqueIndex<T>[] = [];
  readonly #indexes: TableIndex<T>[] = [];

  constructor(name: CollectionName | 'journal' | 'outbox') {
    this.name = name;
  }

  find(id: string): Versioned<T> | null {
    return this.#rows.get(id) ?? null;
  }

  findBy(index: UniqueIndex<T>, key: string): Versioned<T> | null {
    const id = index.findId(key);
    return id === null ? null : this.find(id);
  }

  /** The rows at these positions of one of the table's indexes. */
  *rowsAt(positions: Iterable<Position>): Iterable<Versioned<T>> {
    for (const { id } of positions) {
      const row = this.find(id);
      if (row !== null) yield row;
    }
  }

  /** The same without their versions. */
  *valuesAt(positions: Iterable<Position>): Iterable<T> {
    for (const { value } of this.rowsAt(positions)) yield value;
  }

  rows(): readonly Versioned<T>[] {
    return [...this.#rows.values()];
  }

  insert(id: string, value: T): Undo {
    return this.load(id, { value, version: 1 });
  }

  /** Inserts a row that has a version already. */
  load(id: string, row: Versioned<T>): Undo {
    if (this.#rows.has(id)) throw this.#uniqueConflict(`${this.name}.id`, id); // SLUG-15 JOURNAL-5
    return this.#put(id, row);
  }

  update(id: string, expected: number, value: T): Undo {
    const { version } = this.#expect(id, expected);
    return this.#put(id, { value, version: version + 1 });
  }

  touch(id: string, expected: number): Undo {
    const { value, version } = this.#expect(id, expected);
    return this.#put(id, { value, version: version + 1 });
  }

  /** Changes a row outside of commits and keeps its version. */
  updateUnversioned(id: string, change: (value: T) => T): void {
    const row = this.find(id);
    if (row !== null) this.#put(id, { ...row, value: change(row.value) });
  }

  remove(id: string, expected: number): Undo {
    this.#expect(id, expected);
    return this.#put(id, null);
  }

  /** For the field initializers of a table class: a unique index must exist before the first row. */
  protected addUniqueIndex(
    constraint: UniqueConstraint,
    keyOf: (value: T) => string | null,
  ): UniqueIndex<T> {
    const index = new UniqueIndex(constraint, keyOf);
    this.#unique.push(index);
    this.#indexes.push(index);
    return index;
  }

  protected addSortedIndex(
    indexKeysOf: (value: T) => readonly string[],
    timeOf?: (value: T) => number,
  ): SortedIndex<T> {
    const index = new SortedIndex(() => this.#valuesById(), indexKeysOf, timeOf);
    this.#indexes.push(index);
    return index;
  }

  /** Sorted by a text, then by id. */
  protected addTextIndex(
    indexKeysOf: (value: T) => readonly string[],
    textOf: (value: T) => string,
  ): SortedIndex<T> {
    const index = new SortedIndex(() => this.#valuesById(), indexKeysOf, null, textOf);
    this.#indexes.push(index);
    return index;
  }

  *#valuesById(): Iterable<readonly [id: string, value: T]> {
    for (const [id, { value }] of this.#rows) yield [id, value];
  }

  #expect(id: string, expected: number): Versioned<T> {
    const row = this.find(id);
    if (row?.version === expected) return row;
    const found = row === null ? 'does not exist' : `is at version ${row.version}`;
    throw new StorageError(
      'version_conflict',
      `${this.name} ${id} ${found}, but version ${expected} was expected: another operation has changed it; read it again and retry.`,
    );
  }

  #put(id: string, row: Versioned<T> | null): Undo {
    const before = this.find(id);
    if (row !== null) this.#checkUnique(id, row.value);
    this.#replace(id, before, row);
    return () => this.#replace(id, row, before);
  }

  #checkUnique(id: string, value: T): void {
    const violated = this.#unique.find((index) => index.conflictsWith(id, value));
    if (violated !== undefined) throw this.#uniqueConflict(violated.constraint, id);
  }

  #replace(id: string, before: Versioned<T> | null, after: Versioned<T> | null): void {
    if (after === null) this.#rows.delete(id);
    else this.#rows.set(id, after);
    if (before?.value === after?.value) return;
    const place = { atMs: 0, id };
    for (const index of this.#indexes) {
      if (before !== null) index.delete(place, before.value);
      if (after !== null) index.add(place, after.value);
    }
  }

  #uniqueConflict(constraint: UniqueConstraint, id: string): StorageError {
    return new StorageError(
      'unique_conflict',
      `${this.name} ${id} cannot be written: another row has the same value for the unique constraint ${constraint}.`,
      { constraint },
    );
  }
}
