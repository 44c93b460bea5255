// Takes pages of walks.

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
  const page = new PageBuilder<T>(pageRequest);
  const { items } = page;
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

class PageBuilder<T> {
  readonly items: T[] = [];
  readonly #limit: number;
  readonly #maxBytes: number;
  #toSkip: number;
  #bytes = 0;

  constructor({ limit, skip, maxBytes = Infinity }: PageRequest<unknown>) {
    this.#limit = limit;
    this.#maxBytes = maxBytes;
    this.#toSkip = skip;
  }

  /** How many rows to read next. */
  get wanted(): number {
    const missing = this.#toSkip + this.#limit - this.items.length + 1;
    return this.#maxBytes === Infinity ? missing : Math.min(missing, firstBatchOfLargeRows);
  }

  /** Skips the row, or adds it to the page. False if it does not fit: the page ends before it. */
  take(row: T): boolean {
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return true;
    }
    if (this.items.length >= this.#limit || !this.#fits(row)) return false;
    this.items.push(row);
    return true;
  }

  /** The first row always fits. */
  #fits(row: T): boolean {
    if (this.#maxBytes === Infinity) return true;
    this.#bytes += utf8ByteLength(JSON.stringify(row));
    return this.items.length === 0 || this.#bytes <= this.#maxBytes;
  }
}
