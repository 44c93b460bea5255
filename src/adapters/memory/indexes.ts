// The indexes of a table, so that no read but the first of its kind looks through all rows.

import type { UniqueConstraint } from '../../ports/storage.js';
import { type Position, SortedPositions } from './sorted-positions.js';

export interface TableIndex<T> {
  /** `place` is the position of the row without a time. All indexes without a time share it, because there are many rows. */
  add(place: Position, value: T): void;
  delete(place: Position, value: T): void;
}

/** Joins texts into one key. Only the last one may contain a space. */
export function compositeKey(...parts: readonly string[]): string {
  return parts.join(' ');
}

/** The key of an index that has only one key. */
export const singleIndexKey = 'all';

/** The sort value of a time; 0 for a row that does not have the time. */
export function timeOrZero(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}

/** At most one row for each key. A row whose key is null is not in the index, as with a partial index. */
export class UniqueIndex<T> implements TableIndex<T> {
  readonly constraint: UniqueConstraint;
  readonly #keyOf: (value: T) => string | null;
  readonly #ids = new Map<string, string>();

  constructor(constraint: UniqueConstraint, keyOf: (value: T) => string | null) {
    this.constraint = constraint;
    this.#keyOf = keyOf;
  }

  /** The id of the row that has this key. */
  findId(key: string): string | null {
    return this.#ids.get(key) ?? null;
  }

  /** Whether a row other than `id` already has the key of this value. */
  conflictsWith(id: string, value: T): boolean {
    const key = this.#keyOf(value);
    const holder = key === null ? null : this.findId(key);
    return holder !== null && holder !== id;
  }

  add({ id }: Position, value: T): void {
    const key = this.#keyOf(value);
    if (key !== null) this.#ids.set(key, id);
  }

  delete(_place: Position, value: T): void {
    const key = this.#keyOf(value);
    if (key !== null) this.#ids.delete(key);
  }
}

/**
 * The rows of each index key, sorted. A row may have several keys or none. It is filled at its first read, so that a list that
 * nobody reads, such as those of the platform's desk, costs no write anything.
 */
export class SortedIndex<T> implements TableIndex<T> {
  /** The rows to begin with; null once they are in it. */
  #rows: (() => Iterable<readonly [id: string, value: T]>) | null;
  readonly #indexKeysOf: (value: T) => readonly string[];
  readonly #timeOf: ((value: T) => number) | null;
  readonly #textOf: ((value: T) => string) | null;
  /** Most keys have one row, such as the memberships of a user. A list for each of them would take most of the memory. */
  readonly #positionsByKey = new Map<string, Position | SortedPositions>();

  constructor(
    rows: () => Iterable<readonly [id: string, value: T]>,
    indexKeysOf: (value: T) => readonly string[],
    timeOf: ((value: T) => number) | null = null,
    textOf: ((value: T) => string) | null = null,
  ) {
    this.#rows = rows;
    this.#indexKeysOf = indexKeysOf;
    this.#timeOf = timeOf;
    this.#textOf = textOf;
  }

  size(indexKey: string): number {
    return this.#positionsOf(indexKey).size;
  }

  has(indexKey: string, position: Position): boolean {
    return this.#positionsOf(indexKey).has(position);
  }

  ascending(indexKey: string, after: Position | null = null): Iterable<Position> {
    return this.#positionsOf(indexKey).ascending(after);
  }

  /** The positions at this time or earlier. */
  *upTo(indexKey: string, time: number): Iterable<Position> {
    for (const position of this.ascending(indexKey)) {
      if (position.atMs > time) return;
      yield position;
    }
  }

  descending(indexKey: string, before: Position | null = null): Iterable<Position> {
    return this.#positionsOf(indexKey).descending(before);
  }

  add(place: Position, value: T): void {
    if (this.#rows !== null) return;
    const position = this.#positionOf(place, value);
    for (const indexKey of this.#distinctIndexKeysOf(value)) {
      const there = this.#positionsByKey.get(indexKey);
      if (there === undefined) this.#positionsByKey.set(indexKey, position);
      else if (there instanceof SortedPositions) there.add(position);
      else this.#positionsByKey.set(indexKey, listOf(there, position));
    }
  }

  delete(place: Position, value: T): void {
    if (this.#rows !== null) return;
    const position = this.#positionOf(place, value);
    for (const indexKey of this.#distinctIndexKeysOf(value)) {
      const there = this.#positionsByKey.get(indexKey);
      if (there instanceof SortedPositions) there.delete(position);
      const isEmpty = !(there instanceof SortedPositions) || there.size === 0;
      if (isEmpty) this.#positionsByKey.delete(indexKey);
    }
  }

  #positionOf(place: Position, value: T): Position {
    if (this.#textOf !== null) return { atMs: 0, text: this.#textOf(value), id: place.id };
    return this.#timeOf === null ? place : { atMs: this.#timeOf(value), id: place.id };
  }

  #fill(): void {
    if (this.#rows === null) return;
    const rows = this.#rows();
    this.#rows = null;
    for (const [id, value] of rows) this.add({ atMs: 0, id }, value);
  }

  #positionsOf(indexKey: string): SortedPositions {
    this.#fill();
    const there = this.#positionsByKey.get(indexKey);
    if (there instanceof SortedPositions) return there;
    return there === undefined ? listOf() : listOf(there);
  }

  #distinctIndexKeysOf(value: T): Iterable<string> {
    const keys = this.#indexKeysOf(value);
    return keys.length < 2 ? keys : new Set(keys);
  }
}

function listOf(...positions: readonly Position[]): SortedPositions {
  const list = new SortedPositions();
  for (const position of positions) list.add(position);
  return list;
}
