// The methods of `memberships`: list members, check roles and permissions, change roles, remove members, leave.

import type { NotificationKind } from '../../../domain/journal/outbox-message.js';
import {
  canSignIn,
  findActiveMembership,
  hasNoOtherActiveAdmin,
  isLive,
  isPerson,
  listActiveMemberships,
  listActiveMembershipsOfUser,
  requireActiveUser,
  requirePermittedOrganization,
  requirePerson,
  requireRoleWithinCallers,
  requireSelfOrSystem,
  requireSystem,
  requireUser,
} from './access.js';
import { addMembership, endMembership } from './add-organization.js';
import { keyAllows } from './api-keys.js';
import { keyCallerPrefix } from './app-access.js';
import { revokePendingInvitationsWhere } from './close-invitations.js';
import type { CommandHandler, ServiceHandlers } from './handlers.js';
import { requireJson, updateRow } from './metadata.js';
import {
  type ModelJournalEntry,
  type ModelMembership,
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  throwRefusal,
  toIsoOrUndefined,
} from './reference-model.js';
import { isWithin, permissionsOfRole, roleAllows } from './roles.js';
import { formerMemberView, memberDetailsView, memberView, splitIntoPages } from './views.js';

const addMemberHandler: CommandHandler<'memberships.add'> = {
  checkInput: (_model, caller) => requireSystem(caller),
  run(model, caller, { organizationId, userId, role }) {
    requirePermittedOrganization(model, caller, organizationId, 'members:manage');
    const user = requireUser(model, userId);
    requireActiveUser(model, userId);
    if (findActiveMembership(model, organizationId, userId) !== undefined)
      throwRefusal('already_a_member');
    user.blocked = user.blocked.filter((id) => id !== organizationId);
    const id = addMembership(model, organizationId, userId, role);
    recordJournalEntry(model, 'membership.add', id, [organizationId]);
    return memberView(model, requireActiveMembership(model, organizationId, userId), true);
  },
  replay(model, caller, { organizationId, userId }) {
    requirePermittedOrganization(model, caller, organizationId, 'members:manage');
    return memberView(model, requireActiveMembership(model, organizationId, userId), true);
  },
};

const changeMemberRoleHandler: CommandHandler<'memberships.changeRole'> = {
  run(model, caller, { organizationId, userId, role }) {
    requirePermittedOrganization(model, caller, organizationId, 'members:manage');
    const member = requireManagedMembership(model, caller, organizationId, userId);
    requireRoleWithinCallers(model, caller, organizationId, role);
    if (member.role === role) return memberView(model, member, true);
    if (role !== 'admin') refuseLossOfAdminOrOwner(model, member);
    if (!isWithin(member.role, role)) {
      member.demotions += 1;
      revokePendingInvitationsByMember(model, caller, member);
    }
    member.role = role;
    member.revision += 1;
    const entry = recordJournalEntry(model, 'membership.change_role', member.id, [organizationId]);
    if (caller !== userId) queueNotification(model, entry, 'role_changed', member);
    return memberView(model, member, true);
  },
  replay(model, caller, { organizationId, userId }) {
    const isOwn = caller === userId;
    requirePermittedOrganization(
      model,
      caller,
      organizationId,
      isOwn ? 'organization:read' : 'members:manage',
    );
    return memberView(model, requireManagedMembership(model, caller, organizationId, userId), true);
  },
};

const removeMemberHandler: CommandHandler<'memberships.remove'> = {
  run(model, caller, { organizationId, userId }) {
    requirePermittedOrganization(model, caller, organizationId, 'members:manage');
    const member = requireManagedMembership(model, caller, organizationId, userId);
    const entry = endMembershipAndRecordEntry(model, caller, member, 'membership.remove');
    if (caller !== userId) queueNotification(model, entry, 'member_removed', member);
    return endedMembershipView(member);
  },
  replay(model, caller, { organizationId, userId }, replayIds) {
    if (caller === userId) requireActiveUser(model, caller);
    else requirePermittedOrganization(model, caller, organizationId, 'members:manage');
    return replayEndedMembership(model, replayIds);
  },
};

