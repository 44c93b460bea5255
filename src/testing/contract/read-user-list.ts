// The list of all users.

import type { DisplayName } from '../../domain/shared/display-name.js';
import { type User, type UserState, userStates } from '../../domain/user/user.js';
import type { UserPageKey, UserRange } from '../../ports/storage.js';
import { insertChange, removeChange, updateChange } from '../row-changes.js';
import { assertSame, foundOrThrow } from './assertions.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import { atMinute, displayNameOrThrow, emailFields, user } from './fixtures.js';

/** Numbers 1 to 7. Number 5 has no name. */
const samples: readonly (readonly [name: string | null, email: string, state: UserState])[] = [
  ['Zoë 😀', 'anna@example.org', 'active'],
  ['ZOE ﴾', 'anna.b@example.org', 'suspended'],
  ['zoe', 'b.zoe@example.org', 'deleted'],
  ['Zoë', 'a.zoe@example.org', 'active'],
  [null, 'anna.𝒶@example.org', 'active'],
  ['Zo', 'anna.ﬀ@example.org', 'suspended'],
  ['%_Zoe', 'ANNA_c@Example.org', 'deleted'],
];

const all = samples.map(([name, email, state], index) => {
  const { name: _name, ...nameless } = user(index + 1, {
    ...emailFields(email),
    state,
    ...(state === 'deleted' ? { deletedAt: atMinute(1) } : {}),
  });
  return name === null ? nameless : { ...nameless, name: named(name) };
});

type RangeWithNumbers = readonly [UserRange, readonly number[]];

const emailRangesWithNumbers: readonly RangeWithNumbers[] = [
  [{ by: 'email', prefix: 'anna' }, [2, 6, 5, 1, 7]],
  [{ by: 'email', prefix: 'anna.' }, [2, 6, 5]],
  [{ by: 'email', prefix: 'anna_' }, [7]],
  [{ by: 'email', prefix: 'anna@example.org' }, [1]],
  [{ by: 'email', prefix: 'ANNA' }, []],
  [{ by: 'email', prefix: '.' }, []],
  [{ by: 'email', prefix: '' }, [4, 2, 6, 5, 1, 7, 3]],
];

const nameRangesWithNumbers: readonly RangeWithNumbers[] = [
  [{ by: 'name', prefix: 'zoe' }, [4, 3, 2, 1]],
  [{ by: 'name', prefix: 'zoe ' }, [2, 1]],
  [{ by: 'name', prefix: 'zo' }, [6, 4, 3, 2, 1]],
  [{ by: 'name', prefix: '%' }, [7]],
  [{ by: 'name', prefix: 'zoe\0a' }, []],
  [{ by: 'name', prefix: '.' }, []],
  [{ by: 'name', prefix: '' }, [7, 6, 4, 3, 2, 1]],
];

const ranges = [...emailRangesWithNumbers, ...nameRangesWithNumbers].map(([range]) => range);
const firstPageRequest = { limit: 10, after: null, skip: 0 };

function writeAll({ write }: TestWriter): Promise<void> {
  return write(all.map((each) => insertChange('users', each)));
}

function listClause(id: string, statement: string, expected: readonly RangeWithNumbers[]): Clause {
  return clause(id, statement, async ({ users }, writer) => {
    await writeAll(writer);
    for (const [range, numbers] of expected) {
      const found = await users.list(range, null, firstPageRequest);
      const items = numbers.map((n) => all[n - 1]);
      assertSame(found, { items, next: null }, JSON.stringify(range));
    }
  });
}

export const userListReadClauses: readonly Clause[] = [
  listClause(
    'READ-75',
    '`users.list` by `email` returns the users in any state whose `emailKey` begins with the prefix, as plain text, by this key. Keys are compared by code point.',
    emailRangesWithNumbers,
  ),

  listClause(
    'READ-76',
    '`users.list` by `name` returns the users in any state whose name key begins with the prefix, as plain text, by this key and then by `emailKey`. A user without a name is never among them.',
    nameRangesWithNumbers,
  ),

  clause(
    'READ-77',
    '`users.list` with a state returns only users in this state, in every range.',
    async ({ users }, writer) => {
      await writeAll(writer);
      for (const range of ranges) {
        const { items } = await users.list(range, null, firstPageRequest);
        for (const state of userStates) {
          const found = await users.list(range, state, firstPageRequest);
          const expected = items.filter((each) => each.state === state);
          assertSame(found.items, expected, `${state} ones of ${JSON.stringify(range)}`);
        }
      }
    },
  ),

  clause(
    'READ-78',
    '`users.list` finds a user only by the present name, address and state, and not at all after the removal.',
    async ({ users }, { write }) => {
      const before = user(1, { ...emailFields('before@example.org'), name: named('Before') });
      const after: User = { ...before, ...emailFields('after@example.org'), name: named('After') };
      const { name: _name, ...nameless } = after;
      const placesOf = async () => {
        const found: string[] = [];
        for (const by of ['email', 'name'] as const)
          for (const prefix of ['before', 'after'])
            for (const state of userStates) {
              const { items } = await users.list({ by, prefix }, state, firstPageRequest);
              if (items.length > 0) found.push(`${state} ${by} ${prefix}`);
            }
        return found;
      };
      await write([insertChange('users', before)]);
      assertSame(await placesOf(), ['active email before', 'active name before'], 'as inserted');
      await write([updateChange('users', after, 1)]);
      assertSame(await placesOf(), ['active email after', 'active name after'], 'as updated');
      await write([updateChange('users', { ...after, state: 'suspended' }, 2)]);
      assertSame(await placesOf(), ['suspended email after', 'suspended name after'], 'suspended');
      await write([updateChange('users', nameless, 3)]);
      assertSame(await placesOf(), ['active email after'], 'without a name');
      await write([removeChange('users', nameless, 4)]);
      assertSame(await placesOf(), [], 'removed');
    },
  ),

  clause(
    'READ-79',
    '`users.list` continues after the place of the key, whatever has become of its user.',
    async ({ users }, writer) => {
      await writeAll(writer);
      const [byEmail, byName] = [
        { by: 'email', prefix: '' },
        { by: 'name', prefix: '' },
      ] as const;
      const firstThree = { ...firstPageRequest, limit: 3 };
      const inEmailOrder = await users.list(byEmail, null, firstThree);
      const inNameOrder = await users.list(byName, null, firstThree);
      const changed = foundOrThrow(inEmailOrder.items.at(-1), 'a third user by address');
      const removed = foundOrThrow(inNameOrder.items.at(-1), 'a third user by name');
      const elsewhere = { ...emailFields('a@example.org'), name: named('A') };
      await writer.write([
        updateChange('users', { ...changed, ...elsewhere }, 1),
        removeChange('users', removed, 1),
      ]);
      const numbersAfter = async (range: UserRange, after: UserPageKey | null) => {
        const { items } = await users.list(range, null, { ...firstPageRequest, after });
        return items.map(({ id }) => 1 + all.findIndex((each) => each.id === id));
      };
      assertSame(await numbersAfter(byEmail, inEmailOrder.next), [5, 1, 7, 3], 'by address');
      assertSame(await numbersAfter(byName, inNameOrder.next), [3, 2, 1], 'by name');
    },
  ),
];

function named(name: string): DisplayName {
  return displayNameOrThrow(name);
}
