import type { Keyset, Slice } from '../../ports/storage.js';

/** One page of the rows that follow the key `after`; reads one row more than the page to know whether it is the last. */
export function sliceOf<T, K>(
  rows: Iterable<T>,
  { limit, skip }: Keyset<K>,
  keyOf: (row: T) => K,
): Slice<T, K> {
  const items = take(rows, skip + limit + 1).slice(skip);
  const last = items[limit - 1];
  if (items.length <= limit || last === undefined)
    return { items: items.slice(0, limit), next: null };
  return { items: items.slice(0, limit), next: keyOf(last) };
}

export function take<T>(rows: Iterable<T>, limit: number): T[] {
  const taken: T[] = [];
  if (limit <= 0) return taken;
  for (const row of rows) {
    taken.push(row);
    if (taken.length >= limit) break;
  }
  return taken;
}

/** Each row made into another one or, where that is null, left out. */
export function* mapped<T, U>(rows: Iterable<T>, toRow: (row: T) => U | null): Iterable<U> {
  for (const row of rows) {
    const made = toRow(row);
    if (made !== null) yield made;
  }
}
