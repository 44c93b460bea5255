// Changes the metadata of an organization.

import * as z from 'zod';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type MetadataPatch,
  type MetadataRefusalCode,
  metadataPatchFields,
  planMetadataUpdate,
} from '../metadata/update-metadata.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  prepareForSystemOnly,
} from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { organizationIdSchema } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import { replayOrganization } from './replay.js';

/** An organization, and the change of its metadata. */
export interface UpdateOrganizationMetadataInput extends MetadataPatch {
  readonly organizationId: string;
}

interface ParsedUpdateMetadata extends MetadataPatch {
  readonly organizationId: OrganizationId;
}

export type UpdateOrganizationMetadataRefusalCode = AuthorizationRefusalCode | MetadataRefusalCode;

export const updateOrganizationMetadataCommand: (
  deps: Dependencies,
) => Command<
  UpdateOrganizationMetadataInput,
  OrganizationView,
  UpdateOrganizationMetadataRefusalCode
> = defineCommand<
  UpdateOrganizationMetadataInput,
  ParsedUpdateMetadata,
  ParsedUpdateMetadata,
  OrganizationView,
  UpdateOrganizationMetadataRefusalCode
>({
  action: 'organization.update_metadata',
  schema: z.lazy(() =>
    z.strictObject({ organizationId: organizationIdSchema, ...metadataPatchFields }),
  ),

  prepare: /* ORG-76 */ prepareForSystemOnly,

  async attempt(context, { organizationId, ...patch }) {
    const { deps, actor, now } = context;
    const authorization = await authorizeForOrganization(
      context,
      organizationId,
      'organization:update',
    );
    if (!authorization.ok) return authorization;
    const { organization } = authorization.value;
    const update = await planMetadataUpdate(deps.metadata.organization, organization.value, patch);
    if (!update.ok) return update;
    if (update.value === null)
      return ok({ value: organizationView(actor, organization.value), changeSet: null });
    const { after: row, isPublic } = update.value;
    const after = isPublic ? { ...row, updatedAt: now } : row;
    return ok({
      value: organizationView(actor, after),
      changeSet: {
        changes: [updateChange('organizations', organization, after)],
        events: [{ type: 'organization_metadata_updated', organizationId }],
        subject: { kind: 'organization', id: organizationId },
        auditOrganizationIds: isPublic ? [organizationId] : [],
      },
    });
  },

  replay: (context, { organizationId }) => replayOrganization(context, organizationId),
});
