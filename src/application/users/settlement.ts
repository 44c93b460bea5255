// What an account holds in organizations, and what becomes of it when the account can no longer sign in.

import type { Invitation } from '../../domain/organization/invitation.js';
import { isLastAdmin, type Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';

/** A membership by which the account leads an organization; the organization was read before its admins were counted, since it is the guard. */
export interface Lead {
  readonly membership: Versioned<Membership>;
  readonly organization: Versioned<Organization>;
  /** Nobody else could lead it. Personal and deleted organizations are never counted so. */
  readonly isAlone: boolean;
}

/** Everything by which an account has a say or a place in organizations. */
export interface Holdings {
  readonly leads: readonly Lead[];
  /** The memberships that give no authority, or whose organization is gone. */
  readonly others: readonly Versioned<Membership>[];
  /** Pending invitations that this account has sent. */
  readonly sent: readonly Versioned<Invitation>[];
}

/** Read after the account, which is the guard of all this. Three waves: two statements, and two for each organization that it leads. */
export async function holdingsOf(storage: Storage, userId: UserId): Promise<Holdings> {
  const [memberships, sent] = await Promise.all([
    storage.memberships.activeOf(userId),
    storage.invitations.pendingBy(userId, null),
  ]);
  const organizations = await Promise.all(
    memberships.map(({ value }) =>
      value.role === 'admin' ? storage.organizations.findById(value.organizationId) : null,
    ),
  );
  const admins = await Promise.all(
    organizations.map((organization) =>
      organization !== null && mustBeLed(organization.value)
        ? storage.memberships.adminsAbleToSignIn(organization.value.id, 2)
        : null,
    ),
  );
  return {
    leads: memberships.flatMap((membership, index): readonly Lead[] => {
      const organization = organizations[index] ?? null;
      if (organization === null) return [];
      const able = admins[index] ?? null;
      const isAlone = able !== null && isLastAdmin(membership.value, { admins: able });
      return [{ membership, organization, isAlone }];
    }),
    others: memberships.filter((_membership, index) => (organizations[index] ?? null) === null),
    sent,
  };
}

/** A personal organization goes with its owner, and one that is deleted needs nobody. */
function mustBeLed({ personalOf, deletedAt }: Organization): boolean {
  return personalOf === undefined && deletedAt === undefined;
}

/** The organizations that nobody else could lead. */
export function ledAlone({ leads }: Holdings): readonly OrganizationId[] {
  return leads.flatMap(({ isAlone, organization }) => (isAlone ? [organization.value.id] : []));
}

export function organizationsOf({ leads, others }: Holdings): readonly OrganizationId[] {
  return [
    ...leads.map(({ organization }) => organization.value.id),
    ...others.map(({ value }) => value.organizationId),
  ];
}
