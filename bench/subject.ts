// What is measured: the same operations, by whatever does them.

import type { OrganizationId, User, UserId } from '../src/index.js';
import type { Pair } from './stage.js';

export interface Subject {
  found(founder: UserId, name: string): Promise<void>;
  /** The invitation, its token, and the acceptance by the person invited. */
  inviteAndAccept(admin: User, pair: Pair): Promise<void>;
  /** Whether the user has the role `member`. */
  hasRole(organizationId: OrganizationId, userId: UserId): Promise<boolean>;
  /** How many organizations were found. */
  findByMember(userId: UserId): Promise<number>;
  /** How many of the first ten members were listed, as the viewer sees them. */
  tenMembers(organizationId: OrganizationId, viewer: UserId): Promise<number>;
}
