// Lists the invitations of an organization.

import * as z from 'zod';
import { type InvitationState, invitationStates } from '../../domain/organization/invitation.js';
import type { Role } from '../../domain/organization/role-permissions.js';
import { type InvitationId, parseInvitationId } from '../../domain/shared/ids.js';
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
import { type InvitationView, invitationView } from '../views.js';

/** The organization, a state to filter by, and the page. */
export interface ListInvitationsInput extends PageInput {
  readonly organizationId: string;
  readonly state?: InvitationState | undefined;
}

const invitationPageKeyCodec: PageKeyCodec<InvitationId> = idPageKeyCodec(parseInvitationId);

export const listInvitationsQuery: (
  deps: Dependencies,
) => Query<ListInvitationsInput, Page<InvitationView<Role>>, AuthorizationRefusalCode> =
  defineQuery<
    ListInvitationsInput,
    WithParsedIds<ListInvitationsInput>,
    Page<InvitationView<Role>>,
    AuthorizationRefusalCode
  >(
    z.lazy(() =>
      z.strictObject({
        organizationId: organizationIdSchema,
        state: z.enum(invitationStates).optional(),
        ...pageFields,
      }),
    ),
    async (context, { organizationId, state, ...page }) => {
      const { deps } = context;
      const { storage, clock } = deps;
      const name = `invitations of ${organizationId} in ${state ?? 'any'}`;
      const pageRequest = parsePageRequest(name, invitationPageKeyCodec, page);
      if (!pageRequest.ok) return pageRequest;
      const now = await clock.now();
      const authorization = await authorizeForOrganization(
        context,
        organizationId,
        'invitations:read',
      );
      if (!authorization.ok) return authorization;
      const filter = { now, ...(state === undefined ? {} : { state }) };
      const rowPage = await storage.invitations.listByOrganization(
        organizationId,
        filter,
        pageRequest.value,
      );
      return ok(
        toPage(name, invitationPageKeyCodec, rowPage, (found) => invitationView(found, now)),
      );
    },
  );
