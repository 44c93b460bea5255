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

/** The group of an index that has only one group. */
export const singleGroup = 'all';

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
  find(key: string): string | null {
    return this.#ids.get(key) ?? null;
  }

  /** Whether a row other than `id` already has the key of this value. */
  conflictsWith(id: string, value: T): boolean {
    const key = this.#keyOf(value);
    const holder = key === null ? null : this.find(key);
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

/** Rows in groups, each group sorted. A row may be in several groups or in none. */
export class SortedIndex<T> implements TableIndex<T> {
  readonly #groupsOf: (value: T) => readonly string[];
  readonly #timeOf: (value: T) => number;
  readonly #groups = new Map<string, SortedPositions>();

  constructor(groupsOf: (value: T) => readonly string[], timeOf: (value: T) => number = () => 0) {
    this.#groupsOf = groupsOf;
    this.#timeOf = timeOf;
  }

  size(group: string): number {
    return this.#groups.get(group)?.size ?? 0;
  }

  has(group: string, position: Position): boolean {
    return this.#groups.get(group)?.has(position) ?? false;
  }

  ascending(group: string, after: Position | null = null): Iterable<Position> {
    return this.#groups.get(group)?.ascending(after) ?? [];
  }

  /** The positions at this time or earlier. */
  *upTo(group: string, time: number): Iterable<Position> {
    for (const position of this.ascending(group)) {
      if (position.at > time) return;
      yield position;
    }
  }

  descending(group: string, before: Position | null = null): Iterable<Position> {
    return this.#groups.get(group)?.descending(before) ?? [];
  }

  add(id: string, value: T): void {
    for (const group of this.#distinctGroupsOf(value)) {
      const positions = this.#groups.get(group) ?? new SortedPositions();
      this.#groups.set(group, positions);
      positions.add({ at: this.#timeOf(value), id });
    }
  }

  delete(id: string, value: T): void {
    for (const group of this.#distinctGroupsOf(value)) {
      const positions = this.#groups.get(group);
      positions?.delete({ at: this.#timeOf(value), id });
      if (positions?.size === 0) this.#groups.delete(group);
    }
  }

  #distinctGroupsOf(value: T): ReadonlySet<string> {
    return new Set(this.#groupsOf(value));
  }
}
