// How a membership ends: by leaving, or by removal.

import * as z from 'zod';
import type { Answer } from '../../domain/journal/entry.js';
import { end } from '../../domain/organization/membership.js';
import { type OrganizationId, parseMembershipId, type UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import {
  type AuthorityRefusal,
  activeUser,
  authorityIn,
  authorityOver,
  personOf,
} from '../use-case/authority.js';
import { touched, updated } from '../use-case/changes.js';
import { command, type Plan, type Unit, type Verb } from '../use-case/command.js';
import { organizationIdSchema, userIdSchema } from '../use-case/input.js';
import {
  notice,
  type OfMember,
  type OfMemberInput,
  personIn,
  readLoss,
  revokeAll,
  type Target,
  type TargetRefusal,
  targetIn,
  targetOf,
} from './target.js';

/** That a user no longer belongs to an organization. */
export interface LeftView {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly leftAt: Date;
}

/** Who is taken out of which organization. */
export type RemoveInput = OfMemberInput;
export type RemoveRefusal = TargetRefusal | 'last_admin' | 'personal_organization';

export const remove: (context: Context) => Verb<RemoveInput, LeftView, RemoveRefusal> = command<
  RemoveInput,
  OfMember,
  OfMember,
  LeftView,
  RemoveRefusal
>({
  action: 'membership.remove',
  schema: z.strictObject({ organizationId: organizationIdSchema, userId: userIdSchema }),
  prepare: (_unit, input) => ok(input),

  async attempt(unit, input) {
    const target = await targetOf(unit, input);
    return target.ok ? ending(unit, target.value) : target;
  },

  async recall(unit, input, answer) {
    const { storage, actor } = unit;
    if (personIn(unit) === input.userId) return recalledOwn(unit, input.userId, answer);
    const authority = await authorityOver(storage, actor, input.organizationId, 'members:manage');
    return authority.ok ? recalled(unit, answer) : authority;
  },
});

/** The organization that the actor leaves. */
export interface LeaveInput {
  readonly organizationId: string;
}

interface Leave {
  readonly organizationId: OrganizationId;
}

export type LeaveRefusal =
  | AuthorityRefusal
  | 'last_admin'
  | 'personal_organization'
  | 'member_not_found';

export const leave: (context: Context) => Verb<LeaveInput, LeftView, LeaveRefusal> = command<
  LeaveInput,
  Leave,
  OfMember,
  LeftView,
  LeaveRefusal
>({
  action: 'membership.leave',
  schema: z.strictObject({ organizationId: organizationIdSchema }),

  prepare({ actor }, { organizationId }) {
    const person = personOf(actor);
    return person.ok ? ok({ organizationId, userId: person.value }) : person;
  },

  async attempt(unit, { organizationId, userId }) {
    const standing = await unit.storage.memberships.standing(organizationId, userId);
    const authority = authorityIn(standing, 'organization:read');
    if (!authority.ok) return authority;
    const target = targetIn(authority.value, null);
    return target.ok ? ending(unit, target.value) : target;
  },

  recall: (unit, { userId }, answer) => recalledOwn(unit, userId, answer),
});

async function ending(
  unit: Unit,
  target: Target,
): Promise<Result<Plan<LeftView>, RefusalOf<'last_admin' | 'personal_organization'>>> {
  const { authority, membership } = target;
  const { leadership, sent } = await readLoss(unit, target);
  const by = personIn(unit);
  const ended = end(membership.value, by, leadership, unit.now);
  if (!ended.ok) return ended;
  const { organizationId, userId } = membership.value;
  const isOwnWish = by === userId;
  const revoked = revokeAll(sent, by, 'inviter_left', unit.now);
  return ok({
    value: { organizationId, userId, leftAt: unit.now },
    write: {
      changes: [
        touched('organizations', authority.organization), // ORG-35
        updated('memberships', membership, ended.value),
        ...revoked.changes, // ORG-39
      ],
      facts: [
        { type: isOwnWish ? 'member_left' : 'member_removed', organizationId, userId },
        ...revoked.facts,
      ],
      subject: { kind: 'membership', id: membership.value.id },
      organizations: [organizationId],
      subscribers: [authority.organization.value],
      messages: isOwnWish ? [] : [notice('member_removed', membership)],
      answer: { membershipId: membership.value.id },
    },
  });
}

/** Who has gone has no authority left to ask with, and is told all the same. */
async function recalledOwn(
  unit: Unit,
  userId: UserId,
  answer: Answer,
): Promise<Result<LeftView, RefusalOf<'account_inactive' | 'member_not_found'>>> {
  const user = activeUser(await unit.storage.users.findById(userId));
  return user.ok ? recalled(unit, answer) : user;
}

async function recalled(
  { storage }: Unit,
  answer: Answer,
): Promise<Result<LeftView, RefusalOf<'member_not_found'>>> {
  const id = parseMembershipId(answer['membershipId'] ?? '');
  const membership = id === null ? null : await storage.memberships.findById(id);
  if (membership?.value.leftAt === undefined) return refuse({ code: 'member_not_found' });
  const { organizationId, userId, leftAt } = membership.value;
  return ok({ organizationId, userId, leftAt });
}
