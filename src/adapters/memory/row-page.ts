// Takes pages and first rows from the walks through the tables.

import { utf8ByteLength } from '../../domain/shared/text.js';
import type { PageRequest, RowPage } from '../../ports/storage.js';

/** The first page of `rows`; the caller has already left out the rows up to `pageRequest.after`. Reads one row more than the page holds, to know whether it is the last page. */
export function takeRowPage<T, K>(
  rows: Iterable<T>,
  { limit, skip, maxBytes = Infinity }: PageRequest<K>,
  keyOf: (row: T) => K,
): RowPage<T, K> {
  const items: T[] = [];
  let [skipped, bytes] = [0, 0];
  for (const row of rows) {
    if (skipped < skip) {
      skipped += 1;
      continue;
    }
    bytes += maxBytes === Infinity ? 0 : jsonByteLength(row);
    const last = items.at(-1);
    if (items.length === limit || (last !== undefined && bytes > maxBytes))
      return { items, next: last === undefined ? null : keyOf(last) };
    items.push(row);
  }
  return { items, next: null };
}

function jsonByteLength(row: unknown): number {
  return utf8ByteLength(JSON.stringify(row));
}

export function takeFirst<T>(rows: Iterable<T>, limit: number): T[] {
  const taken: T[] = [];
  if (limit <= 0) return taken;
  for (const row of rows) {
    taken.push(row);
    if (taken.length >= limit) break;
  }
  return taken;
}

/** Maps each row, and leaves out the rows that are mapped to null. */
export function* filterMap<T, U>(
  rows: Iterable<T>,
  toRowOrNull: (row: T) => U | null,
): Generator<U, undefined> {
  for (const row of rows) {
    const mapped = toRowOrNull(row);
    if (mapped !== null) yield mapped;
  }
}

/** The first rows for which it holds. */
export function* takeWhile<T>(
  items: Iterable<T>,
  holds: (item: T) => boolean,
): Generator<T, undefined> {
  for (const item of items) {
    if (!holds(item)) return;
    yield item;
  }
}
