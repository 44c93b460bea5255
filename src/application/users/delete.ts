// Deletes an account: ends its memberships, and deletes its personal organization.

import { markOrganizationDeleted } from '../../domain/organization/delete-restore-organization.js';
import { markMembershipEnded } from '../../domain/organization/last-admin.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { deleteUser, type User } from '../../domain/user/user.js';
import type { Change } from '../../ports/storage.js';
import { listAppsThatPreventDeletion } from '../apps/blocking-apps.js';
import type { Dependencies } from '../dependencies.js';
import { planRevocations } from '../invitations/revoke-invitations.js';
import {
  actingUserIdOrNull,
  requireActiveUser,
  requireSelfOrSystem,
} from '../use-case/authorization.js';
import { guardChange, updateChange, updateKeepingMetadata } from '../use-case/changes.js';
import {
  type ChangeSet,
  type Command,
  type CommandContext,
  defineCommand,
} from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OwnUserView, ownUserView } from '../views.js';
import {
  type AccountMemberships,
  type AdminMembership,
  loadMembershipsAndSentInvitations,
  organizationIdsOfAccount,
  organizationsAsPlainMember,
  organizationsWithoutOtherAdmin,
} from './account-memberships.js';
import { replayUser, type UserIdInput, userIdInputSchema } from './user-command.js';

export type DeleteUserRefusalCode =
  | 'permission_denied'
  | 'user_not_found'
  | 'account_inactive'
  | 'last_admin'
  | 'organization_has_apps';

export const deleteUserCommand: (
  deps: Dependencies,
) => Command<UserIdInput, OwnUserView, DeleteUserRefusalCode> = defineCommand<
  UserIdInput,
  WithParsedIds<UserIdInput>,
  WithParsedIds<UserIdInput>,
  OwnUserView,
  DeleteUserRefusalCode
>({
  action: 'user.delete',
  schema: userIdInputSchema,

  prepare({ actor }, input) {
    const allowed = requireSelfOrSystem(actor, input.userId);
    return allowed.ok ? ok(input) : allowed;
  },

  async attempt(context, { userId }) {
    const { storage, actor, now } = context;
    const user = await storage.users.findById(userId);
    if (actor.kind === 'user') {
      const active = requireActiveUser(user);
      if (!active.ok) return active;
    }
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    const after = deleteUser(user.value, now);
    if (after === user.value) return ok({ value: ownUserView(after), changeSet: null });
    const accountMemberships = await loadMembershipsAndSentInvitations(storage, userId);
    const organizationIds = organizationsWithoutOtherAdmin(accountMemberships);
    if (organizationIds.length > 0) return refuse({ code: 'last_admin', organizationIds }); // ORG-31
    const changeSet = await accountDeletionChangeSet(context, user, after, accountMemberships);
    return changeSet.ok ? ok({ value: ownUserView(after), changeSet: changeSet.value }) : changeSet;
  },

  /** Users who deleted their own account can no longer sign in, but still get the answer. */
  replay: ({ storage }, { userId }) => replayUser(storage, userId),
});

/** Ends every membership, except the one in the personal organization: that is deleted and restored with the account. */
async function accountDeletionChangeSet(
  context: CommandContext,
  user: Versioned<User>,
  after: User,
  accountMemberships: AccountMemberships,
): Promise<Result<ChangeSet, RefusalOf<'organization_has_apps'>>> {
  const { now } = context;
  const userId = user.value.id;
  const by = actingUserIdOrNull(context.actor);
  const isOwn = ({ organization }: AdminMembership) => organization.value.personalOf === userId;
  const adminMemberships = accountMemberships.asAdmin.filter(
    (adminMembership) => !isOwn(adminMembership),
  );
  const otherOrganizations = organizationsAsPlainMember(accountMemberships);
  const endedMemberships = [...adminMemberships, ...accountMemberships.others].map(
    ({ membership }) => membership,
  );
  const personalDeletion = await personalOrganizationDeletion(
    context,
    accountMemberships.asAdmin.find(isOwn),
  );
  if (!personalDeletion.ok) return personalDeletion;
  const personal = personalDeletion.value;
  const otherInvitations = accountMemberships.sentInvitations.filter(
    ({ value }) => value.organizationId !== personal.organizationId,
  );
  const revocation = planRevocations(otherInvitations, by, 'inviter_left', now);
  return ok({
    changes: [
      updateChange('users', user, after),
      ...[...adminMemberships.map(({ organization }) => organization), ...otherOrganizations].map(
        (organization) => guardChange('organizations', organization),
      ),
      ...endedMemberships.map((read) =>
        updateChange('memberships', read, markMembershipEnded(read.value, by, now)),
      ), // ORG-22
      ...personal.changes,
      ...revocation.changes,
    ],
    events: [
      { type: 'user_deleted', userId },
      ...endedMemberships.map(
        ({ value }) =>
          ({ type: 'member_left', organizationId: value.organizationId, userId }) as const,
      ),
      ...personal.events,
      ...revocation.events,
    ],
    subject: { kind: 'user', id: userId },
    auditOrganizationIds: organizationIdsOfAccount(accountMemberships),
    subscribers: [
      ...accountMemberships.asAdmin.map(({ organization }) => organization.value),
      ...otherOrganizations.map(({ value }) => value), // WEBHOOK-20
    ],
  });
}

interface PersonalOrganizationDeletion {
  readonly organizationId: OrganizationId | null;
  readonly changes: readonly Change[];
  readonly events: ChangeSet['events'];
}

async function personalOrganizationDeletion(
  context: CommandContext,
  adminMembership: AdminMembership | undefined,
): Promise<Result<PersonalOrganizationDeletion, RefusalOf<'organization_has_apps'>>> {
  if (adminMembership === undefined || adminMembership.organization.value.deletedAt !== undefined) {
    return ok({ organizationId: null, changes: [], events: [] });
  }
  const { storage, now } = context;
  const { organization } = adminMembership;
  const organizationId = organization.value.id;
  const [pending, appIds] = await Promise.all([
    storage.invitations.listPendingByOrganization(organizationId),
    listAppsThatPreventDeletion(context, organizationId),
  ]);
  if (appIds.length > 0) return refuse({ code: 'organization_has_apps', appIds });
  const revocation = planRevocations(
    pending,
    actingUserIdOrNull(context.actor),
    'organization_deleted',
    now,
  );
  return ok({
    organizationId,
    changes: [
      updateKeepingMetadata(
        'organizations',
        organization,
        markOrganizationDeleted(organization.value, now),
      ), // ORG-20
      ...revocation.changes,
    ],
    events: [{ type: 'organization_deleted', organizationId }, ...revocation.events],
  });
}
