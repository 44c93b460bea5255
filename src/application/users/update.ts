// Changes the name of an account.

import * as z from 'zod';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { setUserName } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { requireSelfOrSystem } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { maxInputTextLength, textSchema, userIdSchema } from '../use-case/input.js';
import { type OwnUserView, ownUserView } from '../views.js';
import { type GetUserInput, loadAccount } from './user-command.js';

/** The account, and its new name. */
export interface UpdateUserInput extends GetUserInput {
  /** Null removes it. The rules are those of the names of organizations. */
  readonly name: string | null;
}

interface ParsedUpdateUser {
  readonly userId?: UserId | undefined;
  readonly name: string | null;
}

interface PreparedUpdateUser {
  readonly userId: UserId;
  readonly name: DisplayName | null;
}

export type UpdateUserRefusalCode =
  | 'permission_denied'
  | 'account_inactive'
  | 'account_deleted'
  | 'name_invalid'
  | 'user_not_found';

export const updateUserCommand: (
  deps: Dependencies,
) => Command<UpdateUserInput, OwnUserView, UpdateUserRefusalCode> = defineCommand<
  UpdateUserInput,
  ParsedUpdateUser,
  PreparedUpdateUser,
  OwnUserView,
  UpdateUserRefusalCode
>({
  action: 'user.update',
  schema: z.lazy(() =>
    z.strictObject({
      userId: userIdSchema.optional(),
      name: textSchema(maxInputTextLength).nullable(),
    }),
  ),

  prepare({ actor }, { userId, name: text }) {
    const about = requireSelfOrSystem(actor, userId);
    if (!about.ok) return about;
    if (text === null) return ok({ userId: about.value, name: null });
    const name = parseDisplayName(text, ['name']);
    return name.ok ? ok({ userId: about.value, name: name.value }) : name;
  },

  async attempt({ storage, actor, now }, { userId, name }) {
    const user = await loadAccount(storage, actor, userId);
    if (!user.ok) return user;
    if (user.value.value.state === 'deleted') return refuse({ code: 'account_deleted' });
    const after = setUserName(user.value.value, name, now);
    const value = ownUserView(after);
    if (after === user.value.value) return ok({ value, changeSet: null });
    return ok({
      value,
      changeSet: {
        changes: [updateChange('users', user.value, after)],
        events: [{ type: 'user_renamed', userId }],
        subject: { kind: 'user', id: userId },
        auditOrganizationIds: [],
      },
    });
  },

  async replay({ storage, actor }, { userId }) {
    const user = await loadAccount(storage, actor, userId);
    return user.ok ? ok(ownUserView(user.value.value)) : user;
  },
});
