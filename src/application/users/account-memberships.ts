// Loads everything that an account has in organizations, for `delete` and `suspend`.

import type { Invitation } from '../../domain/organization/invitation.js';
import { hasAdminRole, isLastAdmin } from '../../domain/organization/last-admin.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';

/** A membership as admin. The organization is read before its admins are counted, since it is the guard. */
export interface AdminMembership {
  readonly membership: Versioned<Membership>;
  readonly organization: Versioned<Organization>;
  /** True where no other admin can sign in. Always false for personal and deleted organizations. */
  readonly isSoleAdmin: boolean;
}

/** A membership with its organization; null where the organization was purged. */
interface LoadedMembership {
  readonly membership: Versioned<Membership>;
  readonly organization: Versioned<Organization> | null;
}

/** The memberships of an account, and the invitations that it sent. */
export interface AccountMemberships {
  readonly asAdmin: readonly AdminMembership[];
  readonly others: readonly LoadedMembership[];
  /** The pending invitations that this account sent. */
  readonly sentInvitations: readonly Versioned<Invitation>[];
}

/** Read this after the account, which is its guard. Three waves: two statements, one for each organization, and one for each organization of which the account is an admin. */
export async function loadAccountMemberships(
  storage: Storage,
  userId: UserId,
): Promise<AccountMemberships> {
  const [memberships, sentInvitations] = await Promise.all([
    storage.memberships.listActiveByUser(userId),
    storage.invitations.listPendingByInviter(userId, null),
  ]);
  const organizations = await Promise.all(
    memberships.map(({ value }) => storage.organizations.findById(value.organizationId)),
  );
  const loadedMemberships = memberships.map(
    (membership, index): LoadedMembership => ({
      membership,
      organization: organizations[index] ?? null,
    }),
  );
  const asAdmin = await Promise.all(
    loadedMemberships.filter(isAdminMembership).map((place) => loadAdminMembership(storage, place)),
  );
  return {
    asAdmin,
    others: loadedMemberships.filter((place) => !isAdminMembership(place)),
    sentInvitations,
  };
}

type LoadedAdminMembership = Omit<AdminMembership, 'isSoleAdmin'>;

function isAdminMembership(place: LoadedMembership): place is LoadedAdminMembership {
  return place.organization !== null && hasAdminRole(place.membership.value);
}

async function loadAdminMembership(
  storage: Storage,
  { membership, organization }: LoadedAdminMembership,
): Promise<AdminMembership> {
  if (!needsAdmin(organization.value)) return { membership, organization, isSoleAdmin: false };
  const activeAdminIds = await storage.memberships.listActiveAdminIds(organization.value.id, 2);
  return {
    membership,
    organization,
    isSoleAdmin: isLastAdmin(membership.value, { activeAdminIds }),
  };
}

/** A personal organization is deleted with its owner, and a deleted one needs no admin. */
function needsAdmin({ personalOf, deletedAt }: Organization): boolean {
  return /* ORG-23 */ personalOf === undefined && deletedAt === undefined;
}

/** The organizations that have no other admin who can sign in. */
export function organizationsWithoutOtherAdmin({
  asAdmin,
}: AccountMemberships): readonly OrganizationId[] {
  return asAdmin.flatMap(({ isSoleAdmin, organization }) =>
    isSoleAdmin ? [organization.value.id] : [],
  );
}

export function organizationIdsOf({
  asAdmin,
  others,
}: AccountMemberships): readonly OrganizationId[] {
  return [
    ...asAdmin.map(({ organization }) => organization.value.id),
    ...others.map(({ membership }) => membership.value.organizationId),
  ];
}

/** The organizations of which the account is a member, but not an admin. */
export function otherOrganizationsOf({
  others,
}: AccountMemberships): readonly Versioned<Organization>[] {
  return others.flatMap(({ organization }) => organization ?? []);
}
