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

/** Read after the account, which is the guard of all this. Statements: two, and two for each organization that it leads. */
export async function holdingsOf(storage: Storage, userId: UserId): Promise<Holdings> {
  const [memberships, sent] = await Promise.all([
    storage.memberships.activeOf(userId),
    storage.invitations.pendingBy(userId, null),
  ]);
  const read = await Promise.all(
    memberships.map(async (membership) => ({
      membership,
      lead: await leadBy(storage, membership),
    })),
  );
  return {
    leads: read.flatMap(({ lead }) => (lead === null ? [] : [lead])),
    others: read.flatMap(({ membership, lead }) => (lead === null ? [membership] : [])),
    sent,
  };
}

async function leadBy(storage: Storage, membership: Versioned<Membership>): Promise<Lead | null> {
  const { organizationId, role } = membership.value;
  if (role !== 'admin') return null;
  const organization = await storage.organizations.findById(organizationId);
  if (organization === null) return null;
  const { personalOf, deletedAt } = organization.value;
  if (personalOf !== undefined || deletedAt !== undefined) {
    return { membership, organization, isAlone: false };
  }
  const admins = await storage.memberships.adminsAbleToSignIn(organizationId, 2);
  return { membership, organization, isAlone: isLastAdmin(membership.value, { admins }) };
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
