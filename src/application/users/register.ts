// Registers an account, with its personal organization.

import { parseUserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { type OwnUserView, ownUserView } from '../views.js';
import {
  type ParsedRegister,
  type PreparedNewUser,
  planNewUser,
  prepareNewUser,
  type RegisterInput,
  registerSchema,
} from './new-user.js';
import { replayUser } from './user-command.js';

export type RegisterRefusalCode =
  | 'permission_denied'
  | 'email_taken'
  | 'user_id_taken'
  | 'user_not_found';

export const registerUserCommand: (
  deps: Dependencies,
) => Command<RegisterInput, OwnUserView, RegisterRefusalCode> = defineCommand<
  RegisterInput,
  ParsedRegister,
  PreparedNewUser,
  OwnUserView,
  RegisterRefusalCode
>({
  action: 'user.register',
  schema: registerSchema,
  prepare: prepareNewUser,

  async attempt(context, prepared) {
    const { users } = context.storage;
    const { ownId, email } = prepared;
    const [sameId, sameEmail] = await Promise.all([
      ownId === null ? null : users.findById(ownId),
      users.findByEmailKey(email.key),
    ]);
    if (sameId !== null) return refuse({ code: 'user_id_taken', path: ['id'] });
    if (sameEmail !== null) return refuse({ code: 'email_taken', path: ['email'] });
    const { user, changeSet } = planNewUser(context, prepared);
    return ok({ value: ownUserView(user), changeSet });
  },

  replay: ({ storage }, _prepared, replayIds) =>
    replayUser(storage, parseUserId(replayIds['userId'] ?? '')),
});
