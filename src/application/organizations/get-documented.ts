// Returns an organization in the shape of the documented data models.

import {
  type DocumentedOrganization,
  toDocumented,
} from '../../domain/organization/documented-organization.js';
import { invitationStateAt } from '../../domain/organization/invitation.js';
import { allows } from '../../domain/organization/role-permissions.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  refuseAuthorization,
} from '../use-case/authorization.js';
import type { WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type OrganizationIdInput, organizationIdInputSchema } from './organization-input.js';

export type GetDocumentedRefusalCode = AuthorizationRefusalCode | 'too_many_members';

/** The most members in one documented organization. More would not fit one document of the database. */
const maxDocumentedMembers = 1_000;

export const getDocumentedQuery: (
  deps: Dependencies,
) => Query<OrganizationIdInput, DocumentedOrganization, GetDocumentedRefusalCode> = defineQuery<
  OrganizationIdInput,
  WithParsedIds<OrganizationIdInput>,
  DocumentedOrganization,
  GetDocumentedRefusalCode
>(organizationIdInputSchema, async (context, { organizationId }) => {
  const { deps, storage } = context;
  const now = await deps.clock.now();
  const pageRequest = { limit: maxDocumentedMembers, after: null, skip: 0 };
  const [authorization, members, pending] = await Promise.all([
    authorizeForOrganization(context, organizationId, 'members:manage'),
    storage.memberships.listMembers(organizationId, null, {}, pageRequest),
    storage.invitations.listPendingByOrganization(organizationId),
  ]);
  if (!authorization.ok) return authorization;
  const own = authorization.value.actingMember?.membership.value.role;
  if (own !== undefined && !allows(deps.roles, own, 'invitations:read'))
    return refuseAuthorization('permission_denied');
  if (members.next !== null)
    return refuse({ code: 'too_many_members', limit: maxDocumentedMembers });
  return ok(
    toDocumented({
      organization: authorization.value.organization.value,
      memberships: members.items.map(({ membership }) => membership),
      invitations: pending
        .map(({ value }) => value)
        .filter((invitation) => invitationStateAt(invitation, now) === 'pending'),
    }),
  );
});
