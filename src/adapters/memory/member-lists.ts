// Lists of members and former members, their number, and the memberships of a user.

import type { Membership } from '../../domain/organization/membership.js';
import type { Role } from '../../domain/organization/role-permissions.js';
import type { MembershipId, OrganizationId, UserId } from '../../domain/shared/ids.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import type { Versioned } from '../../domain/shared/result.js';
import { canSignIn, type User } from '../../domain/user/user.js';
import type {
  AccessPage,
  FormerMemberOfOrganization,
  MemberCountWithViewer,
  MemberOfOrganization,
  MemberPageWithViewer,
  OrganizationAccess,
  OrganizationViewer,
  PageRequest,
  RowPage,
} from '../../ports/storage.js';
import { findLiveOrganization, findRoleAndSignIn } from './access.js';
import { compositeKey } from './indexes.js';
import { filterMap, takeRowPage } from './row-page.js';
import { positionOfIdOrNull } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

/** The active memberships of a user, after this one if it is given, by id. */
export function activeMembershipsOf(
  { memberships }: MemoryTables,
  userId: UserId,
  after: MembershipId | null,
): Iterable<Versioned<Membership>> {
  const all = memberships.allByUser.ascending(userId, positionOfIdOrNull(after));
  return filterMap(memberships.rowsAt(all), (row) => (row.value.state === 'active' ? row : null));
}

interface RoleFilter {
  readonly role?: Role;
}

export function listMembers(
  tables: MemoryTables,
  organizationId: OrganizationId,
  viewer: UserId | null,
  filter: RoleFilter,
  pageRequest: PageRequest<MembershipId>,
): MemberPageWithViewer {
  const { memberships } = tables;
  const after = positionOfIdOrNull(pageRequest.after);
  const members = memberships.rowsAt(
    memberships.activeByOrganization.ascending(membersKey(organizationId, filter), after),
  );
  const rows = filterMap(members, ({ value }) => toMemberOfOrganizationOrNull(tables, value));
  return {
    ...takeRowPage(rows, pageRequest, ({ membership }) => membership.id),
    ...organizationViewer(tables, organizationId, viewer),
  };
}

export function countMembers(
  tables: MemoryTables,
  organizationId: OrganizationId,
  viewer: UserId | null,
  filter: RoleFilter,
): MemberCountWithViewer {
  const { activeByOrganization } = tables.memberships;
  return {
    count: activeByOrganization.size(membersKey(organizationId, filter)),
    ...organizationViewer(tables, organizationId, viewer),
  };
}

function membersKey(organizationId: OrganizationId, { role }: RoleFilter): string {
  return role === undefined ? organizationId : compositeKey(organizationId, role);
}

export function listFormer(
  tables: MemoryTables,
  organizationId: OrganizationId,
  pageRequest: PageRequest<MembershipId>,
): RowPage<FormerMemberOfOrganization, MembershipId> {
  const { memberships } = tables;
  const before = positionOfIdOrNull(pageRequest.after);
  const ended = memberships.rowsAt(
    memberships.endedByOrganization.descending(organizationId, before),
  );
  const rows = filterMap(ended, ({ value }) => toFormerMember(tables, value));
  return takeRowPage(rows, pageRequest, ({ membership }) => membership.id);
}

export function listAccess(
  tables: MemoryTables,
  userId: UserId,
  { limit, after }: Pick<PageRequest<MembershipId>, 'limit' | 'after'>,
): AccessPage {
  const own = activeMembershipsOf(tables, userId, after);
  const page = takeRowPage(own, { limit, after, skip: 0 }, ({ value }) => value.id);
  const user = tables.users.find(userId);
  return {
    items: [...filterMap(page.items, ({ value }) => toAccessOrNull(tables, value))],
    next: page.next,
    canSignIn: user !== null && canSignIn(user.value),
  };
}

function organizationViewer(
  tables: MemoryTables,
  organizationId: OrganizationId,
  viewer: UserId | null,
): OrganizationViewer {
  return {
    viewerRole: findRoleAndSignIn(tables, organizationId, viewer),
    isOrganizationLive: findLiveOrganization(tables, organizationId) !== null,
  };
}

function toFormerMember({ users }: MemoryTables, row: Membership): FormerMemberOfOrganization {
  const membership = withoutMetadata(row);
  const user = users.find(membership.userId)?.value ?? null;
  if (user === null) return { membership, user };
  const { id, name, email } = user;
  return { membership, user: { id, email, ...(name === undefined ? {} : { name }) } };
}

function toAccessOrNull(
  tables: MemoryTables,
  { organizationId, role }: Membership,
): OrganizationAccess | null {
  const organization = findLiveOrganization(tables, organizationId);
  if (organization === null) return null;
  const { id, name, slug } = organization;
  return { organization: { id, name, slug }, role };
}

function toMemberOfOrganizationOrNull(
  { users }: MemoryTables,
  membership: Membership,
): MemberOfOrganization | null {
  const user = users.find(membership.userId);
  if (user === null) return null;
  return { membership: withoutMetadata(membership), user: toListedUser(user.value) };
}

function toListedUser({ id, name, email, state }: User): MemberOfOrganization['user'] {
  return { id, email, state, ...(name === undefined ? {} : { name }) };
}
