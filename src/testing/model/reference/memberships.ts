// Who belongs to an organization, and as what.

import type { NoticeKind } from '../../../domain/journal/message.js';
import type { Deed, Deeds } from './deed.js';
import { revokeWhere } from './revoking.js';
import {
  active,
  allowed,
  allowedToRead,
  canSignIn,
  isLastAdmin,
  isLive,
  isPerson,
  mayAs,
  membershipOf,
  membersOf,
  person,
} from './standing.js';
import { memberView, pagesOf } from './views.js';
import { type Entry, iso, type Membership, record, refuse, type World } from './world.js';

const changeRole: Deed<'memberships.changeRole'> = {
  run(world, caller, { organizationId, userId, role }) {
    allowed(world, caller, organizationId, 'members:manage');
    const member = memberOf(world, organizationId, userId);
    if (member.role === role) return memberView(world, 'admin', member);
    if (role === 'member') mayLose(world, member);
    member.role = role;
    member.revision += 1;
    if (role === 'member') revokeSent(world, caller, member);
    const entry = record(world, 'membership.change_role', member.id, [organizationId]);
    if (caller !== userId) tell(world, entry, 'role_changed', member);
    return memberView(world, 'admin', member);
  },
  repeat(world, caller, { organizationId, userId }) {
    const isOwn = caller === userId;
    allowed(world, caller, organizationId, isOwn ? 'organization:read' : 'members:manage');
    return memberView(world, 'admin', memberOf(world, organizationId, userId));
  },
};

const remove: Deed<'memberships.remove'> = {
  run(world, caller, { organizationId, userId }) {
    allowed(world, caller, organizationId, 'members:manage');
    const member = memberOf(world, organizationId, userId);
    const entry = ended(world, caller, member, 'membership.remove');
    if (caller !== userId) tell(world, entry, 'member_removed', member);
    return leftView(member);
  },
  repeat(world, caller, { organizationId, userId }, answer) {
    if (caller === userId) active(world, caller);
    else allowed(world, caller, organizationId, 'members:manage');
    return recalled(world, answer);
  },
};

const leave: Deed<'memberships.leave'> = {
  check: (_world, caller) => void person(caller),
  run(world, caller, { organizationId }) {
    allowedToRead(world, caller, organizationId);
    const member = memberOf(world, organizationId, caller);
    ended(world, caller, member, 'membership.leave');
    return leftView(member);
  },
  repeat(world, caller, _input, answer) {
    active(world, caller);
    return recalled(world, answer);
  },
};

function recalled(world: World, [id = '']: readonly string[]): object {
  const member = world.memberships.get(id);
  return member === undefined ? refuse('member_not_found') : leftView(member);
}

function memberOf(world: World, organizationId: string, userId: string): Membership {
  return membershipOf(world, organizationId, userId) ?? refuse('member_not_found');
}

/** Nobody takes the last admin away, nor the owner of a personal organization. */
function mayLose(world: World, { organization: id, user, role }: Membership): void {
  const organization = world.organizations.get(id);
  if (organization?.isPersonal && organization.foundedBy === user) {
    refuse('personal_organization', { ownerId: user });
  }
  if (role === 'admin' && isLastAdmin(world, id, user)) {
    refuse('last_admin', { organizationIds: [id] });
  }
}

function ended(
  world: World,
  caller: string,
  member: Membership,
  action: 'membership.remove' | 'membership.leave',
): Entry {
  mayLose(world, member);
  member.leftAt = world.now;
  member.revision += 1;
  revokeSent(world, caller, member);
  return record(world, action, member.id, [member.organization], [member.id]);
}

function revokeSent(world: World, caller: string, { user, organization }: Membership): void {
  revokeWhere(world, caller, (row) => row.inviter === user && row.organization === organization);
}

function tell(world: World, entry: Entry, kind: NoticeKind, member: Membership): void {
  const { id: membership, user, organization, revision } = member;
  const delivery = { state: 'queued', attempts: 0, dueAt: world.now } as const;
  world.messages.push({ entry, kind, user, organization, membership, revision, delivery });
}

function leftView({ organization, user, leftAt }: Membership): object {
  return { organizationId: organization, userId: user, leftAt: iso(leftAt) };
}

export const memberships: Deeds<'memberships'> = {
  'memberships.changeRole': changeRole,
  'memberships.remove': remove,
  'memberships.leave': leave,

  'memberships.list'(world, caller, { organizationId, role, ...page }) {
    const viewer = membershipOf(world, organizationId, caller);
    const isTheirs = caller === 'system' || (isPerson(caller) && viewer !== undefined);
    if (!isTheirs || !isLive(world.organizations.get(organizationId))) {
      refuse('organization_not_found');
    }
    if (isPerson(caller)) active(world, caller);
    const audience = caller === 'system' ? 'admin' : (viewer?.role ?? 'member');
    const rows = membersOf(world, organizationId).filter((one) => (role ?? one.role) === one.role);
    const shown = rows.map((member) => memberView(world, audience, member));
    return pagesOf(shown, page);
  },

  'memberships.isMember': (world, _caller, { organizationId, userId }) =>
    roleOf(world, organizationId, userId) !== undefined,

  'memberships.hasRole': (world, _caller, { organizationId, userId, role }) =>
    roleOf(world, organizationId, userId) === role,

  'memberships.can'(world, caller, { permission, organizationId }) {
    if (caller === 'system') return true;
    const role = roleOf(world, organizationId, caller);
    const isAble = isPerson(caller) && canSignIn(world.users.get(caller));
    return isAble && role !== undefined && mayAs(role, permission);
  },
};

/** In an organization that is not deleted. */
function roleOf(
  world: World,
  organizationId: string,
  userId: string,
): Membership['role'] | undefined {
  if (!isLive(world.organizations.get(organizationId))) return undefined;
  return membershipOf(world, organizationId, userId)?.role;
}
