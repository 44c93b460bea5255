// Lists the members of an organization.

import * as z from 'zod';
import {
  allows,
  type BuiltInRole,
  type Permission,
  type Role,
} from '../../domain/organization/role-permissions.js';
import { type MembershipId, parseMembershipId } from '../../domain/shared/ids.js';
import { ok, type Page } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  actingUserIdOrNull,
  refuseAuthorization,
  refuseMissing,
} from '../use-case/authorization.js';
import {
  organizationIdSchema,
  pageFields,
  roleSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import {
  idPageKeyCodec,
  type PageInput,
  type PageKeyCodec,
  parsePageRequest,
  toPage,
} from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type MemberView, memberView } from '../views.js';

/** The organization, a role to filter by, and the page. */
export interface ListMembersInput<R extends string = BuiltInRole> extends PageInput {
  readonly organizationId: string;
  readonly role?: R | undefined;
}

const memberPageKeyCodec: PageKeyCodec<MembershipId> = idPageKeyCodec(parseMembershipId);

export const listMembersQuery: (
  deps: Dependencies,
) => Query<ListMembersInput<Role>, Page<MemberView<Role>>, AuthorizationRefusalCode> = defineQuery<
  ListMembersInput<Role>,
  WithParsedIds<ListMembersInput<Role>>,
  Page<MemberView<Role>>,
  AuthorizationRefusalCode
>(
  ({ roles }) =>
    z.lazy(() =>
      z.strictObject({
        organizationId: organizationIdSchema,
        role: roleSchema(roles).optional(),
        ...pageFields,
      }),
    ),
  async ({ deps, actor }, { organizationId, role, ...page }) => {
    if (actor.kind !== 'user' && actor.kind !== 'system') {
      return refuseAuthorization('organization_not_found');
    }
    const name = `members of ${organizationId} as ${role ?? 'any'}`;
    const pageRequest = parsePageRequest(name, memberPageKeyCodec, page);
    if (!pageRequest.ok) return pageRequest;
    const viewerId = actingUserIdOrNull(actor);
    const filter = role === undefined ? {} : { role };
    const found = await deps.storage.memberships.listMembers(
      organizationId,
      viewerId,
      filter,
      pageRequest.value,
    );
    const isVisible = viewerId === null ? found.isOrganizationLive : found.viewerRole !== null;
    if (!isVisible)
      return refuseMissing(
        { storage: deps.storage, actor },
        refuseAuthorization('organization_not_found'),
      );
    if (found.viewerRole?.canSignIn === false) return refuseAuthorization('account_inactive');
    const viewerMay = (permission: Permission) =>
      found.viewerRole === null || allows(deps.roles, found.viewerRole.role, permission);
    if (/* ORG-66 */ !viewerMay('members:read')) return refuseAuthorization('permission_denied');
    const seesAll = viewerMay('members:manage');
    const audience = seesAll ? 'admin' : 'member';
    return ok(toPage(name, memberPageKeyCodec, found, (member) => memberView(audience, member)));
  },
);
