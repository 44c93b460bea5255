// What an account holds in organizations, and what becomes of it when the account can no longer sign in.

import type { Invitation } from '../../domain/organization/invitation.js';
import { isAdmin, isLastAdmin, type Membership } from '../../domain/organization/membership.js';
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

/** A place in an organization that the account does not lead; null where the organization is gone. */
interface Place {
  readonly membership: Versioned<Membership>;
  readonly organization: Versioned<Organization> | null;
}

/** Everything by which an account has a say or a place in organizations. */
export interface Holdings {
  readonly leads: readonly Lead[];
  readonly others: readonly Place[];
  /** Pending invitations that this account has sent. */
  readonly sent: readonly Versioned<Invitation>[];
}

/** Read after the account, which is the guard of all this. Three waves: two statements, one for each organization, and one more for each that it leads. */
export async function holdingsOf(storage: Storage, userId: UserId): Promise<Holdings> {
  const [memberships, sent] = await Promise.all([
    storage.memberships.activeOf(userId),
    storage.invitations.pendingBy(userId, null),
  ]);
  const organizations = await Promise.all(
    memberships.map(({ value }) => storage.organizations.findById(value.organizationId)),
  );
  const places = memberships.map(
    (membership, index): Place => ({ membership, organization: organizations[index] ?? null }),
  );
  const leads = await Promise.all(places.filter(leadsThere).map((place) => leadOf(storage, place)));
  return { leads, others: places.filter((place) => !leadsThere(place)), sent };
}

type LedPlace = Omit<Lead, 'isAlone'>;

function leadsThere(place: Place): place is LedPlace {
  return place.organization !== null && isAdmin(place.membership.value);
}

async function leadOf(storage: Storage, { membership, organization }: LedPlace): Promise<Lead> {
  if (!mustBeLed(organization.value)) return { membership, organization, isAlone: false };
  const admins = await storage.memberships.adminsAbleToSignIn(organization.value.id, 2);
  return { membership, organization, isAlone: isLastAdmin(membership.value, { admins }) };
}

/** A personal organization goes with its owner, and one that is deleted needs nobody. */
function mustBeLed({ personalOf, deletedAt }: Organization): boolean {
  return /* ORG-23 */ personalOf === undefined && deletedAt === undefined;
}

/** The organizations that nobody else could lead. */
export function ledAlone({ leads }: Holdings): readonly OrganizationId[] {
  return leads.flatMap(({ isAlone, organization }) => (isAlone ? [organization.value.id] : []));
}

export function organizationsOf({ leads, others }: Holdings): readonly OrganizationId[] {
  return [
    ...leads.map(({ organization }) => organization.value.id),
    ...others.map(({ membership }) => membership.value.organizationId),
  ];
}

/** Those that the account does not lead, and that are still there. */
export function othersThere({ others }: Holdings): readonly Versioned<Organization>[] {
  return others.flatMap(({ organization }) => organization ?? []);
}
