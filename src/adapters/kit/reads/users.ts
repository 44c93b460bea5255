// The reads of users.

import { withoutMetadata } from '../../../domain/shared/metadata.js';
import { type UserState, type UserSummary, userStates } from '../../../domain/user/user.js';
import { userSortValue } from '../../../domain/user/user-order.js';
import type {
  PageRequest,
  RowPage,
  UserPageKey,
  UserRange,
  UserReads,
} from '../../../ports/storage.js';
import type { Answer } from '../answer.js';
import type { Place, RowView, ScanRange } from '../engine.js';
import { takeRowPage } from '../row-page.js';
import { find, findByKey, listOf } from '../rows.js';
import { filterMap, inOrderOf, merge, takeWhile, walkScan } from '../walk.js';
import { listReads, type ReadRunner } from './read-runner.js';

export function createUserReads(read: ReadRunner): UserReads {
  const { firstIds } = listReads(read);
  return {
    findById: (id) => read((view) => find(view, 'users', id)),
    findByEmailKey: (key) => read((view) => findByKey(view, 'users.email', [key])),

    listIdsDeletedUntil: (until, limit) =>
      firstIds(listOf('users', 'byDeletedAt', [], { to: [until.getTime()] }), limit),

    list: (...given) => read((view) => listUsers(view, ...given)),
  };
}

function listUsers(
  view: RowView,
  range: UserRange,
  state: UserState | null,
  pageRequest: PageRequest<UserPageKey>,
): Answer<RowPage<UserSummary, UserPageKey>> {
  const { by, prefix } = range;
  const list = by === 'email' ? 'byEmail' : 'byName';
  const walks = (state === null ? userStates : [state]).map((one) =>
    walkScan(view, listOf('users', list, [one], startOf(range, pageRequest.after))),
  );
  const users = filterMap(merge(walks, inOrderOf('users', list)), ({ value }) => value);
  const inRange = takeWhile(users, (user) => userSortValue(by, user).startsWith(prefix));
  return takeRowPage(filterMap(inRange, withoutMetadata), pageRequest, (user) => ({
    value: userSortValue(by, user),
    emailKey: user.emailKey,
  }));
}

function startOf({ by, prefix }: UserRange, after: UserPageKey | null): ScanRange {
  if (after === null) return { from: [prefix] };
  const place: Place = by === 'email' ? [after.value] : [after.value, after.emailKey];
  return { after: place };
}
