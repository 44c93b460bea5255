// Lists what a user is in all organizations, for the claims of a session.

import * as z from 'zod';
import {
  type BuiltInRole,
  type Permission,
  permissionsOf,
  type Role,
  type RoleTable,
} from '../../domain/organization/role-permissions.js';
import type { DisplayName } from '../../domain/shared/display-name.js';
import {
  type MembershipId,
  type OrganizationId,
  parseMembershipId,
} from '../../domain/shared/ids.js';
import { ok, type Page, refuse } from '../../domain/shared/result.js';
import type { Slug } from '../../domain/slug/slug.js';
import type { OrganizationAccess } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { requireSelfOrSystem } from '../use-case/authorization.js';
import { pageFields, userIdSchema, type WithParsedIds } from '../use-case/input.js';
import { idPageKeyCodec, type PageKeyCodec, parsePageRequest, toPage } from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';

/** The user, and the page. */
export interface AccessOfInput {
  /** The actor if absent. Only the embedding service may name another user. */
  readonly userId?: string | undefined;
  /** How many memberships the page covers: 1 to 500, 500 if absent. Those in deleted organizations are left out. */
  readonly limit?: number | undefined;
  readonly cursor?: string | null | undefined;
}

/** An organization with a user's role in it, and what the role allows. */
export interface AccessView<R extends string = BuiltInRole, P extends string = Permission> {
  readonly organizationId: OrganizationId;
  readonly name: DisplayName;
  readonly slug: Slug;
  readonly role: R;
  readonly permissions: readonly P[];
}

const maxMembershipsPerPage = 500;

const membershipPageKeyCodec: PageKeyCodec<MembershipId> = idPageKeyCodec(parseMembershipId);

export type AccessOfRefusalCode = 'permission_denied' | 'account_inactive';

export const accessOfQuery: (
  deps: Dependencies,
) => Query<AccessOfInput, Page<AccessView<Role, string>>, AccessOfRefusalCode> = defineQuery<
  AccessOfInput,
  WithParsedIds<AccessOfInput>,
  Page<AccessView<Role, string>>,
  AccessOfRefusalCode
>(
  z.lazy(() =>
    z.strictObject({
      userId: userIdSchema.optional(),
      limit: z.number().int().min(1).max(maxMembershipsPerPage).optional(),
      cursor: pageFields.cursor,
    }),
  ),
  async ({ deps: { roles }, storage, actor }, input) => {
    const about = /* ORG-57 */ requireSelfOrSystem(actor, input.userId);
    if (!about.ok) return about;
    const userId = about.value;
    const { limit = maxMembershipsPerPage, cursor } = input;
    const name = `access of ${userId}`;
    const pageRequest = parsePageRequest(name, membershipPageKeyCodec, { limit, cursor });
    if (!pageRequest.ok) return pageRequest;
    const { after } = pageRequest.value;
    const found = await storage.memberships.listAccess(userId, { limit, after });
    if (/* ORG-58 */ !found.canSignIn)
      return refuse({
        code: 'account_inactive',
        path: [actor.kind === 'system' ? 'userId' : 'actor'],
      });
    return ok(toPage(name, membershipPageKeyCodec, found, (one) => accessView(roles, one)));
  },
);

function accessView(
  roles: RoleTable,
  { organization, role }: OrganizationAccess,
): AccessView<Role, string> {
  const { id: organizationId, name, slug } = organization;
  return { organizationId, name, slug, role, permissions: permissionsOf(roles, role) };
}
