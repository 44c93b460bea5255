// Adds a member without an invitation: for imports, user directories and rules about domains of the embedding service.

import * as z from 'zod';
import { joinRefusal } from '../../domain/organization/accept-invitation.js';
import { createMembership } from '../../domain/organization/membership.js';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import { type MembershipId, parseMembershipId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { canSignIn, type User } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { joinChanges } from '../invitations/join-organization.js';
import { authorizeSystem, requireSystem } from '../use-case/authorization.js';
import { guardChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import {
  organizationIdSchema,
  roleSchema,
  userIdSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import { newId } from '../use-case/new-id.js';
import { type MemberView, memberView } from '../views.js';
import { loadMember, type MemberInput, type MemberRefusalCode } from './load-member.js';

/** The organization, the user who becomes a member, and the role. */
export interface AddMemberInput<R extends string = BuiltInRole> extends MemberInput {
  readonly role: R;
}

interface PreparedAddMember extends WithParsedIds<AddMemberInput<Role>> {
  readonly newMembershipId: MembershipId;
}

export type AddMemberRefusalCode = MemberRefusalCode | 'user_not_found' | 'already_a_member';

export const addMemberCommand: (
  deps: Dependencies,
) => Command<AddMemberInput<Role>, MemberView<Role>, AddMemberRefusalCode> = defineCommand<
  AddMemberInput<Role>,
  WithParsedIds<AddMemberInput<Role>>,
  PreparedAddMember,
  MemberView<Role>,
  AddMemberRefusalCode
>({
  action: 'membership.add',
  schema: ({ roles }) =>
    z.lazy(() =>
      z.strictObject({
        organizationId: organizationIdSchema,
        userId: userIdSchema,
        role: roleSchema(roles),
      }),
    ),

  prepare({ deps, actor }, input) {
    const allowed = requireSystem(actor);
    if (/* ORG-53 */ !allowed.ok) return allowed;
    return ok({ ...input, newMembershipId: newId(deps.ids, parseMembershipId) });
  },

  async attempt({ storage, now }, { organizationId, userId, role, newMembershipId }) {
    const access = await storage.memberships.findAccess(organizationId, userId);
    const authorization = authorizeSystem(access.organization);
    if (!authorization.ok) return authorization;
    const user = requireUserWhoCanJoin(access.user);
    if (!user.ok) return user;
    const { organization } = authorization.value;
    const notJoining = joinRefusal(organization.value, access.membership?.value ?? null);
    if (notJoining !== null) return refuse({ ...notJoining, path: ['userId'] });
    const membership = createMembership({ id: newMembershipId, organizationId, userId, role, now });
    return ok({
      value: memberView('admin', { membership, user: user.value.value }),
      changeSet: {
        changes: [
          guardChange('organizations', organization), // ORG-54
          ...joinChanges(user.value, membership),
        ],
        events: [{ type: 'member_joined', organizationId, userId, role }],
        subject: { kind: 'membership', id: membership.id },
        auditOrganizationIds: [organizationId],
        subscribers: [organization.value],
      },
    });
  },

  async replay(context, input) {
    const member = await loadMember(context, input);
    if (!member.ok) return member;
    const { membership, user } = member.value;
    return ok(memberView('admin', { membership: membership.value, user: user.value }));
  },
});

function requireUserWhoCanJoin(
  user: Versioned<User> | null,
): Result<Versioned<User>, RefusalOf<'user_not_found' | 'account_inactive'>> {
  if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
  if (!canSignIn(user.value)) return refuse({ code: 'account_inactive', path: ['userId'] }); // ORG-55
  return ok(user);
}
