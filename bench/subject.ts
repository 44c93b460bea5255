// The operations that every measured subject has.

import type { OrganizationId, User, UserId } from '../src/index.js';
import type { InvitationPair } from './benchmark-data.js';

export interface BenchmarkSubject {
  createOrganization(creator: UserId, name: string): Promise<void>;
  /** Invites the person, makes the token, and accepts with it. */
  inviteAndAccept(admin: User, pair: InvitationPair): Promise<void>;
  isMember(organizationId: OrganizationId, userId: UserId): Promise<boolean>;
  /** Whether the user may change the organization, which a member may not. */
  can(organizationId: OrganizationId, userId: UserId): Promise<boolean>;
  /** Returns how many organizations were found. */
  countByMember(userId: UserId): Promise<number>;
  /** Returns how many of the first ten members were listed, as the viewer sees them. */
  countTenMembers(organizationId: OrganizationId, viewer: UserId): Promise<number>;
}

/** A subject with its data in place, and what closes its client and drops its database. */
export interface OpenSubject<S extends BenchmarkSubject = BenchmarkSubject> {
  readonly subject: S;
  close(): Promise<void>;
}
