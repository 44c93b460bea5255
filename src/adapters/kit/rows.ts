// Single rows, and the access of a user to an organization, which many reads return.

import type { Organization } from '../../domain/organization/organization.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import { canSignIn } from '../../domain/user/user.js';
import type { RoleAndSignIn, VersionedAccess } from '../../ports/storage.js';
import { type Answer, andThen, both } from './answer.js';
import type { KeyName } from './description/description.js';
import type {
  CollectionOfKey,
  KeyValues,
  ListName,
  ListValues,
} from './description/stored-collections.js';
import type { RowView, Scan, ScanRange, StoredRow } from './engine.js';
import type { StoredName, StoredRows } from './stored-rows.js';

/** A scan of a list; the compiler checks that each of its fields has a value. */
export function listOf<C extends StoredName, L extends ListName<C>>(
  collection: C,
  list: L,
  by: ListValues<C, L> & readonly string[],
  range: ScanRange = {},
): Scan<C> {
  return { collection, list, by, ...range };
}

/** The part of a list after the row with this id, in a list that is sorted by id only. */
export function afterId(id: string | null): ScanRange {
  return id === null ? {} : { after: [id] };
}

export function find<C extends StoredName>(
  view: RowView,
  collection: C,
  id: string,
): Answer<StoredRow<C> | null> {
  return andThen(view.find(collection, [id]), firstOrNull);
}

/** The values of the rows with these ids, in their order; undefined where there is none. */
export function findValues<C extends StoredName>(
  view: RowView,
  collection: C,
  ids: readonly string[],
): Answer<readonly (StoredRows[C] | undefined)[]> {
  if (ids.length === 0) return [];
  return andThen(view.find(collection, ids), (rows) => rows.map((row) => row?.value));
}

export function findByKey<K extends KeyName>(
  view: RowView,
  key: K,
  values: KeyValues<K> & readonly string[],
): Answer<StoredRow<CollectionOfKey<K>> | null> {
  return andThen(view.findByKey(key, [values]), firstOrNull);
}

/** The highest row of a list. */
export function findHighest<C extends StoredName>(
  view: RowView,
  scan: Scan<C>,
): Answer<StoredRow<C> | null> {
  return andThen(view.scan({ ...scan, isDescending: true }, 1), firstOrNull);
}

function firstOrNull<T>(rows: readonly (T | null)[]): T | null {
  return rows[0] ?? null;
}

/** Reads the organization first, so that a guard on it also covers the user and the membership. */
export function findAccess(
  view: RowView,
  organizationId: OrganizationId,
  userId: UserId | null,
): Answer<VersionedAccess> {
  return andThen(find(view, 'organizations', organizationId), (organization) =>
    userId === null
      ? { organization, user: null, membership: null }
      : andThen(findMember(view, organizationId, userId), (member) => ({
          organization,
          ...member,
        })),
  );
}

/** The account of a user, and the active membership. */
export function findMember(
  view: RowView,
  organizationId: OrganizationId,
  userId: UserId,
): Answer<Pick<VersionedAccess, 'user' | 'membership'>> {
  const membership = findByKey(view, 'memberships.organization_user', [organizationId, userId]);
  return andThen(both(find(view, 'users', userId), membership), ([user, membership]) => ({
    user,
    membership,
  }));
}

export function roleAndSignInOf({
  organization,
  user,
  membership,
}: VersionedAccess): RoleAndSignIn | null {
  const isLive = organization !== null && isLiveOrganization(organization.value);
  if (!isLive || membership === null) return null;
  return { role: membership.value.role, canSignIn: user !== null && canSignIn(user.value) };
}

export function isLiveOrganization({ deletedAt }: Pick<Organization, 'deletedAt'>): boolean {
  return deletedAt === undefined;
}
