import type { Storage } from '../../ports/storage.js';
import { updateOf } from './changes.js';
import { type Clause, clause, type Family, type Tools } from './clause.js';
import { found, same } from './expectations.js';
import type { Listing, Turned } from './listing.js';
import { listings } from './listings.js';
import { ended, membership, organization, user } from './specimens.js';

/** A storage with one list filled; `ids` are the list's, in order. */
interface Filled {
  readonly storage: Storage;
  readonly tools: Tools;
  readonly listing: Listing;
  readonly ids: readonly string[];
}

const count = 7;
const limits = [1, 2, 3, 6, 7, 8, 200];

/** A clause that must hold for every list of the port, each in a storage of its own. */
function ofEveryList(id: string, says: string, check: (filled: Filled) => Promise<void>): Clause {
  return {
    id,
    says,
    async check(bench) {
      for (const listing of listings) {
        await bench.use(async (storage, tools) => {
          await check({ storage, tools, listing, ids: await listing.fill(tools, count) });
        });
      }
    },
  };
}

async function readOn(first: Turned, limit: number): Promise<readonly string[]> {
  const items = [...first.items];
  let page = first;
  while (page.next !== null) {
    page = await page.next(limit);
    items.push(...page.items);
    if (items.length > 10 * count) throw new Error('the list does not come to an end');
  }
  return items;
}

export const page: Family = {
  name: 'PAGE',
  about: 'lists by keyset',
  clauses: [
    ofEveryList(
      'PAGE-1',
      'Page after page gives every row that belongs in the list exactly once and in order, whatever the limit and the order of writing.',
      async ({ storage, listing, ids }) => {
        for (const limit of limits) {
          const items = await readOn(await listing.firstPage(storage, limit), limit);
          same(items, ids, `${listing.what} by ${limit}`);
        }
      },
    ),

    ofEveryList(
      'PAGE-2',
      'A page holds `limit` rows where there are as many, and `next` is null exactly where nothing follows.',
      async ({ storage, listing, ids }) => {
        for (const limit of limits) {
          const first = await listing.firstPage(storage, limit);
          same(first.items, ids.slice(0, limit), `${listing.what}: the first ${limit}`);
          same(first.next === null, limit >= count, `${listing.what}: whether ${limit} are all`);
        }
      },
    ),

    ofEveryList(
      'PAGE-3',
      '`skip` passes over so many rows behind the key, and `limit` counts from there.',
      async ({ storage, listing, ids }) => {
        for (const skip of [0, 1, 5, 6, 7, 8, 10_000]) {
          const first = await listing.firstPage(storage, 2, skip);
          same(first.items, ids.slice(skip, skip + 2), `${listing.what} but for ${skip}`);
          same(first.next === null, skip + 2 >= count, `${listing.what}: what follows ${skip}`);
        }
        const second = (await listing.firstPage(storage, 2, 1)).next;
        const skipped = await found(second, `${listing.what}: a second page`)(3, 1);
        same(skipped.items, ids.slice(4, 7), `${listing.what}: a second page but for one`);
        same(skipped.next, null, `${listing.what}: what follows the last`);
      },
    ),

    ofEveryList(
      'PAGE-4',
      'A row written between two pages is on the second where it comes after the key and nowhere otherwise; it displaces no other.',
      async ({ storage, tools, listing, ids }) => {
        const first = await listing.firstPage(storage, 3);
        const key = found(first.items.at(-1), `${listing.what}: a first page`);
        await listing.add(tools, 12);
        await listing.add(tools, 62);
        const all = [...ids, listing.idAt(12), listing.idAt(62)].sort();
        const expected =
          listing.order === 'ascending'
            ? all.filter((id) => id > key)
            : all.filter((id) => id < key).reverse();
        const second = found(first.next, `${listing.what}: a second page`);
        same(await readOn(await second(3), 3), expected, `${listing.what}: what follows`);
      },
    ),

    clause(
      'PAGE-5',
      'A key goes on working when its row belongs in the list no more.',
      async (storage, tools) => {
        const listing = found(
          listings.find(({ what }) => what === 'memberships.list'),
          'the list of members',
        );
        const ids = await listing.fill(tools, count);
        const first = await listing.firstPage(storage, 3);
        const third = membership(30, organization(1), user(30), { role: 'admin' });
        await tools.write([updateOf('memberships', ended(third), 1)]);
        const second = await found(first.next, 'a second page')(10);
        same(second.items, ids.slice(3), 'what follows');
      },
    ),

    {
      id: 'PAGE-6',
      says: 'A list with nothing in it is an empty page with nothing after it.',
      async check(bench) {
        for (const listing of listings) {
          await bench.use(async (storage) => {
            const first = await listing.firstPage(storage, 3);
            same(first, { items: [], next: null }, listing.what);
          });
        }
      },
    },
  ],
};
