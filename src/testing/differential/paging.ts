// Lists that are read page by page: the page that a request gets, and the requests to try.

import { compareText } from '../../domain/shared/text.js';
import type { PageRequest, RowPage } from '../../ports/storage.js';
import { limits } from './values.js';
import type { World } from './world.js';

/** Rows in an order, each with its key. */
export interface OrderedList<T, K> {
  readonly items: readonly T[];
  keyOf(item: T): K;
  compare(one: K, other: K): number;
}

export function ordered<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K,
  compare: (one: K, other: K) => number,
): OrderedList<T, K> {
  const sorted = items.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  return { items: sorted, keyOf, compare };
}

export const ascending: (one: string, other: string) => number = compareText;
export const descending = (one: string, other: string): number => compareText(other, one);

/** The page of a list. A page of at most one byte has one row. */
export function pageOf<T, K>(
  { items, keyOf, compare }: OrderedList<T, K>,
  { limit, after, skip, maxBytes }: PageRequest<K>,
): RowPage<T, K> {
  const following = items
    .filter((item) => after === null || compare(keyOf(item), after) > 0)
    .slice(skip);
  const page = following.slice(0, maxBytes === 1 ? 1 : limit);
  const last = page.at(-1);
  const isLast = last === undefined || page.length === following.length;
  return { items: page, next: isLast ? null : keyOf(last) };
}

/** For every filter, its list page by page to its end, in pages of every size; and from the keys of rows that have left it, or changed. */
export function pages<A extends readonly unknown[], T, K>(
  filters: readonly Readonly<A>[],
  list: (world: World, ...filter: A) => OrderedList<T, K>,
): (world: World, before: World) => readonly (readonly [...A, PageRequest<K>])[] {
  return (world, before) =>
    filters.flatMap((filter) => {
      const keys = keysOf(list(world, ...filter));
      const present = new Set(keys.map((key) => JSON.stringify(key)));
      const oldKeys = keysOf(list(before, ...filter)).filter(
        (key) => !present.has(JSON.stringify(key)),
      );
      return [...requestsOf(keys), ...oldKeys.map((after) => ({ limit: 2, after, skip: 0 }))].map(
        (request) => [...filter, request] as const,
      );
    });
}

function keysOf<T, K>({ items, keyOf }: OrderedList<T, K>): readonly K[] {
  return items.map(keyOf);
}

function requestsOf<K>(keys: readonly K[]): readonly PageRequest<K>[] {
  const first = { limit: 2, after: null, skip: 0 };
  if (keys.length === 0) return [first];
  const walks = limits.flatMap((limit) => {
    const lastOfPages = keys.slice(0, -1).filter((_, index) => (index + 1) % limit === 0);
    return [null, ...lastOfPages].map((after) => ({ limit, after, skip: 0 }));
  });
  return [...walks, { ...first, skip: 1 }, { ...first, maxBytes: 1 }];
}
