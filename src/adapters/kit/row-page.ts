// Takes pages of walks, and of rows that are read already.

import { utf8ByteLength } from '../../domain/shared/text.js';
import type { PageRequest, RowPage } from '../../ports/storage.js';
import { type Answer, andThen } from './answer.js';
import type { Walk } from './walk.js';

/** If a page may end early because its rows are large, not all that it might have are read at once. */
const firstBatchOfLargeRows = 16;

/** The first page of a walk that begins after `pageRequest.after`. Reads at least one row more than the page holds, to know whether it is the last page. */
export function takeRowPage<T, K>(
  walk: Walk<T>,
  pageRequest: PageRequest<K>,
  keyOf: (row: T) => K,
): Answer<RowPage<T, K>> {
  const page = new PageBuilder<T>(pageRequest, jsonByteLength);
  const { rows: items } = page;
  const goOn = (): Answer<RowPage<T, K>> =>
    andThen(walk.next(page.wanted), ({ rows, isLast }) => {
      if (!rows.every((row) => page.take(row))) {
        const last = items.at(-1);
        return { items, next: last === undefined ? null : keyOf(last) };
      }
      return isLast ? { items, next: null } : goOn();
    });
  return goOn();
}

function jsonByteLength(row: unknown): number {
  return utf8ByteLength(JSON.stringify(row));
}

/** How the rows that a database has found become a page. */
export interface PageSpec<R, T, K> {
  itemOf(row: R): T;
  keyOf(item: T): K;
  /** How many bytes a row takes, in a measure of the storage. */
  bytesOf(row: R): number;
}

/** The page of rows that a storage has found itself: those after the key and after `skip`, in order, and up to one more than `limit`. */
export function sliceRowPage<R, T, K>(
  rows: readonly R[],
  pageRequest: PageRequest<K>,
  { itemOf, keyOf, bytesOf }: PageSpec<R, T, K>,
): RowPage<T, K> {
  const page = new PageBuilder<R>({ ...pageRequest, skip: 0 }, bytesOf);
  const isLast = rows.every((row) => page.take(row));
  const items = page.rows.map(itemOf);
  const last = items.at(-1);
  return { items, next: isLast || last === undefined ? null : keyOf(last) };
}

class PageBuilder<T> {
  readonly rows: T[] = [];
  readonly #limit: number;
  readonly #maxBytes: number;
  readonly #bytesOf: (row: T) => number;
  #toSkip: number;
  #bytes = 0;

  constructor(
    { limit, skip, maxBytes = Infinity }: PageRequest<unknown>,
    bytesOf: (row: T) => number,
  ) {
    this.#limit = limit;
    this.#maxBytes = maxBytes;
    this.#bytesOf = bytesOf;
    this.#toSkip = skip;
  }

  /** How many rows to read next. */
  get wanted(): number {
    const missing = this.#toSkip + this.#limit - this.rows.length + 1;
    return this.#maxBytes === Infinity ? missing : Math.min(missing, firstBatchOfLargeRows);
  }

  /** Skips the row, or adds it to the page. False if it does not fit: the page ends before it. */
  take(row: T): boolean {
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return true;
    }
    if (this.rows.length >= this.#limit || !this.#fits(row)) return false;
    this.rows.push(row);
    return true;
  }

  /** The first row always fits. */
  #fits(row: T): boolean {
    if (this.#maxBytes === Infinity) return true;
    this.#bytes += this.#bytesOf(row);
    return this.rows.length === 0 || this.#bytes <= this.#maxBytes;
  }
}
