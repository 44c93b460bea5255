// Makes a list of the storage port testable by the clauses that must hold for every list.

import type { Change, PageRequest, RowPage, Storage } from '../../ports/storage.js';
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
  /** Removes the row `n` of the list, which is at version 1. False if no commit can: an entry of the journal. */
  removeRow(writer: TestWriter, n: number): Promise<boolean>;
  idAt(n: number): string;
  readFirstPage(
    storage: Storage,
    limit: number,
    skip?: number,
    maxBytes?: number,
  ): Promise<FixturePage>;
}

type RowWriter = Pick<TestWriter, 'entry' | 'write'>;

interface ListFixtureSpec<T, K> {
  readonly name: string;
  readonly order: 'ascending' | 'descending';
  /** Writes row `n` of the list in one commit, the row itself last. */
  readonly insertRow: (writer: RowWriter, n: number) => Promise<void>;
  /** Writes rows of the same number that are not in the list. */
  readonly insertUnlistedRows: (writer: RowWriter, n: number) => Promise<void>;
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
    async removeRow(writer, n) {
      const noWriter = { ...writer, write: async () => {} };
      const { later, changes } = writeTogether(noWriter);
      await spec.insertRow(later, n);
      const row = changes.at(-1);
      if (row === undefined) return false;
      const { collection, id } = row;
      await writer.write([{ kind: 'remove', collection, id, expectedVersion: 1 }]);
      return true;
    },
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
      const mixed = scramble(numbers);
      // A few commits, so that the rows are not even written in the order of their ids.
      for (const part of [0, 1, 2]) {
        const { later, flush } = writeTogether(writer);
        for (const n of mixed.filter((_, index) => index % 3 === part)) {
          await spec.insertRow(later, n);
          await spec.insertUnlistedRows(later, n + 5);
        }
        await flush();
      }
      const ordered = spec.order === 'ascending' ? numbers : numbers.toReversed();
      return ordered.map(spec.idAt);
    },
  };
}

/** A writer that keeps changes until `flush` writes them in one commit. A journal entry of one's own is a commit of its own. */
function writeTogether({ entry, write }: RowWriter): {
  readonly later: RowWriter;
  readonly changes: readonly Change[];
  flush(): Promise<void>;
} {
  const changes: Change[] = [];
  return {
    changes,
    flush: () => (changes.length === 0 ? Promise.resolve() : write(changes)),
    later: {
      entry,
      async write(more, rest) {
        if (rest === undefined) changes.push(...more);
        else await write(more, rest);
      },
    },
  };
}

/** A mixed order, so that no storage can rely on the order of writing. */
function scramble(numbers: readonly number[]): readonly number[] {
  const isOdd = (_: number, index: number) => index % 2 === 1;
  const isEven = (_: number, index: number) => index % 2 === 0;
  return [...numbers.filter(isOdd).toReversed(), ...numbers.filter(isEven)];
}
