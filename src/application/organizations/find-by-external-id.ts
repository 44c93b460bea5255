// Finds an organization by its id in the data of the embedding service.

import * as z from 'zod';
import type { ExternalId } from '../../domain/organization/external-id.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { requireSystem } from '../use-case/authorization.js';
import { externalIdSchema } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type OrganizationView, organizationView } from '../views.js';

/** The id of an organization in the data of the embedding service. */
export interface FindByExternalIdInput {
  /** 1 to 128 visible ASCII characters. Upper and lower case differ. */
  readonly externalId: string;
}

export const findByExternalIdQuery: (
  deps: Dependencies,
) => Query<FindByExternalIdInput, OrganizationView | null, 'permission_denied'> = defineQuery<
  FindByExternalIdInput,
  { readonly externalId: ExternalId },
  OrganizationView | null,
  'permission_denied'
>(
  z.lazy(() => z.strictObject({ externalId: externalIdSchema })),
  async ({ storage, actor }, { externalId }) => {
    const allowed = /* ORG-75 */ requireSystem(actor);
    if (!allowed.ok) return allowed;
    const organization = await storage.organizations.findByExternalId(externalId);
    return ok(organization === null ? null : organizationView(actor, organization.value));
  },
);
