// The indexes of a table, so that no read but the first of its kind looks through all rows.

import type { ListReader, ScanRange } from '../kit/index.js';
import { boundOf, positionOf } from './positions.js';
import { comparePositions, type Position, SortedPositions } from './sorted-positions.js';

/** The rows of a table, by id. */
type Rows<Row> = () => Iterable<readonly [id: string, row: Row]>;

/** One text for several values. No value has the character between them. */
export function indexKeyOf(values: readonly string[]): string {
  return values.length === 1 ? String(values[0]) : values.join('\0');
}

/**
 * A list: the rows of each index key, sorted. It is filled at its first read, so that a list that nobody reads, such as those
 * of the platform's desk, costs no write anything.
 */
export class SortedIndex<Row> {
  /** The rows to begin with; null once they are in it. */
  #rows: Rows<Row> | null;
  readonly #list: ListReader<Row>;
  /** Most keys have one row, such as the memberships of a user. A list for each of them would take most of the memory. */
  readonly #positionsByKey = new Map<string, Position | SortedPositions>();

  constructor(rows: Rows<Row>, list: ListReader<Row>) {
    this.#rows = rows;
    this.#list = list;
  }

  size(by: readonly string[]): number {
    return this.#positionsOf(by).size;
  }

  /** The ids of the rows in a range, in its direction. */
  *idsIn(by: readonly string[], range: ScanRange): Iterable<string> {
    const positions = this.#positionsOf(by);
    const { sortFields } = this.#list;
    const bound = (place: ScanRange['from'], side: 'lowest' | 'highest') =>
      place === undefined ? null : boundOf(place, sortFields, side);
    const [from, to] = [bound(range.from, 'lowest'), bound(range.to, 'highest')];
    if (range.isDescending === true) {
      const start = lower(bound(range.after, 'lowest'), to);
      for (const position of positions.descending(start)) {
        if (from !== null && comparePositions(position, from) < 0) return;
        yield position.id;
      }
      return;
    }
    const start = higher(bound(range.after, 'highest'), from);
    for (const position of positions.ascending(start)) {
      if (to !== null && comparePositions(position, to) > 0) return;
      yield position.id;
    }
  }

  /** `place` is the position of the row in a list that is sorted by id only. All those lists share it, because there are many rows. */
  add(place: Position, row: Row): void {
    if (this.#rows !== null) return;
    const keys = this.#list.byOf(row);
    if (keys.length === 0) return;
    const position = this.#positionOf(place, row);
    for (const key of keys.map(indexKeyOf)) {
      const there = this.#positionsByKey.get(key);
      if (there === undefined) this.#positionsByKey.set(key, position);
      else if (there instanceof SortedPositions) there.add(position);
      else this.#positionsByKey.set(key, listOf(there, position));
    }
  }

  delete(place: Position, row: Row): void {
    if (this.#rows !== null) return;
    const keys = this.#list.byOf(row);
    if (keys.length === 0) return;
    const position = this.#positionOf(place, row);
    for (const key of keys.map(indexKeyOf)) {
      const there = this.#positionsByKey.get(key);
      if (there instanceof SortedPositions) there.delete(position);
      const isEmpty = !(there instanceof SortedPositions) || there.size === 0;
      if (isEmpty) this.#positionsByKey.delete(key);
    }
  }

  #positionOf(place: Position, row: Row): Position {
    return this.#list.sortFields === 0 ? place : positionOf(this.#list.sortOf(row), place.id);
  }

  #fill(): void {
    if (this.#rows === null) return;
    const rows = this.#rows();
    this.#rows = null;
    for (const [id, row] of rows) this.add({ atMs: 0, id }, row);
  }

  #positionsOf(by: readonly string[]): SortedPositions {
    this.#fill();
    const there = this.#positionsByKey.get(indexKeyOf(by));
    if (there instanceof SortedPositions) return there;
    return there === undefined ? listOf() : listOf(there);
  }
}

/** Null is no bound. */
function higher(one: Position | null, other: Position | null): Position | null {
  if (one === null || other === null) return one ?? other;
  return comparePositions(one, other) > 0 ? one : other;
}

function lower(one: Position | null, other: Position | null): Position | null {
  if (one === null || other === null) return one ?? other;
  return comparePositions(one, other) < 0 ? one : other;
}

function listOf(...positions: readonly Position[]): SortedPositions {
  const list = new SortedPositions();
  for (const position of positions) list.add(position);
  return list;
}
