import * as z from 'zod';
import { type Membership, changeRole as withRole } from '../../domain/organization/membership.js';
import { isAtMost, type Role } from '../../domain/organization/role.js';
import { ok } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { Context } from '../context.js';
import { touched, updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { organizationIdSchema, roleSchema, userIdSchema } from '../use-case/input.js';
import { type MemberView, memberView } from '../views.js';
import {
  notice,
  type OfMember,
  type OfMemberInput,
  personIn,
  readLoss,
  revokeAll,
  type TargetRefusal,
  targetOf,
} from './target.js';

/** Whose role, and which. */
export interface ChangeRoleInput extends OfMemberInput {
  readonly role: Role;
}

interface ChangeRole extends OfMember {
  readonly role: Role;
}

export type ChangeRoleRefusal = TargetRefusal | 'last_admin' | 'personal_organization';

export const changeRole: (
  context: Context,
) => Verb<ChangeRoleInput, MemberView, ChangeRoleRefusal> = command<
  ChangeRoleInput,
  ChangeRole,
  ChangeRole,
  MemberView,
  ChangeRoleRefusal
>({
  action: 'membership.change_role',
  schema: z.strictObject({
    organizationId: organizationIdSchema,
    userId: userIdSchema,
    role: roleSchema,
  }),
  prepare: (_unit, input) => ok(input),

  async attempt(unit, input) {
    const target = await targetOf(unit, input);
    if (!target.ok) return target;
    const { authority, user, membership } = target.value;
    const from = membership.value.role;
    if (from === input.role) return ok({ value: seen(membership.value, user.value), write: null });
    const { leadership, sent } = await readLoss(unit, target.value);
    const changed = withRole(membership.value, input.role, leadership, unit.now);
    if (!changed.ok) return changed;
    const by = personIn(unit);
    const isDemotion = !isAtMost(from, input.role);
    const isPromotion = !isAtMost(input.role, from);
    const revoked = revokeAll(isDemotion ? sent : [], by, 'inviter_demoted', unit.now);
    const { organizationId, userId } = input;
    return ok({
      value: seen(changed.value, user.value),
      write: {
        changes: [
          touched('organizations', authority.organization), // ORG-34
          ...(isPromotion ? [touched('users', user)] : []),
          updated('memberships', membership, changed.value),
          ...revoked.changes, // ORG-40
        ],
        facts: [
          { type: 'role_changed', organizationId, userId, from, to: input.role },
          ...revoked.facts,
        ],
        subject: { kind: 'membership', id: membership.value.id },
        organizations: [organizationId],
        subscribers: [authority.organization.value],
        messages: by === userId ? [] : [notice('role_changed', membership)],
      },
    });
  },

  /** Who has demoted themselves is still told so. */
  async recall(unit, input) {
    const isOwn = personIn(unit) === input.userId;
    const target = await targetOf(unit, input, isOwn ? 'organization:read' : 'members:manage');
    return target.ok ? ok(seen(target.value.membership.value, target.value.user.value)) : target;
  },
});

/** Roles are changed by admins only, so the answer is theirs to see. */
function seen(membership: Membership, user: User): MemberView {
  return memberView('admin', { membership, user });
}
