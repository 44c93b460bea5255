// The three queries that the platform's documentation of its data models names: `Organization.findByMember`, `hasRole` and `isMember`.

import type { BuiltInRole, Role } from '../domain/organization/role-permissions.js';
import { parseUserId } from '../domain/shared/ids.js';
import type { Dependencies } from './dependencies.js';
import type { Memberships } from './memberships/memberships.js';
import { type OrganizationSummaryView, organizationSummaryView } from './views.js';

/** The most organizations in one answer. With the longest profiles they still fit one MongoDB document (16 MB). */
const maxOrganizations = 2_000;

/** The queries of the documented data models, by their names there. */
export interface DocumentedOrganizationQueries<R extends string = BuiltInRole> {
  /**
   * The organizations of which the user is a member, without deleted ones. Empty if `userId` is not an id. One statement.
   * Throws a RangeError above 2,000 organizations; `organizations.listForUser` gives those in pages.
   */
  findByMember(userId: string): Promise<readonly OrganizationSummaryView[]>;
  /** Whether the user has this role, or one of these roles. One statement. */
  hasRole(organizationId: string, userId: string, role: R | readonly R[]): Promise<boolean>;
  /** Whether the user is a member of the organization. One statement. */
  isMember(organizationId: string, userId: string): Promise<boolean>;
}

export function createDocumentedOrganizationQueries(
  { storage }: Dependencies,
  { hasRole, isMember }: Memberships<Role, string>,
): DocumentedOrganizationQueries<Role> {
  return {
    hasRole,
    isMember,
    async findByMember(userId) {
      const id = typeof userId === 'string' ? parseUserId(userId) : null;
      if (id === null) return [];
      const pageRequest = { limit: maxOrganizations, after: null, skip: 0 };
      const { items, next } = await storage.organizations.listByMember(id, pageRequest);
      if (next !== null) {
        throw new RangeError(
          `user ${id} belongs to more than ${maxOrganizations} organizations; page through them with organizations.listForUser`,
        );
      }
      return items.map(({ organization }) =>
        organizationSummaryView({ kind: 'user', userId: id }, organization),
      );
    },
  };
}
