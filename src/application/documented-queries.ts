// The queries of the documented data models, by their names: Organization.findByMember, hasRole, isMember.

import type { Role } from '../domain/organization/role.js';
import { parseUserId } from '../domain/shared/ids.js';
import type { Context } from './context.js';
import type { Memberships } from './memberships/memberships.js';
import { type OrganizationView, organizationView } from './views.js';

/** How many organizations one answer holds at the most: with the longest profiles they still fit a MongoDB document of 16 MB. */
const most = 2_000;

/** The queries of the documented data models. */
export interface OrganizationQueries {
  /**
   * The organizations, not deleted, of which the user is a member; none for anything that is no id. One statement.
   * Throws a RangeError above 2,000, for which `organizations.listOfUser` has pages.
   */
  findByMember(userId: string): Promise<readonly OrganizationView[]>;
  /** Whether the user has this role, or one of these. One statement. */
  hasRole(organizationId: string, userId: string, role: Role | readonly Role[]): Promise<boolean>;
  /** One statement. */
  isMember(organizationId: string, userId: string): Promise<boolean>;
}

export function organizationQueries(
  { storage }: Context,
  { hasRole, isMember }: Memberships,
): OrganizationQueries {
  return {
    hasRole,
    isMember,
    async findByMember(userId) {
      const id = typeof userId === 'string' ? parseUserId(userId) : null;
      if (id === null) return [];
      const keyset = { limit: most, after: null, skip: 0 };
      const { items, next } = await storage.organizations.listByMember(id, keyset);
      if (next !== null) {
        throw new RangeError(
          `user ${id} belongs to more than ${most} organizations; page through them with organizations.listOfUser`,
        );
      }
      return items.map(({ organization }) => organizationView(organization));
    },
  };
}