const leaveOrganizationHandler: CommandHandler<'memberships.leave'> = {
  checkInput: (_model, caller) => void requirePerson(caller),
  run(model, caller, { organizationId }) {
    requirePermittedOrganization(model, caller, organizationId, 'organization:read');
    const member = requireActiveMembership(model, organizationId, caller);
    endMembershipAndRecordEntry(model, caller, member, 'membership.leave');
    return endedMembershipView(member);
  },
  replay(model, caller, _input, replayIds) {
    requireActiveUser(model, caller);
    return replayEndedMembership(model, replayIds);
  },
};

const updateMetadataHandler: CommandHandler<'memberships.updateMetadata'> = {
  checkInput(_model, caller, input) {
    requireJson(input);
    requireSystem(caller);
  },
  run(model, caller, { organizationId, userId, ...patch }) {
    requirePermittedOrganization(model, caller, organizationId, 'members:manage');
    const member = requireActiveMembership(model, organizationId, userId);
    const changed = updateRow(member, patch);
    if (changed !== 'nothing') {
      const audited = changed === 'public' ? [organizationId] : [];
      recordJournalEntry(model, 'membership.update_metadata', member.id, audited, [member.id]);
    }
    return memberDetailsView(model, caller, member, true);
  },
  replay(model, caller, { organizationId, userId }, [id]) {
    requirePermittedOrganization(model, caller, organizationId, 'members:manage');
    const member = requireActiveMembership(model, organizationId, userId);
    if (member.id !== id) throwRefusal('member_not_found');
    return memberDetailsView(model, caller, member, true);
  },
};

function replayEndedMembership(model: ReferenceModel, [id = '']: readonly string[]): object {
  const member = model.memberships.get(id);
  return member === undefined ? throwRefusal('member_not_found') : endedMembershipView(member);
}

function requireActiveMembership(
  model: ReferenceModel,
  organizationId: string,
  userId: string,
): ModelMembership {
  return findActiveMembership(model, organizationId, userId) ?? throwRefusal('member_not_found');
}

/** The member whom the caller manages; refuses one whose role is above the caller's. */
function requireManagedMembership(
  model: ReferenceModel,
  caller: string,
  organizationId: string,
  userId: string,
): ModelMembership {
  const member = requireActiveMembership(model, organizationId, userId);
  requireRoleWithinCallers(model, caller, organizationId, member.role);
  return member;
}

/** Refuses to take the admin role from the last admin, or from the owner of a personal organization. */
function refuseLossOfAdminOrOwner(
  model: ReferenceModel,
  { organization: id, user, role }: ModelMembership,
): void {
  const organization = model.organizations.get(id);
  if (organization?.isPersonal && organization.createdBy === user) {
    throwRefusal('personal_organization', { ownerId: user });
  }
  if (role === 'admin' && hasNoOtherActiveAdmin(model, id, user)) {
    throwRefusal('last_admin', { organizationIds: [id] });
  }
}

function endMembershipAndRecordEntry(
  model: ReferenceModel,
  caller: string,
  member: ModelMembership,
  action: 'membership.remove' | 'membership.leave',
): ModelJournalEntry {
  refuseLossOfAdminOrOwner(model, member);
  endMembership(model, caller, member);
  revokePendingInvitationsByMember(model, caller, member);
  return recordJournalEntry(model, action, member.id, [member.organization], [member.id]);
}

function revokePendingInvitationsByMember(
  model: ReferenceModel,
  caller: string,
  { user, organization }: ModelMembership,
): void {
  revokePendingInvitationsWhere(
    model,
    caller,
    (row) => row.inviter === user && row.organization === organization,
  );
}

function queueNotification(
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
  return { organizationId: organization, userId: user, leftAt: toIsoOrUndefined(leftAt) };
}

