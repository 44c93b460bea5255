// Lists users by the key of the address, or by name.

import { type UserState, type UserSummary, userStates } from '../../../domain/user/user.js';
import { type UserOrder, userSortValue } from '../../../domain/user/user-order.js';
import type { PageRequest, RowPage, UserPageKey, UserRange } from '../../../ports/storage.js';
import { requireString } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { findOrdered, prefixBounds } from './ordered-lists.js';
import { toRowPage } from './row-pages.js';
import { userSummary } from './summaries.js';

const orders: {
  readonly [O in UserOrder]: { readonly keys: readonly string[]; readonly hint: string };
} = {
  email: { keys: ['emailKey'], hint: 'users.by_email' },
  name: { keys: ['nameKey', 'emailKey'], hint: 'users.by_name' },
};

export async function listUsers(
  reader: RowReader,
  { by, prefix }: UserRange,
  state: UserState | null,
  pageRequest: PageRequest<UserPageKey>,
): Promise<RowPage<UserSummary, UserPageKey>> {
  const { keys, hint } = orders[by];
  const states = state === null ? userStates : [state];
  const { after } = pageRequest;
  const list = {
    states: states.map((one) => ({ state: requireString(one) })),
    keys,
    bounds: prefixBounds(prefix),
    after: after === null ? [] : [after.value, after.emailKey].map(requireString),
    hint,
    projection: userSummary.projection,
  };
  const rows = await findOrdered(reader, 'users', list, pageRequest);
  return toRowPage(rows, pageRequest, userSummary.fromRow, (user) => ({
    value: userSortValue(by, user),
    emailKey: user.emailKey,
  }));
}
