// Counts the members of an organization.

import * as z from 'zod';
import { allows, type BuiltInRole, type Role } from '../../domain/organization/role-permissions.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  actingUserIdOrNull,
  refuseAuthorization,
  refuseMissing,
} from '../use-case/authorization.js';
import { organizationIdSchema, roleSchema, type WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';

/** The organization, and a role to count alone. */
export interface CountMembersInput<R extends string = BuiltInRole> {
  readonly organizationId: string;
  readonly role?: R | undefined;
}

export const countMembersQuery: (
  deps: Dependencies,
) => Query<CountMembersInput<Role>, number, AuthorizationRefusalCode> = defineQuery<
  CountMembersInput<Role>,
  WithParsedIds<CountMembersInput<Role>>,
  number,
  AuthorizationRefusalCode
>(
  ({ roles }) =>
    z.lazy(() =>
      z.strictObject({
        organizationId: organizationIdSchema,
        role: roleSchema(roles).optional(),
      }),
    ),
  async ({ deps, storage, actor }, { organizationId, role }) => {
    if (actor.kind !== 'user' && actor.kind !== 'system') {
      return refuseAuthorization('organization_not_found');
    }
    const viewerId = actingUserIdOrNull(actor);
    const filter = role === undefined ? {} : { role };
    const found = await storage.memberships.countMembers(organizationId, viewerId, filter);
    const { viewerRole, isOrganizationLive, count } = found;
    const isVisible = viewerId === null ? isOrganizationLive : viewerRole !== null;
    if (!isVisible)
      return refuseMissing({ storage, actor }, refuseAuthorization('organization_not_found'));
    if (viewerRole?.canSignIn === false) return refuseAuthorization('account_inactive');
    const isAllowed = viewerRole === null || allows(deps.roles, viewerRole.role, 'members:read');
    return isAllowed ? ok(count) : refuseAuthorization('permission_denied');
  },
);
