// Lists that are read in batches, as far as somebody wants them; mapped, joined and merged.

import { type Answer, all, andThen } from './answer.js';
import type { Place, RowView, Scan, StoredRow } from './engine.js';
import { comparePlaces, placeIn } from './list-entries.js';
import type { StoredName } from './stored-rows.js';

/** Rows that are read on demand. */
export interface Walk<T> {
  /** The next rows, about as many as are wanted. Not called again after the last batch. */
  next(wanted: number): Answer<Batch<T>>;
}

/** Some rows of a walk; there may be none although more follow. */
interface Batch<T> {
  readonly rows: readonly T[];
  readonly isLast: boolean;
}

const maxBatchLength = 1000;

/** Walks the rows of a scan. A batch is at least twice as long as the one before, because whoever comes again takes few of the rows. */
export function walkScan<C extends StoredName>(view: RowView, scan: Scan<C>): Walk<StoredRow<C>> {
  const { collection, list } = scan;
  let after: Place | undefined;
  let length = 0;
  return {
    next(wanted) {
      const limit = Math.min(Math.max(wanted, 2 * length), maxBatchLength);
      length = limit;
      const rest = after === undefined ? scan : { ...scan, after };
      return andThen(view.scan(rest, limit), (rows) => {
        const last = rows.length < limit ? undefined : rows.at(-1);
        if (last !== undefined) after = placeIn(collection, list, last.value);
        return { rows, isLast: last === undefined };
      });
    },
  };
}

/** Maps each batch, such as to join rows to it. */
export function mapBatches<T, U>(
  walk: Walk<T>,
  toRows: (rows: readonly T[]) => Answer<readonly U[]>,
): Walk<U> {
  return {
    next: (wanted) =>
      andThen(walk.next(wanted), ({ rows, isLast }) =>
        andThen(toRows(rows), (mapped) => ({ rows: mapped, isLast })),
      ),
  };
}

/** Maps each row, and leaves out the rows that are mapped to null. */
export function filterMap<T, U>(walk: Walk<T>, toRowOrNull: (row: T) => U | null): Walk<U> {
  return mapBatches(walk, (rows) => rows.map(toRowOrNull).filter((row) => row !== null));
}

/** The rows up to the first for which it does not hold. */
export function takeWhile<T>(walk: Walk<T>, holds: (row: T) => boolean): Walk<T> {
  return {
    next: (wanted) =>
      andThen(walk.next(wanted), (batch) => {
        const end = batch.rows.findIndex((row) => !holds(row));
        return end === -1 ? batch : { rows: batch.rows.slice(0, end), isLast: true };
      }),
  };
}

/** One list after the other. */
export function concatenate<T>(walks: readonly Walk<T>[]): Walk<T> {
  let current = 0;
  return {
    next(wanted) {
      const walk = walks[current];
      if (walk === undefined) return { rows: [], isLast: true };
      return andThen(walk.next(wanted), ({ rows, isLast }) => {
        if (isLast) current += 1;
        return { rows, isLast: current === walks.length };
      });
    },
  };
}

interface Head<T> {
  readonly walk: Walk<T>;
  rows: readonly T[];
  /** How many of the rows are taken. */
  taken: number;
  isLast: boolean;
}

/** Merges lists that are each in this order. */
export function merge<T>(
  walks: readonly Walk<T>[],
  compare: (one: T, other: T) => number,
): Walk<T> {
  const heads = walks.map((walk): Head<T> => ({ walk, rows: [], taken: 0, isLast: false }));
  return {
    next: (wanted) =>
      andThen(all(heads.map((head) => refill(head, wanted))), () => {
        const rows = takeLowest(heads, compare);
        return { rows, isLast: heads.every(isOver) };
      }),
  };
}

function isEmpty({ rows, taken }: Head<unknown>): boolean {
  return taken === rows.length;
}

function isOver(head: Head<unknown>): boolean {
  return isEmpty(head) && head.isLast;
}

function refill<T>(head: Head<T>, wanted: number): Answer<void> {
  if (!isEmpty(head) || head.isLast) return;
  return andThen(head.walk.next(wanted), ({ rows, isLast }) => {
    head.rows = rows;
    head.taken = 0;
    head.isLast = isLast;
    return refill(head, wanted);
  });
}

/** Takes rows in order until a list has none left, and may go on with one that comes before those of the others. */
function takeLowest<T>(heads: readonly Head<T>[], compare: (one: T, other: T) => number): T[] {
  const taken: T[] = [];
  while (heads.every((head) => !isEmpty(head) || head.isLast)) {
    const lowest = lowestOf(heads, compare);
    if (lowest === null) break;
    lowest.head.taken += 1;
    taken.push(lowest.row);
  }
  return taken;
}

/** The head whose next row comes first, and this row. */
function lowestOf<T>(
  heads: readonly Head<T>[],
  compare: (one: T, other: T) => number,
): { readonly head: Head<T>; readonly row: T } | null {
  let lowest: { readonly head: Head<T>; readonly row: T } | null = null;
  for (const head of heads) {
    const row = head.rows[head.taken];
    if (row !== undefined && (lowest === null || compare(row, lowest.row) < 0))
      lowest = { head, row };
  }
  return lowest;
}

/** Compares rows of a collection by their places in this list. */
export function inOrderOf<C extends StoredName>(
  collection: C,
  list: Scan<C>['list'],
): (one: StoredRow<C>, other: StoredRow<C>) => number {
  const placeOf = ({ value }: StoredRow<C>) => placeIn(collection, list, value);
  return (one, other) => comparePlaces(placeOf(one), placeOf(other));
}

/** The first `limit` rows of a walk. */
export function takeFirst<T>(walk: Walk<T>, limit: number): Answer<readonly T[]> {
  if (limit <= 0) return [];
  const taken: T[] = [];
  const goOn = (): Answer<readonly T[]> =>
    andThen(walk.next(limit - taken.length), ({ rows, isLast }) => {
      for (const row of rows) if (taken.length < limit) taken.push(row);
      return isLast || taken.length >= limit ? taken : goOn();
    });
  return goOn();
}

/** All rows of a walk. */
export function takeAll<T>(walk: Walk<T>): Answer<readonly T[]> {
  return takeFirst(walk, Infinity);
}
