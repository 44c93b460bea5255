// Suspends an account: it cannot sign in until it is reinstated.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import { countDemotion } from '../../domain/organization/last-admin.js';
import { type OrganizationId, parseOrganizationId, type UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { suspendUser } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { planRevocations } from '../invitations/revoke-invitations.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { guardChange, updateChange, updateKeepingMetadata } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OwnUserView, ownUserView } from '../views.js';
import {
  inviterMemberships,
  loadMembershipsAndSentInvitations,
  organizationIdsOfAccount,
  organizationsAsPlainMember,
  organizationsWithoutOtherAdmin,
} from './account-memberships.js';
import { replayUser, type UserIdInput, userIdInputSchema } from './user-command.js';

/** A suspended account, and the organizations that have no admin without it. */
export interface SuspendedUserView {
  readonly user: OwnUserView;
  /** The organizations, except personal ones, in which no admin can sign in while this account is suspended. */
  readonly leftWithoutAdmin: readonly OrganizationId[];
}

export type SuspendRefusalCode = 'permission_denied' | 'user_not_found' | 'account_deleted';

export const suspendUserCommand: (
  deps: Dependencies,
) => Command<UserIdInput, SuspendedUserView, SuspendRefusalCode> = defineCommand<
  UserIdInput,
  WithParsedIds<UserIdInput>,
  WithParsedIds<UserIdInput>,
  SuspendedUserView,
  SuspendRefusalCode
>({
  action: 'user.suspend',
  schema: userIdInputSchema,
  prepare: prepareForSystemOnly,

  async attempt({ deps, storage, now }, { userId }) {
    const user = await storage.users.findById(userId);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    const after = suspendUser(user.value, now);
    if (!after.ok) return after;
    const accountMemberships = await loadMembershipsAndSentInvitations(storage, userId);
    const leftWithoutAdmin = /* ORG-32 */ organizationsWithoutOtherAdmin(accountMemberships);
    const value = { user: ownUserView(after.value), leftWithoutAdmin };
    if (after.value === user.value) return ok({ value, changeSet: null });
    const revocation = planRevocations(
      accountMemberships.sentInvitations,
      null,
      'inviter_suspended',
      now,
    );
    return ok({
      value,
      changeSet: {
        changes: [
          updateChange('users', user, after.value),
          // Commands of this account that are still running must not commit, so the organizations are guarded.
          ...accountMemberships.asAdmin.map(({ organization }) =>
            guardChange('organizations', organization),
          ),
          ...organizationsAsPlainMember(accountMemberships).map((organization) =>
            guardChange('organizations', organization),
          ),
          // An invitation that is committed in the meantime is refused later, even after a reinstatement.
          ...inviterMemberships(deps.roles, accountMemberships).map((membership) =>
            /* ORG-89 */ updateKeepingMetadata(
              'memberships',
              membership,
              countDemotion(membership.value, now),
            ),
          ),
          ...revocation.changes, // ORG-41
        ],
        events: [
          { type: 'user_suspended', userId },
          ...leftWithoutAdmin.map((id) => leftWithoutAdminEvent(id, userId)),
          ...revocation.events,
        ],
        subject: { kind: 'user', id: userId },
        auditOrganizationIds: organizationIdsOfAccount(accountMemberships),
        replayIds: Object.fromEntries(leftWithoutAdmin.map((id, index) => [String(index), id])),
      },
    });
  },

  async replay({ storage }, { userId }, replayIds) {
    const user = await replayUser(storage, userId);
    if (!user.ok) return user;
    const leftWithoutAdmin = Object.values(replayIds).flatMap(
      (text) => parseOrganizationId(text) ?? [],
    );
    return ok({ user: user.value, leftWithoutAdmin });
  },
});

function leftWithoutAdminEvent(organizationId: OrganizationId, userId: UserId): DomainEvent {
  return { type: 'left_without_admin', organizationId, userId };
}
