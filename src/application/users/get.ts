// Returns an account to its owner.

import * as z from 'zod';
import type { UserId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { requireSelfOrSystem } from '../use-case/authorization.js';
import { userIdSchema } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type UserDetailsView, userDetailsView } from '../views.js';
import { type GetUserInput, loadAccount } from './user-command.js';

export type GetUserRefusalCode = 'permission_denied' | 'account_inactive' | 'user_not_found';

export const getUserQuery: (
  deps: Dependencies,
) => Query<GetUserInput, UserDetailsView, GetUserRefusalCode> = defineQuery<
  GetUserInput,
  { readonly userId?: UserId | undefined },
  UserDetailsView,
  GetUserRefusalCode
>(
  z.lazy(() => z.strictObject({ userId: userIdSchema.optional() })),
  async ({ storage, actor }, input) => {
    const about = requireSelfOrSystem(actor, input.userId);
    if (!about.ok) return about;
    const user = await loadAccount(storage, actor, about.value);
    return user.ok ? ok(userDetailsView(actor, user.value.value)) : user;
  },
);
