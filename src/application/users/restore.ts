// Restores a deleted account, with its personal organization.

import { markOrganizationRestored } from '../../domain/organization/delete-restore-organization.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { restoreUser } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OwnUserView, ownUserView } from '../views.js';
import { replayUser, type UserIdInput, userIdInputSchema } from './user-command.js';

export type RestoreUserRefusalCode = 'permission_denied' | 'user_not_found' | 'restore_window_over';

export const restoreUserCommand: (
  deps: Dependencies,
) => Command<UserIdInput, OwnUserView, RestoreUserRefusalCode> = defineCommand<
  UserIdInput,
  WithParsedIds<UserIdInput>,
  WithParsedIds<UserIdInput>,
  OwnUserView,
  RestoreUserRefusalCode
>({
  action: 'user.restore',
  schema: userIdInputSchema,
  prepare: prepareForSystemOnly,

  async attempt({ deps, storage, now }, { userId }) {
    const [user, personal] = await Promise.all([
      storage.users.findById(userId),
      storage.organizations.findPersonal(userId),
    ]);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    const after = restoreUser(user.value, deps.policy, now);
    if (!after.ok) return after;
    const value = ownUserView(after.value);
    if (after.value === user.value) return ok({ value, changeSet: null });
    const isBack = personal !== null && personal.value.deletedAt !== undefined;
    const organizationIds = isBack ? [personal.value.id] : [];
    return ok({
      value,
      changeSet: {
        changes: [
          updateChange('users', user, after.value),
          ...(isBack
            ? [
                /* ORG-21 */ updateChange(
                  'organizations',
                  personal,
                  markOrganizationRestored(personal.value, now),
                ),
              ]
            : []),
        ],
        events: [
          { type: 'user_restored', userId },
          ...organizationIds.map(
            (organizationId) => ({ type: 'organization_restored', organizationId }) as const,
          ),
        ],
        subject: { kind: 'user', id: userId },
        auditOrganizationIds: organizationIds,
        subscribers: isBack ? [personal.value] : [],
      },
    });
  },

  replay: ({ storage }, { userId }) => replayUser(storage, userId),
});
