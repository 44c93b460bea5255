// Lists users by the key of the address, or by name.

import { withoutMetadata } from '../../domain/shared/metadata.js';
import type { UserState, UserSummary } from '../../domain/user/user.js';
import { userSortValue } from '../../domain/user/user-order.js';
import type { PageRequest, RowPage, UserPageKey, UserRange } from '../../ports/storage.js';
import { singleIndexKey } from './indexes.js';
import { filterMap, takeRowPage, takeWhile } from './row-page.js';
import type { Position } from './sorted-positions.js';
import { type MemoryTables, textOfNamePlace } from './tables.js';

export function listUsers(
  { users }: MemoryTables,
  range: UserRange,
  state: UserState | null,
  pageRequest: PageRequest<UserPageKey>,
): RowPage<UserSummary, UserPageKey> {
  const { by, prefix } = range;
  const index = by === 'email' ? users.byEmail : users.byName;
  const positions = index.ascending(state ?? singleIndexKey, startOf(range, pageRequest.after));
  const rows = takeWhile(users.valuesAt(positions), (user) =>
    userSortValue(by, user).startsWith(prefix),
  );
  return takeRowPage(filterMap(rows, withoutMetadata), pageRequest, (user) => ({
    value: userSortValue(by, user),
    emailKey: user.emailKey,
  }));
}

/** Above every id. */
const afterEveryId = '\u{10ffff}';

/** All positions of the range that are still to be read come after this one. */
function startOf({ by, prefix }: UserRange, after: UserPageKey | null): Position {
  if (after === null) return { atMs: 0, text: prefix, id: '' };
  const { value, emailKey } = after;
  const text = by === 'email' ? value : textOfNamePlace(value, emailKey);
  return { atMs: 0, text, id: afterEveryId };
}
