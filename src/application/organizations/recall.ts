import type { Actor } from '../../domain/shared/actor.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import { type OrganizationView, organizationView } from '../views.js';

/** An organization as its members see it, for the answer to a repeated command. */
export async function recallOrganization(
  storage: Storage,
  actor: Actor,
  id: OrganizationId | null,
): Promise<Result<OrganizationView, RefusalOf<AuthorityRefusal>>> {
  if (id === null) return refuse({ code: 'organization_not_found' });
  const authority = await authorityOver(storage, actor, id, 'organization:read');
  return authority.ok ? ok(organizationView(authority.value.organization.value)) : authority;
}
