// Marks an account's address as verified.

import { ok, refuse } from '../../domain/shared/result.js';
import { markEmailVerified } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OwnUserView, ownUserView } from '../views.js';
import { replayUser, type UserIdInput, userIdInputSchema } from './user-command.js';

/** The account whose address was verified. */
export type VerifyEmailInput = UserIdInput;
export type VerifyEmailRefusalCode = 'permission_denied' | 'user_not_found';

export const verifyEmailCommand: (
  deps: Dependencies,
) => Command<VerifyEmailInput, OwnUserView, VerifyEmailRefusalCode> = defineCommand<
  VerifyEmailInput,
  WithParsedIds<UserIdInput>,
  WithParsedIds<UserIdInput>,
  OwnUserView,
  VerifyEmailRefusalCode
>({
  action: 'user.verify_email',
  schema: userIdInputSchema,
  prepare: prepareForSystemOnly,

  async attempt({ storage, now }, { userId }) {
    const user = await storage.users.findById(userId);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    if (user.value.emailVerified) return ok({ value: ownUserView(user.value), changeSet: null });
    const verified = markEmailVerified(user.value, now);
    return ok({
      value: ownUserView(verified),
      changeSet: {
        changes: [updateChange('users', user, verified)],
        events: [{ type: 'email_verified', userId }],
        subject: { kind: 'user', id: userId },
        auditOrganizationIds: [],
      },
    });
  },

  replay: ({ storage }, { userId }) => replayUser(storage, userId),
});
