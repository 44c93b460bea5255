// Pages of lists: every clause runs on every list of the storage port.

import type { Storage } from '../../ports/storage.js';
import { assertSame, foundOrThrow } from './assertions.js';
import type { Clause, ClauseGroup, TestWriter } from './clause.js';
import type { FixturePage, ListFixture } from './define-list-fixture.js';
import { listFixtures } from './list-fixtures.js';

/** A storage with the rows of one list. `ids` are those of the list, in order. */
interface FilledListContext {
  readonly storage: Storage;
  readonly writer: TestWriter;
  readonly list: ListFixture;
  readonly ids: readonly string[];
}

const listRowCount = 7;
const pageLimits = [1, 2, 3, 6, 7, 8, 200];

/** A clause that must hold for every list of the port. Each list has its own storage. */
function everyListClause(
  id: string,
  statement: string,
  check: (filled: FilledListContext) => Promise<void>,
  way: 'runCheck' | 'runCheckInBothWays' = 'runCheck',
): Clause {
  return {
    id,
    statement,
    async check(runner) {
      for (const list of listFixtures) {
        await runner[way](async (storage, writer) => {
          await check({
            storage,
            writer,
            list,
            ids: await list.insertRows(writer, listRowCount),
          });
        });
      }
    },
  };
}

async function readIdsToEnd(first: FixturePage, limit: number): Promise<readonly string[]> {
  const items = [...first.items];
  let page = first;
  while (page.next !== null) {
    page = await page.next(limit);
    items.push(...page.items);
    if (items.length > 10 * listRowCount) throw new Error('the list does not end');
  }
  return items;
}

export const pageGroup: ClauseGroup = {
  name: 'PAGE',
  summary: 'lists are read by key',
  clauses: [
    everyListClause(
      'PAGE-1',
      'Reading page after page returns every row of the list exactly once and in order, for every limit and every order of writing.',
      async ({ storage, list, ids }) => {
        for (const limit of pageLimits) {
          const items = await readIdsToEnd(await list.readFirstPage(storage, limit), limit);
          assertSame(items, ids, `${list.name} by ${limit}`);
        }
      },
      'runCheckInBothWays',
    ),

    everyListClause(
      'PAGE-2',
      'A page has `limit` rows if that many remain, and `next` is null exactly when nothing follows.',
      async ({ storage, list, ids }) => {
        for (const limit of pageLimits) {
          const first = await list.readFirstPage(storage, limit);
          assertSame(first.items, ids.slice(0, limit), `${list.name}: the first ${limit}`);
          assertSame(
            first.next === null,
            limit >= listRowCount,
            `${list.name}: whether ${limit} rows are all`,
          );
        }
      },
    ),

    everyListClause(
      'PAGE-3',
      '`skip` leaves out that many rows after the key, and `limit` counts from there.',
      async ({ storage, list, ids }) => {
        for (const skip of [0, 1, 5, 6, 7, 8, 10_000]) {
          const first = await list.readFirstPage(storage, 2, skip);
          assertSame(first.items, ids.slice(skip, skip + 2), `${list.name} with skip ${skip}`);
          assertSame(
            first.next === null,
            skip + 2 >= listRowCount,
            `${list.name}: what follows with skip ${skip}`,
          );
        }
        const second = (await list.readFirstPage(storage, 2, 1)).next;
        const skipped = await foundOrThrow(second, `${list.name}: a second page`)(3, 1);
        assertSame(skipped.items, ids.slice(4, 7), `${list.name}: a second page with skip 1`);
        assertSame(skipped.next, null, `${list.name}: what follows the last`);
      },
    ),

    everyListClause(
      'PAGE-4',
      'A row that is written between two pages appears after the first page if its place is after the key, and otherwise not; no other row is skipped or repeated.',
      async ({ storage, writer, list, ids }) => {
        const first = await list.readFirstPage(storage, 3);
        const key = foundOrThrow(first.items.at(-1), `${list.name}: a first page`);
        await list.insertRow(writer, 12);
        await list.insertRow(writer, 62);
        const all = [...ids, list.idAt(12), list.idAt(62)].sort();
        const expected =
          list.order === 'ascending'
            ? all.filter((id) => id > key)
            : all.filter((id) => id < key).reverse();
        const second = foundOrThrow(first.next, `${list.name}: a second page`);
        assertSame(await readIdsToEnd(await second(3), 3), expected, `${list.name}: what follows`);
      },
    ),

    everyListClause(
      'PAGE-5',
      'A key still works after its row has left the list.',
      async ({ storage, writer, list, ids }) => {
        const first = await list.readFirstPage(storage, 3);
        const key = foundOrThrow(first.items.at(-1), `${list.name}: a first page`);
        const n = [10, 20, 30, 40, 50, 60, 70].find((each) => list.idAt(each) === key);
        if (!(await list.removeRow(writer, foundOrThrow(n, `${list.name}: the row of the key`))))
          return;
        const second = await foundOrThrow(first.next, `${list.name}: a second page`)(10);
        const what = `${list.name}: what follows the removed row ${key}`;
        assertSame(second.items, ids.slice(3), what);
      },
    ),

    {
      id: 'PAGE-6',
      statement: 'An empty list is one empty page with nothing after it.',
      async check(runner) {
        for (const list of listFixtures) {
          await runner.runCheck(async (storage) => {
            const first = await list.readFirstPage(storage, 3);
            assertSame(first, { items: [], next: null }, list.name);
          });
        }
      },
    },
    everyListClause(
      'PAGE-7',
      'With `maxBytes`, a page ends before the row with which its rows take more, but never before its second row; page after page still returns every row once.',
      async ({ storage, list, ids }) => {
        const smallest = await list.readFirstPage(storage, 200, 0, 1);
        assertSame(smallest.items, ids.slice(0, 1), `${list.name}: a page of at most a byte`);
        assertSame(
          await readIdsToEnd(smallest, 200),
          ids,
          `${list.name}: pages of at most a byte each`,
        );
        const largest = await list.readFirstPage(storage, 200, 0, 1_000_000);
        assertSame(largest.items, ids, `${list.name}: a page of at most a million bytes`);
        assertSame(largest.next, null, `${list.name}: what follows all rows`);
      },
    ),
  ],
};
