// Changes the role that a pending invitation gives.

import * as z from 'zod';
import { inviterRefusal, snapshotInviter } from '../../domain/organization/accept-invitation.js';
import type { Invitation, InviterSnapshot } from '../../domain/organization/invitation.js';
import {
  type BuiltInRole,
  canInviteAs,
  type Role,
  type RoleTable,
} from '../../domain/organization/role-permissions.js';
import { changeInvitationRole } from '../../domain/organization/send-invitation.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import type { OrganizationAuthorization } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, type CommandContext, defineCommand } from '../use-case/command.js';
import {
  invitationIdSchema,
  organizationIdSchema,
  roleSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import { type InvitationView, invitationView } from '../views.js';
import { invitationDecision, replayPendingInvitation } from './invitation-command.js';
import {
  loadManagedInvitation,
  type NamedPendingInvitation,
  type OrganizationInvitationInput,
  type PendingInvitationRefusalCode,
  prepareInvitationId,
} from './load-pending-invitation.js';

/** The invitation and its new role. */
export interface ChangeInvitationRoleInput<R extends string = BuiltInRole>
  extends OrganizationInvitationInput {
  /** At most the actor's own role. */
  readonly role: R;
}

export type ChangeInvitationRoleRefusalCode =
  | PendingInvitationRefusalCode
  | 'inviter_not_permitted';

export const changeInvitationRoleCommand: (
  deps: Dependencies,
) => Command<
  ChangeInvitationRoleInput<Role>,
  InvitationView<Role>,
  ChangeInvitationRoleRefusalCode
> = defineCommand<
  ChangeInvitationRoleInput<Role>,
  WithParsedIds<ChangeInvitationRoleInput<Role>>,
  WithParsedIds<ChangeInvitationRoleInput<Role>> & NamedPendingInvitation,
  InvitationView<Role>,
  ChangeInvitationRoleRefusalCode
>({
  action: 'invitation.change_role',
  schema: ({ roles }) =>
    z.lazy(() =>
      z.strictObject({
        organizationId: organizationIdSchema,
        invitationId: invitationIdSchema,
        role: roleSchema(roles),
      }),
    ),
  prepare: prepareInvitationId,

  async attempt(context, input) {
    const read = await loadManagedInvitation(context, input);
    if (!read.ok) return read;
    const { deps, now } = context;
    const { authorization, invitation } = read.value;
    const { organizationId, id: invitationId, role: from } = invitation.value;
    const { role: to } = input;
    const inviter =
      authorization.actingMember === null
        ? await requireInviterStill(context, authorization, invitation.value, to)
        : actorAsInviter(deps.roles, authorization, authorization.actingMember, to);
    if (!inviter.ok) return inviter;
    if (to === from) {
      return ok({ value: invitationView(invitation.value, now), changeSet: null });
    }
    const changed = changeInvitationRole(invitation.value, { role: to, ...inviter.value }, now);
    return ok(
      invitationDecision(
        changed,
        updateChange('invitations', invitation, changed),
        { type: 'invitation_role_changed', organizationId, invitationId, from, to },
        now,
      ),
    );
  },

  replay: replayPendingInvitation,
});

interface Inviter {
  readonly inviter: UserId;
  readonly inviterSnapshot?: InviterSnapshot;
}

/** The actor, who answers for the new role from now on. Refuses a role above the actor's own. */
function actorAsInviter(
  roles: RoleTable,
  { organization }: OrganizationAuthorization,
  { user, membership }: NonNullable<OrganizationAuthorization['actingMember']>,
  role: Role,
): Result<Inviter, RefusalOf<'permission_denied'>> {
  if (!canInviteAs(roles, membership.value.role, role)) {
    return refuse({ code: 'permission_denied', path: ['role'] });
  }
  return ok({
    inviter: user.value.id,
    inviterSnapshot: snapshotInviter(organization.value, membership.value),
  });
}

/** The embedding service has no role, so the inviter stays, and must be allowed to invite as the new role. One read. */
async function requireInviterStill(
  { deps, storage }: CommandContext,
  { organization }: OrganizationAuthorization,
  { organizationId, invitedBy, inviterSnapshot }: Invitation,
  role: Role,
): Promise<Result<Inviter, RefusalOf<'inviter_not_permitted'>>> {
  const { user, membership } = await storage.memberships.findAccess(organizationId, invitedBy);
  const notPermitted = inviterRefusal(
    deps.roles,
    {
      organization: organization.value,
      user: user?.value ?? null,
      membership: membership?.value ?? null,
    },
    { role, ...(inviterSnapshot === undefined ? {} : { inviterSnapshot }) },
  );
  if (notPermitted !== null) return refuse({ ...notPermitted, path: ['role'] });
  return ok({
    inviter: invitedBy,
    ...(inviterSnapshot === undefined ? {} : { inviterSnapshot }),
  });
}
