import type { PageRequest, RowPage } from '../../ports/storage.js';

/** The first page of `rows`; the caller has already left out the rows up to `pageRequest.after`. Reads one row more than the page holds, to know whether it is the last page. */
export function takeRowPage<T, K>(
  rows: Iterable<T>,
  { limit, skip }: PageRequest<K>,
  keyOf: (row: T) => K,
): RowPage<T, K> {
  const items = takeFirst(rows, skip + limit + 1).slice(skip);
  const last = items[limit - 1];
  if (items.length <= limit || last === undefined)
    return { items: items.slice(0, limit), next: null };
  return { items: items.slice(0, limit), next: keyOf(last) };
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
): Iterable<U> {
  for (const row of rows) {
    const mapped = toRowOrNull(row);
    if (mapped !== null) yield mapped;
  }
}
