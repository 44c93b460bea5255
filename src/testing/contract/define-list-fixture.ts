// Makes a list of the storage port testable by the clauses that must hold for every list.

import type { PageRequest, RowPage, Storage } from '../../ports/storage.js';
import type { TestWriter } from './clause.js';

/** The ids of a page. `next` reads the following page; it is null on the last one. */
export interface FixturePage {
  readonly items: readonly string[];
  readonly next: ((limit: number, skip?: number) => Promise<FixturePage>) | null;
}

export interface ListFixture {
  readonly name: string;
  readonly order: 'ascending' | 'descending';
  /** Writes `count` rows of the list in a mixed order, and other rows. Returns the ids in the order of the list. */
  insertRows(writer: TestWriter, count: number): Promise<readonly string[]>;
  /** Writes one more row of the list. The rows of `insertRows` have the numbers 10, 20, 30 and so on. */
  insertRow(writer: TestWriter, n: number): Promise<void>;
  idAt(n: number): string;
  readFirstPage(
    storage: Storage,
    limit: number,
    skip?: number,
    maxBytes?: number,
  ): Promise<FixturePage>;
}

interface ListFixtureSpec<T, K> {
  readonly name: string;
  readonly order: 'ascending' | 'descending';
  /** Writes row `n` of the list. */
  readonly insertRow: (writer: TestWriter, n: number) => Promise<void>;
  /** Writes rows of the same number that are not in the list. */
  readonly insertUnlistedRows: (writer: TestWriter, n: number) => Promise<void>;
  readonly readPage: (storage: Storage, pageRequest: PageRequest<K>) => Promise<RowPage<T, K>>;
  readonly idOf: (item: T) => string;
  readonly idAt: (n: number) => string;
}

export function defineListFixture<T, K>(spec: ListFixtureSpec<T, K>): ListFixture {
  const readPage = async (storage: Storage, pageRequest: PageRequest<K>): Promise<FixturePage> => {
    const { items, next } = await spec.readPage(storage, pageRequest);
    const following = (limit: number, skip = 0) =>
      readPage(storage, { ...pageRequest, limit, skip, after: next });
    return { items: items.map(spec.idOf), next: next === null ? null : following };
  };
  return {
    name: spec.name,
    order: spec.order,
    insertRow: spec.insertRow,
    idAt: spec.idAt,
    readFirstPage: (storage, limit, skip = 0, maxBytes) =>
      readPage(storage, {
        limit,
        skip,
        after: null,
        ...(maxBytes === undefined ? {} : { maxBytes }),
      }),
    async insertRows(writer, count) {
      const numbers = Array.from({ length: count }, (_, index) => 10 * (index + 1));
      for (const n of scramble(numbers)) {
        await spec.insertRow(writer, n);
        await spec.insertUnlistedRows(writer, n + 5);
      }
      const ordered = spec.order === 'ascending' ? numbers : numbers.toReversed();
      return ordered.map(spec.idAt);
    },
  };
}

/** A mixed order, so that no storage can rely on the order of writing. */
function scramble(numbers: readonly number[]): readonly number[] {
  const isOdd = (_: number, index: number) => index % 2 === 1;
  const isEven = (_: number, index: number) => index % 2 === 0;
  return [...numbers.filter(isOdd).toReversed(), ...numbers.filter(isEven)];
}
