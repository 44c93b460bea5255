// Changes the metadata of an organization.

import * as z from 'zod';
import type { Organization } from '../../domain/organization/organization.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { defineMetadataCommand } from '../metadata/metadata-command.js';
import {
  type MetadataPatch,
  type MetadataRefusalCode,
  metadataPatchFields,
} from '../metadata/update-metadata.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import type { Command } from '../use-case/command.js';
import { organizationIdSchema, type WithParsedIds } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';

/** An organization, and the change of its metadata. */
export interface UpdateOrganizationMetadataInput extends MetadataPatch {
  readonly organizationId: string;
}

export type UpdateOrganizationMetadataRefusalCode = AuthorizationRefusalCode | MetadataRefusalCode;

export const updateOrganizationMetadataCommand: (
  deps: Dependencies,
) => Command<
  UpdateOrganizationMetadataInput,
  OrganizationView,
  UpdateOrganizationMetadataRefusalCode
> = defineMetadataCommand<
  UpdateOrganizationMetadataInput,
  WithParsedIds<UpdateOrganizationMetadataInput>,
  Organization,
  OrganizationView,
  AuthorizationRefusalCode
>({
  action: 'organization.update_metadata',
  schemasOf: 'organization',
  schema: z.lazy(() =>
    z.strictObject({ organizationId: organizationIdSchema, ...metadataPatchFields }),
  ),

  async load(context, { organizationId }) {
    const authorization = await authorizeForOrganization(
      context,
      organizationId,
      'organization:update',
    );
    if (!authorization.ok) return authorization;
    const { organization } = authorization.value;
    return ok({
      row: organization.value,
      toView: (row) => organizationView(context.actor, row),
      toChange: (row) => updateChange('organizations', organization, row),
      event: { type: 'organization_metadata_updated', organizationId },
      subject: { kind: 'organization', id: organizationId },
      auditOrganizationIds: [organizationId],
    });
  },
});
