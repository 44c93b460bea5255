// The indexes of a table, so that no read looks through all rows.

import type { UniqueConstraint } from '../../ports/storage.js';
import { type Position, SortedPositions } from './sorted-positions.js';

export interface TableIndex<T> {
  add(id: string, value: T): void;
  delete(id: string, value: T): void;
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

  add(id: string, value: T): void {
    const key = this.#keyOf(value);
    if (key !== null) this.#ids.set(key, id);
  }

  delete(_id: string, value: T): void {
    const key = this.#keyOf(value);
    if (key !== null) this.#ids.delete(key);
  }
}

/** The rows of each index key, sorted. A row may have several keys or none. */
export class SortedIndex<T> implements TableIndex<T> {
  readonly #indexKeysOf: (value: T) => readonly string[];
  readonly #timeOf: (value: T) => number;
  readonly #positionsByKey = new Map<string, SortedPositions>();

  constructor(
    indexKeysOf: (value: T) => readonly string[],
    timeOf: (value: T) => number = () => 0,
  ) {
    this.#indexKeysOf = indexKeysOf;
    this.#timeOf = timeOf;
  }

  size(indexKey: string): number {
    return this.#positionsByKey.get(indexKey)?.size ?? 0;
  }

  has(indexKey: string, position: Position): boolean {
    return this.#positionsByKey.get(indexKey)?.has(position) ?? false;
  }

  ascending(indexKey: string, after: Position | null = null): Iterable<Position> {
    return this.#positionsByKey.get(indexKey)?.ascending(after) ?? [];
  }

  /** The positions at this time or earlier. */
  *upTo(indexKey: string, time: number): Iterable<Position> {
    for (const position of this.ascending(indexKey)) {
      if (position.atMs > time) return;
      yield position;
    }
  }

  descending(indexKey: string, before: Position | null = null): Iterable<Position> {
    return this.#positionsByKey.get(indexKey)?.descending(before) ?? [];
  }

  add(id: string, value: T): void {
    for (const indexKey of this.#distinctIndexKeysOf(value)) {
      const positions = this.#positionsByKey.get(indexKey) ?? new SortedPositions();
      this.#positionsByKey.set(indexKey, positions);
      positions.add({ atMs: this.#timeOf(value), id });
    }
  }

  delete(id: string, value: T): void {
    for (const indexKey of this.#distinctIndexKeysOf(value)) {
      const positions = this.#positionsByKey.get(indexKey);
      positions?.delete({ atMs: this.#timeOf(value), id });
      if (positions?.size === 0) this.#positionsByKey.delete(indexKey);
    }
  }

  #distinctIndexKeysOf(value: T): ReadonlySet<string> {
    return new Set(this.#indexKeysOf(value));
  }
}
