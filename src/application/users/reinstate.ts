// Reinstates a suspended account.

import { ok, refuse } from '../../domain/shared/result.js';
import { reinstateUser } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OwnUserView, ownUserView } from '../views.js';
import type { SuspendRefusalCode } from './suspend.js';
import { replayUser, type UserIdInput, userIdInputSchema } from './user-command.js';

export type ReinstateRefusalCode = SuspendRefusalCode;

export const reinstateUserCommand: (
  deps: Dependencies,
) => Command<UserIdInput, OwnUserView, ReinstateRefusalCode> = defineCommand<
  UserIdInput,
  WithParsedIds<UserIdInput>,
  WithParsedIds<UserIdInput>,
  OwnUserView,
  ReinstateRefusalCode
>({
  action: 'user.reinstate',
  schema: userIdInputSchema,
  prepare: prepareForSystemOnly,

  async attempt({ storage, now }, { userId }) {
    const user = await storage.users.findById(userId);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    const after = reinstateUser(user.value, now);
    if (!after.ok) return after;
    const value = ownUserView(after.value);
    if (after.value === user.value) return ok({ value, changeSet: null });
    const memberships = await storage.memberships.listActiveByUser(userId);
    return ok({
      value,
      changeSet: {
        changes: [updateChange('users', user, after.value)],
        events: [{ type: 'user_reinstated', userId }],
        subject: { kind: 'user', id: userId },
        auditOrganizationIds: memberships.map((membership) => membership.value.organizationId),
      },
    });
  },

  replay: ({ storage }, { userId }) => replayUser(storage, userId),
});
