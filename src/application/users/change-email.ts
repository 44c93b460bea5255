// Changes the address of an account. The embedding service vouches for it.

import * as z from 'zod';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { type EmailWithKey, parseEmail } from '../../domain/user/email.js';
import { changeUserEmail } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { requireSystem } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { userIdSchema, type WithParsedIds } from '../use-case/input.js';
import { emailSchema } from '../use-case/text-fields.js';
import { type OwnUserView, ownUserView } from '../views.js';
import { replayUser, type UserIdInput } from './user-command.js';

/** The account, and its new address. */
export interface ChangeEmailInput extends UserIdInput {
  readonly email: string;
  /** True if the embedding service has verified the new address. False if absent. */
  readonly emailVerified?: boolean | undefined;
}

interface PreparedChangeEmail {
  readonly userId: UserId;
  readonly email: EmailWithKey;
  readonly emailVerified: boolean;
}

export type ChangeEmailRefusalCode =
  | 'permission_denied'
  | 'account_deleted'
  | 'email_taken'
  | 'user_not_found';

export const changeEmailCommand: (
  deps: Dependencies,
) => Command<ChangeEmailInput, OwnUserView, ChangeEmailRefusalCode> = defineCommand<
  ChangeEmailInput,
  WithParsedIds<ChangeEmailInput>,
  PreparedChangeEmail,
  OwnUserView,
  ChangeEmailRefusalCode
>({
  action: 'user.change_email',
  schema: z.lazy(() =>
    z.strictObject({
      userId: userIdSchema,
      email: emailSchema,
      emailVerified: z.boolean().optional(),
    }),
  ),

  prepare({ actor }, { userId, email: text, emailVerified = false }) {
    const allowed = requireSystem(actor);
    if (!allowed.ok) return allowed;
    const email = parseEmail(text, ['email']);
    return email.ok ? ok({ userId, email: email.value, emailVerified }) : email;
  },

  async attempt({ storage, now }, { userId, email, emailVerified }) {
    const [user, holder] = await Promise.all([
      storage.users.findById(userId),
      storage.users.findByEmailKey(email.key),
    ]);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    if (user.value.state === 'deleted') return refuse({ code: 'account_deleted' });
    if (/* USER-6 */ holder !== null && holder.value.id !== userId)
      return refuse({ code: 'email_taken', path: ['email'] });
    const after = changeUserEmail(user.value, email, emailVerified, now);
    const value = ownUserView(after);
    if (after === user.value) return ok({ value, changeSet: null });
    return ok({
      value,
      changeSet: {
        changes: [updateChange('users', user, after)],
        events: [{ type: 'email_changed', userId }],
        subject: { kind: 'user', id: userId },
        auditOrganizationIds: [],
      },
    });
  },

  replay: ({ storage }, { userId }) => replayUser(storage, userId),
});
