// Lists the organizations of a user.

import * as z from 'zod';
import type { Role } from '../../domain/organization/role-permissions.js';
import { type MembershipId, parseMembershipId } from '../../domain/shared/ids.js';
import { ok, type Page } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { requireActiveActor, requireSelfOrSystem } from '../use-case/authorization.js';
import { pageFields, userIdSchema, type WithParsedIds } from '../use-case/input.js';
import {
  idPageKeyCodec,
  type PageInput,
  type PageKeyCodec,
  parsePageRequest,
  toPage,
} from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type OrganizationOfUserView, organizationSummaryView } from '../views.js';

/** The user, and the page of their organizations. */
export interface ListForUserInput extends PageInput {
  /** The actor if absent. Only the embedding service may name another user. */
  readonly userId?: string | undefined;
}

const membershipPageKeyCodec: PageKeyCodec<MembershipId> = idPageKeyCodec(parseMembershipId);

export type ListForUserRefusalCode = 'permission_denied' | 'account_inactive';

export const listForUserQuery: (
  deps: Dependencies,
) => Query<ListForUserInput, Page<OrganizationOfUserView<Role>>, ListForUserRefusalCode> =
  defineQuery<
    ListForUserInput,
    WithParsedIds<ListForUserInput>,
    Page<OrganizationOfUserView<Role>>,
    ListForUserRefusalCode
  >(
    z.lazy(() => z.strictObject({ userId: userIdSchema.optional(), ...pageFields })),
    async ({ deps, actor }, input) => {
      const about = requireSelfOrSystem(actor, input.userId);
      if (!about.ok) return about;
      const userId = about.value;
      const name = `organizations of ${userId}`;
      const pageRequest = parsePageRequest(name, membershipPageKeyCodec, input);
      if (!pageRequest.ok) return pageRequest;
      const [active, rowPage] = await Promise.all([
        requireActiveActor(deps.storage, actor),
        deps.storage.organizations.listByMember(userId, pageRequest.value),
      ]);
      if (!active.ok) return active;
      return ok(
        toPage(name, membershipPageKeyCodec, rowPage, ({ organization, role, joinedAt }) => ({
          organization: organizationSummaryView(actor, organization),
          role,
          joinedAt,
        })),
      );
    },
  );
