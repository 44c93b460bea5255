// Lists all users, for the desk of the platform.

import * as z from 'zod';
import { nameKeyPrefix } from '../../domain/shared/name-key.js';
import { ok, type Page } from '../../domain/shared/result.js';
import { emailKeyPrefix, maxEmailLength } from '../../domain/user/email.js';
import { type UserState, userStates } from '../../domain/user/user.js';
import type { UserPageKey, UserRange } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { requireSystem } from '../use-case/authorization.js';
import { pageFields, prefixSchema, requireOnePrefix } from '../use-case/input.js';
import { type PageKeyCodec, parsePageRequest, toPage } from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type ListedUserView, listedUserView } from '../views.js';

/** Which users to list, and the page. At most one of the two prefixes. */
export interface ListUsersInput {
  /** How the name begins, without regard to case, accents and width: 1 to 100 characters. The list has the users with a name, sorted by it, then by address. */
  readonly namePrefix?: string | undefined;
  /** How the address begins, without regard to the case of A to Z: 1 to 254 characters. The list is sorted by address, as it is without a prefix. */
  readonly emailPrefix?: string | undefined;
  /** Active, suspended or deleted ones; all if absent. */
  readonly state?: UserState | undefined;
  /** At most so many: 1 to 200, 50 if absent. */
  readonly limit?: number | undefined;
  readonly cursor?: string | null | undefined;
}

export const listUsersQuery: (
  deps: Dependencies,
) => Query<ListUsersInput, Page<ListedUserView>, 'permission_denied'> = defineQuery<
  ListUsersInput,
  ListUsersInput,
  Page<ListedUserView>,
  'permission_denied'
>(
  z.lazy(() =>
    z.strictObject({
      namePrefix: prefixSchema(100, nameKeyPrefix).optional(),
      emailPrefix: prefixSchema(maxEmailLength, emailKeyPrefix).optional(),
      state: z.enum(userStates).optional(),
      limit: pageFields.limit,
      cursor: pageFields.cursor,
    }),
  ),
  async ({ storage, actor }, input) => {
    const allowed = /* USER-10 */ requireSystem(actor);
    if (!allowed.ok) return allowed;
    const { limit, cursor, ...filter } = input;
    const onePrefix = /* USER-14 */ requireOnePrefix(filter, 'namePrefix', 'emailPrefix');
    if (!onePrefix.ok) return onePrefix;
    const name = `users ${JSON.stringify(filter)}`;
    const pageRequest = parsePageRequest(name, userPageKeyCodec, { limit, cursor });
    if (!pageRequest.ok) return pageRequest;
    const { state = null } = filter;
    const found = await storage.users.list(rangeOf(filter), state, pageRequest.value);
    return ok(toPage(name, userPageKeyCodec, found, listedUserView));
  },
);

const userPageKeyCodec: PageKeyCodec<UserPageKey> = {
  encode: ({ value, emailKey }) => [value, emailKey],
  decode: ([value, emailKey, ...rest]) =>
    value === undefined || emailKey === undefined || rest.length > 0 ? null : { value, emailKey },
};

function rangeOf({ namePrefix, emailPrefix = '' }: ListUsersInput): UserRange {
  return namePrefix === undefined
    ? { by: 'email', prefix: /* USER-12 */ emailKeyPrefix(emailPrefix) }
    : { by: 'name', prefix: /* USER-11 */ nameKeyPrefix(namePrefix) };
}
