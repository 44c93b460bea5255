// The list of all organizations.

import { slugOrThrow } from '../../domain/slug/slug.js';
import type { OrganizationRange } from '../../ports/storage.js';
import { insertChange, updateChange } from '../row-changes.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { atMinute, displayNameOrThrow, organization, user } from './fixtures.js';

const namesByNumber = [
  'Zürich 😀',
  'ZURICH ﴾',
  'Zurichsee',
  'zurich',
  'Züri West',
  'ZURICH',
  '%_Zurich',
];
const slugsByNumber = ['labs', 'labs-2', 'lab', 'labs2', 'lax', 'la', 'labs-10'];

/** Numbers 1 to 7. Number 4 is deleted, number 5 is personal, and each was created a minute before the one with the next lower number; 6 and 7 at once. */
const all = namesByNumber.map((name, index) =>
  organization(index + 1, {
    name: displayNameOrThrow(name),
    slug: slugOrThrow(slugsByNumber[index] ?? ''),
    createdAt: atMinute(Math.max(1, 6 - index)),
    ...(index === 3 ? { deletedAt: atMinute(9) } : {}),
    ...(index === 4 ? { personalOf: user(1).id } : {}),
  }),
);

const firstPageRequest = { limit: 10, after: null, skip: 0 };

const rangesWithNumbers: readonly (readonly [OrganizationRange, readonly number[]])[] = [
  [{ by: 'name', prefix: 'zurich' }, [4, 6, 2, 1, 3]],
  [{ by: 'name', prefix: 'zurich ' }, [2, 1]],
  [{ by: 'name', prefix: 'zuri' }, [5, 4, 6, 2, 1, 3]],
  [{ by: 'name', prefix: '%' }, [7]],
  [{ by: 'name', prefix: '.' }, []],
  [{ by: 'name', prefix: '' }, [7, 5, 4, 6, 2, 1, 3]],
  [{ by: 'slug', prefix: 'labs' }, [1, 7, 2, 4]],
  [{ by: 'slug', prefix: 'labs-' }, [7, 2]],
  [{ by: 'slug', prefix: '' }, [6, 3, 1, 7, 2, 4, 5]],
  [{ by: 'creation' }, [6, 7, 5, 4, 3, 2, 1]],
  [{ by: 'creation', from: atMinute(2) }, [5, 4, 3, 2, 1]],
  [{ by: 'creation', until: atMinute(3) }, [6, 7, 5]],
  [{ by: 'creation', from: atMinute(2), until: atMinute(4) }, [5, 4]],
];

export const organizationListReadClauses: readonly Clause[] = [
  clause(
    'READ-73',
    '`organizations.list` returns the organizations of the range, also personal and deleted ones: those whose name key, or whose current slug, begins with the prefix, as plain text, by that and then by id; or those created at or after `from` and before `until`, by the time of creation and then by id. Texts are compared by code point.',
    async ({ organizations }, { write }) => {
      await write(all.map((each) => insertChange('organizations', each)));
      for (const [range, numbers] of rangesWithNumbers) {
        const { items } = await organizations.list(range, null, firstPageRequest);
        const expected = numbers.map((n) => all[n - 1]);
        assertSame(items, expected, JSON.stringify(range));
      }
      const renamed = { ...organization(1), name: displayNameOrThrow('Acme') };
      await write([updateChange('organizations', renamed, 1)]);
      const namesOf = async (prefix: string) => {
        const found = await organizations.list({ by: 'name', prefix }, null, firstPageRequest);
        return found.items.map(({ name }) => name);
      };
      assertSame(await namesOf('zurich '), ['ZURICH ﴾'], 'the former name');
      assertSame(await namesOf('acm'), ['Acme'], 'the new name');
    },
  ),

  clause(
    'READ-74',
    '`organizations.list` with a state returns only live organizations, or only deleted ones, in every range.',
    async ({ organizations }, { write }) => {
      await write(all.map((each) => insertChange('organizations', each)));
      for (const [range] of rangesWithNumbers) {
        const { items } = await organizations.list(range, null, firstPageRequest);
        for (const state of ['live', 'deleted'] as const) {
          const found = await organizations.list(range, state, firstPageRequest);
          const expected = items.filter(
            (each) => (each.deletedAt === undefined) === (state === 'live'),
          );
          assertSame(found.items, expected, `${state} ones of ${JSON.stringify(range)}`);
        }
      }
    },
  ),
];
