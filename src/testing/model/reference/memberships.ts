// The methods of `memberships`: list members, check roles and permissions, change roles, remove members, leave.

import type { NotificationKind } from '../../../domain/journal/outbox-message.js';
import {
  canSignIn,
  findMembership,
  isLastAdmin,
  isLive,
  isPerson,
  listActiveMemberships,
  requireActiveUser,
  requireOrganizationFor,
  requirePerson,
  requireReadableOrganization,
  roleAllows,
} from './access.js';
import { revokeInvitationsWhere } from './close-invitations.js';
import type { CommandHandler, ServiceHandlers } from './handlers.js';
import {
  type ModelJournalEntry,
  type ModelMembership,
  type ReferenceModel,
  recordEntry,
  throwRefusal,
  toIso,
} from './reference-model.js';
import { memberView, splitIntoPages } from './views.js';

const changeMemberRole: CommandHandler<'memberships.changeRole'> = {
  run(model, caller, { organizationId, userId, role }) {
    requireOrganizationFor(model, caller, organizationId, 'members:manage');
    const member = requireMembership(model, organizationId, userId);
    if (member.role === role) return memberView(model, member, true);
    if (role !== 'admin') refuseAdminLoss(model, member);
    member.role = role;
    member.revision += 1;
    if (!roleAllows(role, 'invitations:manage')) {
      revokeInvitationsOfMember(model, caller, member);
    }
    const entry = recordEntry(model, 'membership.change_role', member.id, [organizationId]);
    if (caller !== userId) queueNotice(model, entry, 'role_changed', member);
    return memberView(model, member, true);
  },
  replay(model, caller, { organizationId, userId }) {
    const isOwn = caller === userId;
    requireOrganizationFor(
      model,
      caller,
      organizationId,
      isOwn ? 'organization:read' : 'members:manage',
    );
    return memberView(model, requireMembership(model, organizationId, userId), true);
  },
};

const removeMember: CommandHandler<'memberships.remove'> = {
  run(model, caller, { organizationId, userId }) {
    requireOrganizationFor(model, caller, organizationId, 'members:manage');
    const member = requireMembership(model, organizationId, userId);
    const entry = endMembership(model, caller, member, 'membership.remove');
    if (caller !== userId) queueNotice(model, entry, 'member_removed', member);
    return endedMembershipView(member);
  },
  replay(model, caller, { organizationId, userId }, replayIds) {
    if (caller === userId) requireActiveUser(model, caller);
    else requireOrganizationFor(model, caller, organizationId, 'members:manage');
    return replayEnded(model, replayIds);
  },
};

const leaveOrganization: CommandHandler<'memberships.leave'> = {
  checkInput: (_model, caller) => void requirePerson(caller),
  run(model, caller, { organizationId }) {
    requireReadableOrganization(model, caller, organizationId);
    const member = requireMembership(model, organizationId, caller);
    endMembership(model, caller, member, 'membership.leave');
    return endedMembershipView(member);
  },
  replay(model, caller, _input, replayIds) {
    requireActiveUser(model, caller);
    return replayEnded(model, replayIds);
  },
};

function replayEnded(model: ReferenceModel, [id = '']: readonly string[]): object {
  const member = model.memberships.get(id);
  return member === undefined ? throwRefusal('member_not_found') : endedMembershipView(member);
}

function requireMembership(
  model: ReferenceModel,
  organizationId: string,
  userId: string,
): ModelMembership {
  return findMembership(model, organizationId, userId) ?? throwRefusal('member_not_found');
}

/** Refuses to take the admin role from the last admin, or from the owner of a personal organization. */
function refuseAdminLoss(
  model: ReferenceModel,
  { organization: id, user, role }: ModelMembership,
): void {
  const organization = model.organizations.get(id);
  if (organization?.isPersonal && organization.createdBy === user) {
    throwRefusal('personal_organization', { ownerId: user });
  }
  if (role === 'admin' && isLastAdmin(model, id, user)) {
    throwRefusal('last_admin', { organizationIds: [id] });
  }
}

function endMembership(
  model: ReferenceModel,
  caller: string,
  member: ModelMembership,
  action: 'membership.remove' | 'membership.leave',
): ModelJournalEntry {
  refuseAdminLoss(model, member);
  member.leftAt = model.now;
  member.revision += 1;
  revokeInvitationsOfMember(model, caller, member);
  return recordEntry(model, action, member.id, [member.organization], [member.id]);
}

function revokeInvitationsOfMember(
  model: ReferenceModel,
  caller: string,
  { user, organization }: ModelMembership,
): void {
  revokeInvitationsWhere(
    model,
    caller,
    (row) => row.inviter === user && row.organization === organization,
  );
}

function queueNotice(
  model: ReferenceModel,
  entry: ModelJournalEntry,
  kind: NotificationKind,
  member: ModelMembership,
): void {
  const { id: membership, user, organization, revision } = member;
  const delivery = { state: 'queued', attempts: 0, dueAt: model.now } as const;
  model.messages.push({ entry, kind, user, organization, membership, revision, delivery });
}

function endedMembershipView({ organization, user, leftAt }: ModelMembership): object {
  return { organizationId: organization, userId: user, leftAt: toIso(leftAt) };
}

export const membershipHandlers: ServiceHandlers<'memberships'> = {
  'memberships.changeRole': changeMemberRole,
  'memberships.remove': removeMember,
  'memberships.leave': leaveOrganization,

  'memberships.list'(model, caller, { organizationId, role, ...page }) {
    const viewer = findMembership(model, organizationId, caller);
    const isVisible = caller === 'system' || (isPerson(caller) && viewer !== undefined);
    if (!isVisible || !isLive(model.organizations.get(organizationId))) {
      throwRefusal('organization_not_found');
    }
    if (isPerson(caller)) requireActiveUser(model, caller);
    const seesAll = viewer === undefined || roleAllows(viewer.role, 'members:manage');
    const rows = listActiveMemberships(model, organizationId).filter(
      (one) => (role ?? one.role) === one.role,
    );
    const shown = rows.map((member) => memberView(model, member, seesAll));
    return splitIntoPages(shown, page);
  },

  'memberships.isMember': (model, _caller, { organizationId, userId }) =>
    roleInLiveOrganization(model, organizationId, userId) !== undefined,

  'memberships.hasRole': (model, _caller, { organizationId, userId, role }) =>
    roleInLiveOrganization(model, organizationId, userId) === role,

  'memberships.can'(model, caller, { permission, organizationId }) {
    if (caller === 'system') return true;
    const role = roleInLiveOrganization(model, organizationId, caller);
    const isAble = isPerson(caller) && canSignIn(model.users.get(caller));
    return isAble && role !== undefined && roleAllows(role, permission);
  },
};

/** The role of a member; undefined in a deleted organization. */
function roleInLiveOrganization(
  model: ReferenceModel,
  organizationId: string,
  userId: string,
): ModelMembership['role'] | undefined {
  if (!isLive(model.organizations.get(organizationId))) return undefined;
  return findMembership(model, organizationId, userId)?.role;
}
