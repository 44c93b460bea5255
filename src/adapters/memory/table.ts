// A table: the versioned rows of one collection by id, with their unique keys and lists.

import {
  type KeyName,
  keyEntriesOf,
  type ListName,
  listNamesOf,
  listReader,
  type Scan,
  type StoredName,
  type StoredRow,
  type StoredRows,
} from '../kit/index.js';
import { indexKeyOf, SortedIndex } from './indexes.js';
import type { Position } from './sorted-positions.js';

export class MemoryTable<C extends StoredName> {
  readonly name: C;
  readonly #rows = new Map<string, StoredRow<C>>();
  /** The ids of the rows that have a unique key, by key and values. */
  readonly #holders = new Map<KeyName, Map<string, string>>();
  protected readonly lists: ReadonlyMap<string, SortedIndex<StoredRows[C]>>;

  constructor(name: C) {
    this.name = name;
    this.lists = new Map(
      listNamesOf(name).map((list) => [
        list,
        new SortedIndex(() => this.#valuesById(), listReader(name, list)),
      ]),
    );
  }

  rows(): readonly StoredRow<C>[] {
    return [...this.#rows.values()];
  }

  find(id: string): StoredRow<C> | null {
    return this.#rows.get(id) ?? null;
  }

  findByKey(key: KeyName, values: readonly string[]): StoredRow<C> | null {
    const id = this.#holders.get(key)?.get(indexKeyOf(values));
    return id === undefined ? null : this.find(id);
  }

  scan({ list, by, ...range }: Scan<C>, limit: number): readonly StoredRow<C>[] {
    const rows: StoredRow<C>[] = [];
    for (const id of this.#list(list).idsIn(by, range)) {
      const row = this.find(id);
      if (row !== null) rows.push(row);
      if (rows.length >= limit) break;
    }
    return rows;
  }

  count(scan: Scan<C>, limit: number): number {
    const { list, by, after, from, to } = scan;
    const isWhole = after === undefined && from === undefined && to === undefined;
    return isWhole ? this.#list(list).size(by) : this.scan(scan, limit).length;
  }

  /** Puts a row in the place of another; null is none. */
  replace(id: string, before: StoredRow<C> | null, after: StoredRow<C> | null): void {
    if (after === null) this.#rows.delete(id);
    else this.#rows.set(id, after);
    if (before?.value === after?.value) return;
    const place = { atMs: 0, id };
    if (before !== null) this.#unlist(place, before.value);
    if (after !== null) this.#enlist(place, after.value);
  }

  #unlist(place: Position, row: StoredRows[C]): void {
    for (const { key, values } of keyEntriesOf(this.name, row))
      this.#holders.get(key)?.delete(indexKeyOf(values));
    for (const list of this.lists.values()) list.delete(place, row);
  }

  #enlist(place: Position, row: StoredRows[C]): void {
    for (const { key, values } of keyEntriesOf(this.name, row)) {
      const holders = this.#holders.get(key) ?? new Map<string, string>();
      this.#holders.set(key, holders.set(indexKeyOf(values), place.id));
    }
    for (const list of this.lists.values()) list.add(place, row);
  }

  #list(name: ListName<C>): SortedIndex<StoredRows[C]> {
    const list = this.lists.get(name);
    if (list === undefined) throw new Error(`${this.name} has no list ${name}.`);
    return list;
  }

  *#valuesById(): Iterable<readonly [id: string, value: StoredRows[C]]> {
    for (const [id, { value }] of this.#rows) yield [id, value];
  }
}
