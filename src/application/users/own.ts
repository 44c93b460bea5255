// What a person sees and settles of their own account.

import * as z from 'zod';
import type { Actor } from '../../domain/shared/actor.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { type User, unblock } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { activeUser, selfOrSystem } from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { userIdSchema } from '../use-case/input.js';
import { type Query, query } from '../use-case/query.js';
import { type UserView, userView } from '../views.js';
import {
  type GetUserInput,
  type OwnOrganization,
  type OwnOrganizationInput,
  ownOrganization,
  type UserAndOrganization,
} from './of-user.js';

export type GetUserRefusal = 'permission_denied' | 'account_inactive' | 'user_not_found';

export const get: (context: Context) => Query<GetUserInput, UserView, GetUserRefusal> = query<
  GetUserInput,
  { readonly userId?: UserId | undefined },
  UserView,
  GetUserRefusal
>(z.strictObject({ userId: userIdSchema.optional() }), async ({ storage }, actor, input) => {
  const about = selfOrSystem(actor, input.userId);
  if (!about.ok) return about;
  const user = await accountOf(storage, actor, about.value);
  return user.ok ? ok(userView(user.value.value)) : user;
});

/** Whose invitations are welcome again. */
export type UnblockOrganizationInput = OwnOrganizationInput;

export type UnblockOrganizationRefusal = GetUserRefusal;

export const unblockOrganization: (
  context: Context,
) => Verb<UnblockOrganizationInput, UserView, UnblockOrganizationRefusal> = command<
  UnblockOrganizationInput,
  OwnOrganization,
  UserAndOrganization,
  UserView,
  UnblockOrganizationRefusal
>({
  action: 'user.unblock_organization',
  ...ownOrganization,

  async attempt(unit, { organizationId, userId }) {
    const user = await accountOf(unit.storage, unit.actor, userId);
    if (!user.ok) return user;
    const after = unblock(user.value.value, organizationId, unit.now);
    const value = userView(after);
    if (after === user.value.value) return ok({ value, write: null });
    return ok({
      value,
      write: {
        changes: [updated('users', user.value, after)],
        // The organization is not told, neither of the block nor of its end.
        facts: [{ type: 'organization_unblocked', organizationId, userId }],
        subject: { kind: 'user', id: userId },
        organizations: [],
      },
    });
  },

  async recall({ storage, actor }, { userId }) {
    const user = await accountOf(storage, actor, userId);
    return user.ok ? ok(userView(user.value.value)) : user;
  },
});

async function accountOf(
  storage: Storage,
  actor: Actor,
  userId: UserId,
): Promise<Result<Versioned<User>, RefusalOf<'account_inactive' | 'user_not_found'>>> {
  const user = await storage.users.findById(userId);
  if (actor.kind === 'user') return activeUser(user);
  return user === null ? refuse({ code: 'user_not_found', path: ['userId'] }) : ok(user);
}