export const membershipHandlers: ServiceHandlers<'memberships'> = {
  'memberships.add': addMemberHandler,
  'memberships.changeRole': changeMemberRoleHandler,
  'memberships.remove': removeMemberHandler,
  'memberships.leave': leaveOrganizationHandler,
  'memberships.updateMetadata': updateMetadataHandler,

  'memberships.get'(model, caller, { organizationId, userId }) {
    const permission = caller === userId ? 'organization:read' : 'members:read';
    requirePermittedOrganization(model, caller, organizationId, permission);
    const member = requireActiveMembership(model, organizationId, userId);
    const viewer = findActiveMembership(model, organizationId, caller);
    const seesAll = viewer === undefined || roleAllows(viewer.role, 'members:manage');
    return memberDetailsView(model, caller, member, seesAll);
  },

  'memberships.list'(model, caller, { organizationId, role, ...page }) {
    const viewer = requireViewer(model, caller, organizationId);
    const seesAll = viewer === undefined || roleAllows(viewer.role, 'members:manage');
    const rows = listMembersWithRole(model, organizationId, role);
    const shown = rows.map((member) => memberView(model, member, seesAll));
    return splitIntoPages(shown, page);
  },

  'memberships.count'(model, caller, { organizationId, role }) {
    requireViewer(model, caller, organizationId);
    return listMembersWithRole(model, organizationId, role).length;
  },

  'memberships.listFormer'(model, caller, { organizationId, ...page }) {
    requirePermittedOrganization(model, caller, organizationId, 'members:manage');
    const ended = rowsWhere(
      model.memberships,
      ({ organization, leftAt }) => organization === organizationId && leftAt !== null,
    );
    return splitIntoPages(
      ended.reverse().map((member) => formerMemberView(model, member)),
      page,
    );
  },

  'memberships.accessOf'(model, caller, { userId, limit = 500 }) {
    const about = requireSelfOrSystem(caller, userId);
    requireActiveUser(model, about);
    const views = listActiveMembershipsOfUser(model, about).map((member) =>
      accessViewOrNull(model, member),
    );
    const count = Math.max(1, Math.ceil(views.length / limit));
    const pages = Array.from({ length: count }, (_, page) =>
      views.slice(page * limit, (page + 1) * limit).filter((view) => view !== null),
    );
    return { pages };
  },

  'memberships.isMember': (model, _caller, { organizationId, userId }) =>
    findRoleInLiveOrganization(model, organizationId, userId) !== undefined,

  'memberships.hasRole': (model, _caller, { organizationId, userId, role }) =>
    findRoleInLiveOrganization(model, organizationId, userId) === role,

  'memberships.can'(model, caller, { permission, organizationId }) {
    if (caller === 'system') return true;
    if (caller.startsWith(keyCallerPrefix))
      return keyAllows(model, caller, permission, organizationId);
    const role = findRoleInLiveOrganization(model, organizationId, caller);
    const isAble = isPerson(caller) && canSignIn(model.users.get(caller));
    return isAble && role !== undefined && roleAllows(role, permission);
  },
};

/** The membership of a caller who may see the members; undefined for the system. */
function requireViewer(
  model: ReferenceModel,
  caller: string,
  organizationId: string,
): ModelMembership | undefined {
  const viewer = findActiveMembership(model, organizationId, caller);
  const isVisible = caller === 'system' || (isPerson(caller) && viewer !== undefined);
  if (isPerson(caller)) requireActiveUser(model, caller);
  if (!isVisible || !isLive(model.organizations.get(organizationId))) {
    throwRefusal('organization_not_found');
  }
  return viewer;
}

function listMembersWithRole(
  model: ReferenceModel,
  organizationId: string,
  role: ModelMembership['role'] | undefined,
): ModelMembership[] {
  return listActiveMemberships(model, organizationId).filter(
    (one) => (role ?? one.role) === one.role,
  );
}

/** Null for a deleted organization. */
function accessViewOrNull(
  model: ReferenceModel,
  { organization: organizationId, role }: ModelMembership,
): object | null {
  const organization = model.organizations.get(organizationId);
  if (organization === undefined || !isLive(organization)) return null;
  const { name, slug } = organization;
  return { organizationId, name, slug, role, permissions: permissionsOfRole(role) };
}

/** The role of a member; undefined in a deleted organization. */
function findRoleInLiveOrganization(
  model: ReferenceModel,
  organizationId: string,
  userId: string,
): ModelMembership['role'] | undefined {
  if (!isLive(model.organizations.get(organizationId))) return undefined;
  return findActiveMembership(model, organizationId, userId)?.role;
}
