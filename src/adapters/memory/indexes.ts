// What a table keeps beside its rows, so that no read looks through all of them.

import type { Constraint } from '../../ports/storage.js';
import { type Position, SortedPositions } from './sorted-positions.js';

export interface Index<T> {
  add(id: string, value: T): void;
  delete(id: string, value: T): void;
}

/** Several texts as one key; all but the last are ids, which hold no blank. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join(' ');
}

/** The one group of an index that has no others. */
export const all = 'all';

/** By what a row without the time is sorted, too. */
export function timeOf(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}

/** At most one row a key. A row whose key is null stands outside, as with a partial index. */
export class UniqueIndex<T> implements Index<T> {
  readonly constraint: Constraint;
  readonly #keyOf: (value: T) => string | null;
  readonly #ids = new Map<string, string>();

  constructor(constraint: Constraint, keyOf: (value: T) => string | null) {
    this.constraint = constraint;
    this.#keyOf = keyOf;
  }

  /** The id of the row that has this key. */
  find(key: string): string | null {
    return this.#ids.get(key) ?? null;
  }

  /** Whether a row other than `id` stands in the way of this value. */
  isTakenFor(id: string, value: T): boolean {
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

/** Rows in groups, each group sorted; a row may stand in several groups or in none. */
export class SortedIndex<T> implements Index<T> {
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

  /** Those at this time or before. */
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
