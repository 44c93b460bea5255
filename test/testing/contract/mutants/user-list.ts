// Mutants with a wrong list of users.
import { compareText } from '../../../../src/domain/shared/text.js';
import type { User } from '../../../../src/domain/user/user.js';
import { userSortValue } from '../../../../src/domain/user/user-order.js';
import type { UserRange, UserReads } from '../../../../src/ports/storage.js';
import { type StorageMutant, storageMutant, withMethods } from './storage-mutant.js';

/** A storage that changes the users of every page. */
function listMutant(
  description: string,
  caughtBy: readonly string[],
  change: (items: readonly User[], range: UserRange) => readonly User[],
): StorageMutant {
  const list =
    (real: UserReads): UserReads['list'] =>
    async (range, ...rest) => {
      const page = await real.list(range, ...rest);
      return { ...page, items: change(page.items, range) };
    };
  return storageMutant(
    description,
    caughtBy,
    withMethods('users', (real) => ({ list: list(real) })),
  );
}

export const userListMutants: readonly StorageMutant[] = [
  listMutant('finds users by the address as it is written', ['READ-75'], (items, { by, prefix }) =>
    by === 'email' ? items.filter(({ email }) => email.startsWith(prefix)) : items,
  ),
  listMutant('finds users by the name as it is written', ['READ-76'], (items, { by, prefix }) =>
    by === 'name' ? items.filter(({ name = '' }) => name.startsWith(prefix)) : items,
  ),
  listMutant('sorts users by code unit', ['READ-75', 'READ-76'], (items, { by }) => {
    const keyOf = (user: User) => `${userSortValue(by, user)}\0${user.emailKey}`;
    return items.toSorted((a, b) => compareText(keyOf(a), keyOf(b)));
  }),
  listMutant('sorts users of one name by their ids', ['READ-76'], (items, { by }) => {
    const keyOf = (user: User) => `${userSortValue(by, user)}\0${user.id}`;
    return by === 'email' ? items : items.toSorted((a, b) => compareText(keyOf(a), keyOf(b)));
  }),
  storageMutant(
    'also lists users without a name by name',
    ['READ-76'],
    withMethods('users', (real) => ({
      async list(range, state, pageRequest) {
        const page = await real.list(range, state, pageRequest);
        if (range.by === 'email' || range.prefix !== '') return page;
        const all = await real.list({ by: 'email', prefix: '' }, state, pageRequest);
        const nameless = all.items.filter(({ name }) => name === undefined);
        return { ...page, items: [...nameless, ...page.items] };
      },
    })),
  ),
  storageMutant(
    'lists suspended users as active ones',
    ['READ-77'],
    withMethods('users', (real) => ({
      list: (range, state, pageRequest) =>
        real.list(range, state === 'active' ? null : state, pageRequest),
    })),
  ),
  storageMutant(
    'still finds users whom it has listed before',
    ['READ-78'],
    withMethods('users', (real) => {
      const pages = new Map<string, Awaited<ReturnType<UserReads['list']>>>();
      return {
        async list(...given) {
          const key = JSON.stringify(given);
          const known = pages.get(key);
          if (known !== undefined && known.items.length > 0) return known;
          const page = await real.list(...given);
          pages.set(key, page);
          return page;
        },
      };
    }),
  ),
  storageMutant(
    'starts again if the user of the key is gone or has another address',
    ['READ-79'],
    withMethods('users', (real) => ({
      async list(range, state, { after, ...rest }) {
        const { items } = await real.list({ by: 'email', prefix: after?.emailKey ?? '' }, null, {
          limit: 1,
          after: null,
          skip: 0,
        });
        return real.list(range, state, { ...rest, after: items.length === 0 ? null : after });
      },
    })),
  ),
];
