// Lists of members and former members, and their number.

import type { Membership } from '../../../domain/organization/membership.js';
import type { Role } from '../../../domain/organization/role-permissions.js';
import type { MembershipId, OrganizationId, UserId } from '../../../domain/shared/ids.js';
import { withoutMetadata } from '../../../domain/shared/metadata.js';
import type { User } from '../../../domain/user/user.js';
import type {
  FormerMemberOfOrganization,
  MemberCountWithViewer,
  MemberOfOrganization,
  MemberPageWithViewer,
  OrganizationViewer,
  PageRequest,
  RowPage,
} from '../../../ports/storage.js';
import { type Answer, andThen, both } from '../answer.js';
import type { RowView, Scan, StoredRow } from '../engine.js';
import { takeRowPage } from '../row-page.js';
import {
  afterId,
  findAccess,
  findValues,
  isLiveOrganization,
  listOf,
  roleAndSignInOf,
} from '../rows.js';
import { mapBatches, walkScan } from '../walk.js';

interface RoleFilter {
  readonly role?: Role;
}

export function listMembers(
  view: RowView,
  organizationId: OrganizationId,
  viewer: UserId | null,
  filter: RoleFilter,
  pageRequest: PageRequest<MembershipId>,
): Answer<MemberPageWithViewer> {
  const active = { ...scanOfMembers(organizationId, filter), ...afterId(pageRequest.after) };
  const members = mapBatches(walkScan(view, active), (batch) => joinUsers(view, batch));
  const page = takeRowPage(members, pageRequest, ({ membership }) => membership.id);
  return andThen(both(page, readViewer(view, organizationId, viewer)), ([rows, access]) => ({
    ...rows,
    ...access,
  }));
}

export function countMembers(
  view: RowView,
  organizationId: OrganizationId,
  viewer: UserId | null,
  filter: RoleFilter,
): Answer<MemberCountWithViewer> {
  const members = view.count(scanOfMembers(organizationId, filter), Infinity);
  return andThen(both(members, readViewer(view, organizationId, viewer)), ([count, access]) => ({
    count,
    ...access,
  }));
}

function scanOfMembers(organizationId: OrganizationId, { role }: RoleFilter): Scan<'memberships'> {
  return role === undefined
    ? listOf('memberships', 'activeByOrganization', [organizationId])
    : listOf('memberships', 'activeByRole', [organizationId, role]);
}

export function listFormer(
  view: RowView,
  organizationId: OrganizationId,
  pageRequest: PageRequest<MembershipId>,
): Answer<RowPage<FormerMemberOfOrganization, MembershipId>> {
  const ended = listOf('memberships', 'endedByOrganization', [organizationId], {
    ...afterId(pageRequest.after),
    isDescending: true,
  });
  const members = mapBatches(walkScan(view, ended), (batch) => joinFormerUsers(view, batch));
  return takeRowPage(members, pageRequest, ({ membership }) => membership.id);
}

function readViewer(
  view: RowView,
  organizationId: OrganizationId,
  viewer: UserId | null,
): Answer<OrganizationViewer> {
  return andThen(findAccess(view, organizationId, viewer), (access) => ({
    viewerRole: roleAndSignInOf(access),
    isOrganizationLive:
      access.organization !== null && isLiveOrganization(access.organization.value),
  }));
}

function joinUsers(
  view: RowView,
  memberships: readonly StoredRow<'memberships'>[],
): Answer<readonly MemberOfOrganization[]> {
  return andThen(findUsersOf(view, memberships), (users) =>
    memberships.flatMap(({ value }, index) => {
      const user = users[index];
      return user === undefined
        ? []
        : [{ membership: withoutMetadata(value), user: toListedUser(user) }];
    }),
  );
}

function joinFormerUsers(
  view: RowView,
  memberships: readonly StoredRow<'memberships'>[],
): Answer<readonly FormerMemberOfOrganization[]> {
  return andThen(findUsersOf(view, memberships), (users) =>
    memberships.map(({ value }, index) => ({
      membership: withoutMetadata(value),
      user: toFormerUser(users[index]),
    })),
  );
}

function findUsersOf(
  view: RowView,
  memberships: readonly { readonly value: Pick<Membership, 'userId'> }[],
): Answer<readonly (User | undefined)[]> {
  return findValues(
    view,
    'users',
    memberships.map(({ value }) => value.userId),
  );
}

function toListedUser({ id, name, email, state }: User): MemberOfOrganization['user'] {
  return { id, email, state, ...(name === undefined ? {} : { name }) };
}

function toFormerUser(user: User | undefined): FormerMemberOfOrganization['user'] {
  if (user === undefined) return null;
  const { id, name, email } = user;
  return { id, email, ...(name === undefined ? {} : { name }) };
}
