// Ends a user's block of an organization.

import { ok } from '../../domain/shared/result.js';
import { removeBlockedOrganization } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { updateRow } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { type OwnUserView, ownUserView } from '../views.js';
import type { GetUserRefusal } from './get.js';
import {
  loadAccount,
  type ParsedUserOrganization,
  type PreparedUserOrganization,
  type UserOrganizationInput,
  userOrganizationSpecBase,
} from './user-command.js';

/** The user, and the organization to unblock. */
export type UnblockOrganizationInput = UserOrganizationInput;

export type UnblockOrganizationRefusal = GetUserRefusal;

export const unblockOrganizationCommand: (
  deps: Dependencies,
) => Command<UnblockOrganizationInput, OwnUserView, UnblockOrganizationRefusal> = defineCommand<
  UnblockOrganizationInput,
  ParsedUserOrganization,
  PreparedUserOrganization,
  OwnUserView,
  UnblockOrganizationRefusal
>({
  action: 'user.unblock_organization',
  ...userOrganizationSpecBase,

  async attempt(context, { organizationId, userId }) {
    const user = await loadAccount(context.storage, context.actor, userId);
    if (!user.ok) return user;
    const after = removeBlockedOrganization(user.value.value, organizationId, context.now);
    const value = ownUserView(after);
    if (after === user.value.value) return ok({ value, changeSet: null });
    return ok({
      value,
      changeSet: {
        changes: [updateRow('users', user.value, after)],
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
