// Returns an organization to its members.

import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import type { WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type OrganizationView, organizationView } from '../views.js';
import { type OrganizationIdInput, organizationIdInputSchema } from './organization-input.js';

export const getOrganizationQuery: (
  deps: Dependencies,
) => Query<OrganizationIdInput, OrganizationView, AuthorizationRefusalCode> = defineQuery<
  OrganizationIdInput,
  WithParsedIds<OrganizationIdInput>,
  OrganizationView,
  AuthorizationRefusalCode
>(organizationIdInputSchema, async (context, { organizationId }) => {
  const authorization = await authorizeForOrganization(
    context,
    organizationId,
    'organization:read',
  );
  return authorization.ok
    ? ok(organizationView(context.actor, authorization.value.organization.value))
    : authorization;
});
