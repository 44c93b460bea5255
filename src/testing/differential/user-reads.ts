// The reads of users: what to ask, and what a scan answers.

import { withoutMetadata } from '../../domain/shared/metadata.js';
import { compareCodePoints } from '../../domain/shared/text.js';
import { type User, type UserState, type UserSummary, userStates } from '../../domain/user/user.js';
import { userSortValue } from '../../domain/user/user-order.js';
import type { UserPageKey, UserRange } from '../../ports/storage.js';
import { type OrderedList, ordered, pageOf, pages } from './paging.js';
import { every, type ReadTables } from './read-spec.js';
import { anyOrder, dueUntil, one, values } from './scan.js';
import { emailKeys, limits, moments, namePrefixes, userIds } from './values.js';
import type { World } from './world.js';

export const userReads: ReadTables['users'] = {
  findById: {
    questions: () => every(userIds),
    answer: ({ users }, id) => one(users, (user) => user.id === id),
  },
  findByEmailKey: {
    questions: () => every(emailKeys),
    answer: ({ users }, key) => one(users, ({ emailKey }) => emailKey === key),
  },
  listIdsDeletedUntil: {
    questions: () => every(moments, limits),
    anyAnswer: ({ users }, until, limit) => {
      const deleted = dueUntil(users, until, ({ deletedAt }) => deletedAt);
      const time = (user: User) => Number(user.deletedAt);
      return anyOrder(
        deleted.map(({ value }) => value),
        limit,
        (user, next) => time(user) <= time(next),
      ).map((order) => order.map(({ id }) => id));
    },
  },
  list: {
    questions: pages(every(userRanges(), [null, ...userStates]), usersIn),
    answer: (world, range, state, page) => pageOf(usersIn(world, range, state), page),
  },
};

function userRanges(): readonly UserRange[] {
  return [
    ...['', 'fi'].map((prefix) => ({ by: 'email', prefix }) as const),
    ...namePrefixes.map((prefix) => ({ by: 'name', prefix }) as const),
  ];
}

function usersIn(
  { users }: World,
  { by, prefix }: UserRange,
  state: UserState | null,
): OrderedList<UserSummary, UserPageKey> {
  return ordered(
    values(users, (user) => state === null || user.state === state)
      .filter((user) => by === 'email' || user.name !== undefined)
      .filter((user) => userSortValue(by, user).startsWith(prefix))
      .map(withoutMetadata),
    (user) => ({ value: userSortValue(by, user), emailKey: user.emailKey }),
    (a, b) => compareCodePoints(a.value, b.value) || compareCodePoints(a.emailKey, b.emailKey),
  );
}
