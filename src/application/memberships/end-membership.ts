// Ends a membership, for `leave` and `remove`.

import type { ReplayIds } from '../../domain/journal/journal-entry.js';
import { endMembership } from '../../domain/organization/last-admin.js';
import { type OrganizationId, parseMembershipId, type UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { planRevocations } from '../invitations/revoke-invitations.js';
import { actingUserIdOrNull, requireActiveUser } from '../use-case/authorization.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import type { CommandContext, Decision } from '../use-case/command.js';
import {
  type LoadedMember,
  loadAdminsAndSentInvitations,
  membershipNotice,
} from './load-member.js';

/** An ended membership. */
export interface EndedMembershipView {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly leftAt: Date;
}

/** The decision to end a membership: also revokes the invitations that the member sent, and notifies a removed member. */
export async function decideMembershipEnd(
  context: CommandContext,
  member: LoadedMember,
): Promise<
  Result<Decision<EndedMembershipView>, RefusalOf<'last_admin' | 'personal_organization'>>
> {
  const { authorization, membership } = member;
  const { admins, sentInvitations } = await loadAdminsAndSentInvitations(context, member);
  const by = actingUserIdOrNull(context.actor);
  const ended = endMembership(membership.value, by, admins, context.now);
  if (!ended.ok) return ended;
  const { organizationId, userId } = membership.value;
  const isLeaving = by === userId;
  const revocation = planRevocations(sentInvitations, by, 'inviter_left', context.now);
  return ok({
    value: { organizationId, userId, leftAt: context.now },
    changeSet: {
      changes: [
        guardChange('organizations', authorization.organization), // ORG-35
        updateChange('memberships', membership, ended.value),
        ...revocation.changes, // ORG-39
      ],
      events: [
        { type: isLeaving ? 'member_left' : 'member_removed', organizationId, userId },
        ...revocation.events,
      ],
      subject: { kind: 'membership', id: membership.value.id },
      auditOrganizationIds: [organizationId],
      subscribers: [authorization.organization.value],
      messages: isLeaving ? [] : [membershipNotice('member_removed', membership, ended.value)],
      replayIds: { membershipId: membership.value.id },
    },
  });
}

/** The answer for the former member, who no longer has a permission in the organization. */
export async function replayOwnEndedMembership(
  context: CommandContext,
  userId: UserId,
  replayIds: ReplayIds,
): Promise<Result<EndedMembershipView, RefusalOf<'account_inactive' | 'member_not_found'>>> {
  const user = requireActiveUser(await context.storage.users.findById(userId));
  return user.ok ? replayEndedMembership(context, replayIds) : user;
}

export async function replayEndedMembership(
  { storage }: CommandContext,
  replayIds: ReplayIds,
): Promise<Result<EndedMembershipView, RefusalOf<'member_not_found'>>> {
  const id = parseMembershipId(replayIds['membershipId'] ?? '');
  const membership = id === null ? null : await storage.memberships.findById(id);
  if (membership?.value.leftAt === undefined) return refuse({ code: 'member_not_found' });
  const { organizationId, userId, leftAt } = membership.value;
  return ok({ organizationId, userId, leftAt });
}
