// One collection: versioned rows by id, and the indexes that follow them.

import type { Versioned } from '../../domain/shared/result.js';
import type { CollectionName, Constraint } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { type Index, SortedIndex, UniqueIndex } from './indexes.js';
import type { Position } from './sorted-positions.js';

/** Takes one write back. */
export type Undo = () => void;

export class Table<T> {
  readonly name: CollectionName | 'journal' | 'outbox';
  readonly #rows = new Map<string, Versioned<T>>();
  readonly #unique: UniqueIndex<T>[] = [];
  readonly #indexes: Index<T>[] = [];

  constructor(name: CollectionName | 'journal' | 'outbox') {
    this.name = name;
  }

  find(id: string): Versioned<T> | null {
    return this.#rows.get(id) ?? null;
  }

  findBy(index: UniqueIndex<T>, key: string): Versioned<T> | null {
    const id = index.find(key);
    return id === null ? null : this.find(id);
  }

  /** The rows at these positions of one of the table's indexes. */
  *from(positions: Iterable<Position>): Iterable<Versioned<T>> {
    for (const { id } of positions) {
      const row = this.find(id);
      if (row !== null) yield row;
    }
  }

  insert(id: string, value: T): Undo {
    if (this.#rows.has(id)) throw this.#uniqueConflict(`${this.name}.id`, id); // SLUG-15 JOURNAL-5
    return this.#put(id, { value, version: 1 });
  }

  update(id: string, expected: number, value: T): Undo {
    const { version } = this.#expect(id, expected);
    return this.#put(id, { value, version: version + 1 });
  }

  touch(id: string, expected: number): Undo {
    const { value, version } = this.#expect(id, expected);
    return this.#put(id, { value, version: version + 1 });
  }

  /** Beside all commits: under the version that the row has. */
  note(id: string, noting: (value: T) => T): void {
    const row = this.find(id);
    if (row !== null) this.#put(id, { ...row, value: noting(row.value) });
  }

  remove(id: string, expected: number): Undo {
    this.#expect(id, expected);
    return this.#put(id, null);
  }

  /** For tables that are being declared: an index has to be there before the first row. */
  protected unique(constraint: Constraint, keyOf: (value: T) => string | null): UniqueIndex<T> {
    const index = new UniqueIndex(constraint, keyOf);
    this.#unique.push(index);
    this.#indexes.push(index);
    return index;
  }

  protected sorted(
    groupsOf: (value: T) => readonly string[],
    timeOf?: (value: T) => number,
  ): SortedIndex<T> {
    const index = new SortedIndex(groupsOf, timeOf);
    this.#indexes.push(index);
    return index;
  }

  #expect(id: string, expected: number): Versioned<T> {
    const row = this.find(id);
    if (row?.version === expected) return row;
    const found = row === null ? 'is not there' : `is at version ${row.version}`;
    throw new StorageError(
      'version_conflict',
      `${this.name} ${id} ${found}, and version ${expected} was expected: somebody else has written it; read it again and decide anew`,
    );
  }

  #put(id: string, row: Versioned<T> | null): Undo {
    const before = this.find(id);
    if (row !== null) this.#checkUnique(id, row.value);
    this.#replace(id, before, row);
    return () => this.#replace(id, row, before);
  }

  #checkUnique(id: string, value: T): void {
    const inTheWay = this.#unique.find((index) => index.isTakenFor(id, value));
    if (inTheWay !== undefined) throw this.#uniqueConflict(inTheWay.constraint, id);
  }

  #replace(id: string, before: Versioned<T> | null, after: Versioned<T> | null): void {
    if (after === null) this.#rows.delete(id);
    else this.#rows.set(id, after);
    if (before?.value === after?.value) return;
    for (const index of this.#indexes) {
      if (before !== null) index.delete(id, before.value);
      if (after !== null) index.add(id, after.value);
    }
  }

  #uniqueConflict(constraint: Constraint, id: string): StorageError {
    return new StorageError(
      'unique_conflict',
      `${this.name} ${id} cannot be written: ${constraint} is unique, and another row has the same`,
      { constraint },
    );
  }
}
