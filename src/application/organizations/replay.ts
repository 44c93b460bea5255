// The answer to a repeated command on an organization.

import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import {
  type AuthorizationContext,
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import { type OrganizationView, organizationView } from '../views.js';

/** The organization as its members see it. Answers a repeated command. */
export async function replayOrganization(
  context: AuthorizationContext,
  id: OrganizationId | null,
): Promise<Result<OrganizationView, RefusalOf<AuthorizationRefusalCode>>> {
  if (id === null) return refuse({ code: 'organization_not_found' });
  const authorization = await authorizeForOrganization(context, id, 'organization:read');
  return authorization.ok
    ? ok(organizationView(context.actor, authorization.value.organization.value))
    : authorization;
}
