// Loads everything that an account has in organizations, for `delete` and `suspend`.

import type { Invitation } from '../../domain/organization/invitation.js';
import { hasAdminRole, isLastAdmin, mustKeepAdmin } from '../../domain/organization/last-admin.js';
import type { MembershipSummary } from '../../domain/organization/membership.js';
import type { OrganizationSummary } from '../../domain/organization/organization.js';
import { mayHaveInvited, type RoleTable } from '../../domain/organization/role-permissions.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';

/** A membership with the admin role, and its organization. The organization is read before its admins are counted, since it is the guard. */
export interface AdminMembership {
  readonly membership: Versioned<MembershipSummary>;
  readonly organization: Versioned<OrganizationSummary>;
  /** True if no other admin can sign in. Always false for personal and deleted organizations. */
  readonly isLastAdmin: boolean;
}

/** A membership with its organization; null if the organization was purged. */
interface MembershipWithOrganization {
  readonly membership: Versioned<MembershipSummary>;
  readonly organization: Versioned<OrganizationSummary> | null;
}

/** The memberships of an account, and the invitations that it sent. */
export interface AccountMemberships {
  readonly asAdmin: readonly AdminMembership[];
  readonly others: readonly MembershipWithOrganization[];
  /** The pending invitations that this account sent. */
  readonly sentInvitations: readonly Versioned<Invitation>[];
}

/** All rows are without their metadata. Read this after the account, which is its guard. Three waves: two statements; then one per organization; then one per organization of which the account is an admin. */
export async function loadMembershipsAndSentInvitations(
  storage: Storage,
  userId: UserId,
): Promise<AccountMemberships> {
  const [memberships, sentInvitations] = await Promise.all([
    storage.memberships.listActiveByUser(userId),
    storage.invitations.listPendingByInviter(userId, null),
  ]);
  const organizations = await Promise.all(
    memberships.map(({ value }) => findOrganizationSummary(storage, value.organizationId)),
  );
  const loadedMemberships = memberships.map(
    (membership, index): MembershipWithOrganization => ({
      membership,
      organization: organizations[index] ?? null,
    }),
  );
  const asAdmin = await Promise.all(
    loadedMemberships
      .filter(isAdminMembership)
      .map((loaded) => loadAdminMembership(storage, loaded)),
  );
  return {
    asAdmin,
    others: loadedMemberships.filter((loaded) => !isAdminMembership(loaded)),
    sentInvitations,
  };
}

/** An account can be in thousands of organizations, whose metadata nobody needs here. */
async function findOrganizationSummary(
  { organizations }: Storage,
  id: OrganizationId,
): Promise<Versioned<OrganizationSummary> | null> {
  const found = await organizations.findById(id);
  return found === null ? null : { ...found, value: withoutMetadata(found.value) };
}

type AdminMembershipWithOrganization = Omit<AdminMembership, 'isLastAdmin'>;

function isAdminMembership(
  loaded: MembershipWithOrganization,
): loaded is AdminMembershipWithOrganization {
  return loaded.organization !== null && hasAdminRole(loaded.membership.value);
}

async function loadAdminMembership(
  storage: Storage,
  { membership, organization }: AdminMembershipWithOrganization,
): Promise<AdminMembership> {
  if (!mustKeepAdmin(organization.value)) return { membership, organization, isLastAdmin: false };
  const activeAdminIds = await storage.memberships.listActiveAdminIds(organization.value.id, 2);
  return {
    membership,
    organization,
    isLastAdmin: isLastAdmin(membership.value, { activeAdminIds }),
  };
}

/** The organizations that have no other admin who can sign in. */
export function organizationsWithoutOtherAdmin({
  asAdmin,
}: AccountMemberships): readonly OrganizationId[] {
  return asAdmin.flatMap(({ isLastAdmin, organization }) =>
    isLastAdmin ? [organization.value.id] : [],
  );
}

export function organizationIdsOfAccount({
  asAdmin,
  others,
}: AccountMemberships): readonly OrganizationId[] {
  return [
    ...asAdmin.map(({ organization }) => organization.value.id),
    ...others.map(({ membership }) => membership.value.organizationId),
  ];
}

/** The organizations of which the account is a member, but not an admin. */
export function organizationsAsPlainMember({
  others,
}: AccountMemberships): readonly Versioned<OrganizationSummary>[] {
  return others.flatMap(({ organization }) => organization ?? []);
}

/** The memberships whose role may invite. */
export function inviterMemberships(
  roles: RoleTable,
  { asAdmin, others }: AccountMemberships,
): readonly Versioned<MembershipSummary>[] {
  return [...asAdmin, ...others]
    .map(({ membership }) => membership)
    .filter(({ value }) => mayHaveInvited(roles, value.role));
}
