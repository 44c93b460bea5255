// Lists the former members of an organization.

import * as z from 'zod';
import type { Role } from '../../domain/organization/role-permissions.js';
import { type MembershipId, parseMembershipId } from '../../domain/shared/ids.js';
import { ok, type Page } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import { organizationIdSchema, pageFields, type WithParsedIds } from '../use-case/input.js';
import {
  idPageKeyCodec,
  type PageInput,
  type PageKeyCodec,
  parsePageRequest,
  toPage,
} from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type FormerMemberView, formerMemberView } from '../views.js';

/** The organization, and the page. */
export interface ListFormerMembersInput extends PageInput {
  readonly organizationId: string;
}

const membershipPageKeyCodec: PageKeyCodec<MembershipId> = idPageKeyCodec(parseMembershipId);

export const listFormerMembersQuery: (
  deps: Dependencies,
) => Query<ListFormerMembersInput, Page<FormerMemberView<Role>>, AuthorizationRefusalCode> =
  defineQuery<
    ListFormerMembersInput,
    WithParsedIds<ListFormerMembersInput>,
    Page<FormerMemberView<Role>>,
    AuthorizationRefusalCode
  >(
    z.lazy(() => z.strictObject({ organizationId: organizationIdSchema, ...pageFields })),
    async (context, { organizationId, ...page }) => {
      const { storage } = context;
      const name = `former members of ${organizationId}`;
      const pageRequest = parsePageRequest(name, membershipPageKeyCodec, page);
      if (!pageRequest.ok) return pageRequest;
      const authorization = await authorizeForOrganization(
        context,
        organizationId,
        /* ORG-56 */ 'members:manage',
      );
      if (!authorization.ok) return authorization;
      const found = await storage.memberships.listFormer(organizationId, pageRequest.value);
      return ok(toPage(name, membershipPageKeyCodec, found, formerMemberView));
    },
  );
