// Memberships of users in organizations.

import type { MembershipId, OrganizationId, UserId } from '../shared/ids.js';
import type { Metadata } from '../shared/metadata.js';
import type { Versioned } from '../shared/result.js';
import type { Role } from './role-permissions.js';

/** The membership of a user in an organization. An ended one is kept as history. A user who returns gets a new one. */
export interface Membership extends Metadata {
  readonly id: MembershipId;
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly role: Role;
  /** How often a change of the role or a suspension of the account has taken permissions away; absent if never. */
  readonly demotions?: number;
  readonly state: 'active' | 'ended';
  readonly joinedAt: Date;
  readonly leftAt?: Date;
  /** The user who ended it: the member who left, or the one who removed them. Absent if the embedding service ended it. */
  readonly endedBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A membership in a list: without its metadata. */
export type MembershipSummary = Omit<Membership, keyof Metadata>;

/**
 * Which change of the membership made it what it is: rises with every write of the row but those of its metadata. A notice
 * about a change is dropped if another one came after it.
 */
export function membershipRevision({
  value: { metadataVersion = 0 },
  version,
}: Versioned<Pick<Membership, 'metadataVersion'>>): number {
  return /* ORG-88 */ version - metadataVersion;
}

export interface NewMembership {
  readonly id: MembershipId;
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly role: Role;
  readonly now: Date;
}

export function createMembership(given: NewMembership): Membership {
  const { id, organizationId, userId, role, now } = given;
  return {
    id,
    organizationId,
    userId,
    role,
    state: 'active',
    joinedAt: now,
    createdAt: now,
    updatedAt: now,
  };
}
