// The reads of memberships: a user's access and roles, and an organization's members and admins.

import { adminRole } from '../../../domain/organization/last-admin.js';
import type { Membership } from '../../../domain/organization/membership.js';
import type { MembershipId, UserId } from '../../../domain/shared/ids.js';
import { withoutMetadata } from '../../../domain/shared/metadata.js';
import { canSignIn } from '../../../domain/user/user.js';
import type {
  AccessPage,
  MembershipReads,
  OrganizationAccess,
  PageRequest,
} from '../../../ports/storage.js';
import { type Answer, andThen, both } from '../answer.js';
import type { RowView, StoredRow } from '../engine.js';
import { takeRowPage } from '../row-page.js';
import {
  afterId,
  find,
  findAccess,
  findByKey,
  findValues,
  isLiveOrganization,
  listOf,
  roleAndSignInOf,
} from '../rows.js';
import { filterMap, mapBatches, takeAll, takeFirst, type Walk, walkScan } from '../walk.js';
import { countMembers, listFormer, listMembers } from './member-lists.js';
import { listReads, type ReadRunner } from './read-runner.js';

export function createMembershipReads(read: ReadRunner): MembershipReads {
  return {
    findActive: (organizationId, userId) =>
      read((view) => findByKey(view, 'memberships.organization_user', [organizationId, userId])),

    listActiveByUser: (userId) =>
      read((view) => {
        const active = filterMap(walkActiveOf(view, userId, null), ({ value, version }) => ({
          value: withoutMetadata(value),
          version,
        }));
        return takeAll(active);
      }),

    listAllByOrganization: (organizationId, limit) =>
      listReads(read).first(listOf('memberships', 'byOrganization', [organizationId]), limit),

    listAllByOrganizationsAndUser: (organizationIds, userId) =>
      read((view) => {
        const own = walkScan(view, listOf('memberships', 'byUser', [userId]));
        const wanted = filterMap(own, ({ value }) =>
          organizationIds.includes(value.organizationId) ? withoutMetadata(value) : null,
        );
        return takeAll(wanted);
      }),

    findById: (id) => read((view) => find(view, 'memberships', id)),
    findAccess: (...given) => read((view) => findAccess(view, ...given)),
    findRole: (...given) => read((view) => andThen(findAccess(view, ...given), roleAndSignInOf)),

    listActiveAdminIds: (organizationId, limit) =>
      read((view) => {
        const admins = listOf('memberships', 'activeByRole', [organizationId, adminRole]);
        const userIds = mapBatches(walkScan(view, admins), (batch) => signInUserIds(view, batch));
        return takeFirst(userIds, limit);
      }),

    listMembers: (...given) => read((view) => listMembers(view, ...given)),
    countMembers: (...given) => read((view) => countMembers(view, ...given)),
    listFormer: (...given) => read((view) => listFormer(view, ...given)),
    listAccess: (...given) => read((view) => listAccess(view, ...given)),
  };
}

/** The active memberships of a user, after this one if it is given, by id. */
export function walkActiveOf(
  view: RowView,
  userId: UserId,
  after: MembershipId | null,
): Walk<StoredRow<'memberships'>> {
  const all = walkScan(view, listOf('memberships', 'byUser', [userId], afterId(after)));
  return filterMap(all, (row) => (row.value.state === 'active' ? row : null));
}

function signInUserIds(
  view: RowView,
  memberships: readonly StoredRow<'memberships'>[],
): Answer<readonly UserId[]> {
  const ids = memberships.map(({ value }) => value.userId);
  return andThen(findValues(view, 'users', ids), (users) =>
    ids.filter((_id, index) => {
      const user = users[index];
      return /* ORG-33 */ user !== undefined && canSignIn(user);
    }),
  );
}

function listAccess(
  view: RowView,
  userId: UserId,
  { limit, after }: Pick<PageRequest<MembershipId>, 'limit' | 'after'>,
): Answer<AccessPage> {
  const own = filterMap(walkActiveOf(view, userId, after), ({ value }) => value);
  const page = takeRowPage(own, { limit, after, skip: 0 }, ({ id }) => id);
  return andThen(page, ({ items, next }) =>
    andThen(both(joinAccess(view, items), find(view, 'users', userId)), ([access, user]) => ({
      items: access,
      next,
      canSignIn: user !== null && canSignIn(user.value),
    })),
  );
}

function joinAccess(
  view: RowView,
  memberships: readonly Membership[],
): Answer<readonly OrganizationAccess[]> {
  const ids = memberships.map(({ organizationId }) => organizationId);
  return andThen(findValues(view, 'organizations', ids), (organizations) =>
    memberships.flatMap(({ role }, index) => {
      const organization = organizations[index];
      if (organization === undefined || !isLiveOrganization(organization)) return [];
      const { id, name, slug } = organization;
      return [{ organization: { id, name, slug }, role }];
    }),
  );
}
