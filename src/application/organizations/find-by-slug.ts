// Finds an organization by its slug or by one of its former slugs.

import * as z from 'zod';
import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import { slugFromUrl } from '../../domain/slug/slug.js';
import type { Storage } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import {
  actingUserIdOrNull,
  authorizeByAccess,
  refuseAuthorization,
  requireActiveActor,
} from '../use-case/authorization.js';
import { textSchema } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type OrganizationView, organizationView } from '../views.js';

/** A slug, current or former, in upper or lower case. */
export interface FindBySlugInput {
  readonly slug: string;
}

/** `isFormer` is true for a former slug: redirect to `organization.slug`. */
export interface OrganizationBySlug {
  readonly organization: OrganizationView;
  readonly isFormer: boolean;
}

export const findBySlugQuery: (
  deps: Dependencies,
) => Query<FindBySlugInput, OrganizationBySlug | null, 'account_inactive'> = defineQuery<
  FindBySlugInput,
  FindBySlugInput,
  OrganizationBySlug | null,
  'account_inactive'
>(
  z.lazy(() => z.strictObject({ slug: textSchema(256) })),
  async ({ deps, storage, actor }, input) => {
    const slug = slugFromUrl(input.slug);
    if (actor.kind !== 'user' && actor.kind !== 'system') return ok(null);
    const viewer = actingUserIdOrNull(actor);
    const access = slug === null ? null : await storage.organizations.findBySlug(slug, viewer);
    if (access?.organization == null) return noneFor(storage, actor);
    const organization = access.organization.value;
    const found = {
      organization: organizationView(actor, organization),
      isFormer: /* SLUG-27 */ organization.slug !== slug,
    };
    if (viewer === null) return ok(organization.deletedAt === undefined ? found : null);
    if (access.membership === null) return noneFor(storage, actor);
    const authorization = authorizeByAccess(deps.roles, access, 'organization:read');
    if (authorization.ok) return ok(found);
    const isInactive = authorization.refusal.code === 'account_inactive';
    return isInactive ? refuseAuthorization('account_inactive') : ok(null);
  },
);

/** Nothing was found. Whoever cannot sign in is refused instead, as for an organization that exists. */
async function noneFor(
  storage: Storage,
  actor: Actor,
): Promise<Result<null, RefusalOf<'account_inactive'>>> {
  const active = await requireActiveActor(storage, actor);
  return active.ok ? ok(null) : active;
}
