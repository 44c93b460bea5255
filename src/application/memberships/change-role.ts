// Changes a member's role.

import * as z from 'zod';
import {
  changeMembershipRole,
  hasAdminRole,
  isDemotion,
} from '../../domain/organization/last-admin.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { planRevocations } from '../invitations/revoke-invitations.js';
import { actingUserIdOrNull, roleAboveRefusal } from '../use-case/authorization.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import {
  organizationIdSchema,
  roleSchema,
  userIdSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import { type MemberView, memberView } from '../views.js';
import {
  loadAdminsAndSentInvitations,
  loadMember,
  type MemberInput,
  type MemberRefusalCode,
  membershipNotice,
} from './load-member.js';

/** The member and the new role. */
export interface ChangeRoleInput<R extends string = BuiltInRole> extends MemberInput {
  readonly role: R;
}

export type ChangeRoleRefusalCode = MemberRefusalCode | 'last_admin' | 'personal_organization';

export const changeRoleCommand: (
  deps: Dependencies,
) => Command<ChangeRoleInput<Role>, MemberView<Role>, ChangeRoleRefusalCode> = defineCommand<
  ChangeRoleInput<Role>,
  WithParsedIds<ChangeRoleInput<Role>>,
  WithParsedIds<ChangeRoleInput<Role>>,
  MemberView<Role>,
  ChangeRoleRefusalCode
>({
  action: 'membership.change_role',
  schema: ({ roles }) =>
    z.lazy(() =>
      z.strictObject({
        organizationId: organizationIdSchema,
        userId: userIdSchema,
        role: roleSchema(roles),
      }),
    ),
  prepare: (_context, input) => ok(input),

  async attempt(context, input) {
    const member = await loadMember(context, input);
    if (!member.ok) return member;
    const { authorization, user, membership } = member.value;
    const from = membership.value.role;
    const above = roleAboveRefusal(context, authorization, input.role, 'role');
    if (above !== null) return refuse(above);
    if (from === input.role)
      return ok({ value: adminMemberView(membership.value, user.value), changeSet: null });
    const { admins, sentInvitations } = await loadAdminsAndSentInvitations(context, member.value);
    const { roles } = context.deps;
    const changed = changeMembershipRole(roles, membership.value, input.role, admins, context.now);
    if (!changed.ok) return changed;
    const by = actingUserIdOrNull(context.actor);
    const revocation = planRevocations(
      isDemotion(roles, from, input.role) ? sentInvitations : [],
      by,
      'inviter_demoted',
      context.now,
    );
    const { organizationId, userId } = input;
    return ok({
      value: adminMemberView(changed.value, user.value),
      changeSet: {
        changes: [
          guardChange('organizations', authorization.organization), // ORG-34
          // Conflicts with a suspension or deletion of the account, which decides by where the account is the only admin.
          ...(hasAdminRole(input) ? [guardChange('users', user)] : []),
          updateChange('memberships', membership, changed.value),
          ...revocation.changes, // ORG-40
        ],
        events: [
          { type: 'role_changed', organizationId, userId, from, to: input.role },
          ...revocation.events,
        ],
        subject: { kind: 'membership', id: membership.value.id },
        auditOrganizationIds: [organizationId],
        subscribers: [authorization.organization.value],
        messages:
          by === userId ? [] : [membershipNotice('role_changed', membership, changed.value)],
      },
    });
  },

  /** Who demoted themselves may no longer manage members, but still gets the answer. */
  async replay(context, input) {
    const isOwn = actingUserIdOrNull(context.actor) === input.userId;
    const member = await loadMember(context, input, isOwn ? null : 'members:manage');
    return member.ok
      ? ok(adminMemberView(member.value.membership.value, member.value.user.value))
      : member;
  },
});

/** Who changes roles manages members, so the answer has the address. */
function adminMemberView(membership: Membership, user: User): MemberView<Role> {
  return memberView('admin', { membership, user });
}
