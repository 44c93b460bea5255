// Ends a user's block of an organization.

import { ok } from '../../domain/shared/result.js';
import { unblockOrganization } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OwnUserView, ownUserView } from '../views.js';
import type { GetUserRefusalCode } from './get.js';
import {
  loadAccount,
  type PreparedUserAndOrganization,
  type UserAndOrganizationInput,
  userAndOrganizationSpecBase,
} from './user-command.js';

/** The user, and the organization to unblock. */
export type UnblockOrganizationInput = UserAndOrganizationInput;

export type UnblockOrganizationRefusalCode = GetUserRefusalCode;

export const unblockOrganizationCommand: (
  deps: Dependencies,
) => Command<UnblockOrganizationInput, OwnUserView, UnblockOrganizationRefusalCode> = defineCommand<
  UnblockOrganizationInput,
  WithParsedIds<UserAndOrganizationInput>,
  PreparedUserAndOrganization,
  OwnUserView,
  UnblockOrganizationRefusalCode
>({
  action: 'user.unblock_organization',
  ...userAndOrganizationSpecBase,

  async attempt(context, { organizationId, userId }) {
    const user = await loadAccount(context.storage, context.actor, userId);
    if (!user.ok) return user;
    const after = unblockOrganization(user.value.value, organizationId, context.now);
    const value = ownUserView(after);
    if (after === user.value.value) return ok({ value, changeSet: null });
    return ok({
      value,
      changeSet: {
        changes: [updateChange('users', user.value, after)],
        // No audit trail: the organization must not learn of the block or its end.
        events: [{ type: 'organization_unblocked', organizationId, userId }],
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
