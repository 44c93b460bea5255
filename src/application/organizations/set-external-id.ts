// Sets, changes or removes the external id of an organization.

import * as z from 'zod';
import type { ExternalId } from '../../domain/organization/external-id.js';
import { setOrganizationExternalId } from '../../domain/organization/organization.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganizationDespiteDeletion,
  prepareForSystemOnly,
} from '../use-case/authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { externalIdSchema, organizationIdSchema } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import {
  organizationUpdateDecision,
  unchangedOrganizationDecision,
} from './organization-decision.js';

/** An organization, and its id in the data of the embedding service. */
export interface SetExternalIdInput {
  readonly organizationId: string;
  /** 1 to 128 visible ASCII characters. Null removes it. */
  readonly externalId: string | null;
}

interface ParsedSetExternalId {
  readonly organizationId: OrganizationId;
  readonly externalId: ExternalId | null;
}

export type SetExternalIdRefusalCode = AuthorizationRefusalCode | 'external_id_taken';

export const setExternalIdCommand: (
  deps: Dependencies,
) => Command<SetExternalIdInput, OrganizationView, SetExternalIdRefusalCode> = defineCommand<
  SetExternalIdInput,
  ParsedSetExternalId,
  ParsedSetExternalId,
  OrganizationView,
  SetExternalIdRefusalCode
>({
  action: 'organization.set_external_id',
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      externalId: externalIdSchema.nullable(),
    }),
  ),

  prepare: /* ORG-72 */ prepareForSystemOnly,

  async attempt(context, { organizationId, externalId }) {
    const { storage, now } = context;
    const [authorization, holder] = await Promise.all([
      /* ORG-74 */ authorizeForOrganizationDespiteDeletion(
        context,
        organizationId,
        'organization:update',
      ),
      externalId === null ? null : storage.organizations.findByExternalId(externalId),
    ]);
    if (!authorization.ok) return authorization;
    if (/* ORG-73 */ holder !== null && holder.value.id !== organizationId)
      return refuse({ code: 'external_id_taken', path: ['externalId'] });
    const { organization } = authorization.value;
    const after = setOrganizationExternalId(organization.value, externalId, now);
    if (after === organization.value)
      return ok(unchangedOrganizationDecision(context.actor, organization));
    return ok(
      organizationUpdateDecision(context.actor, organization, after, [
        { type: 'external_id_changed', organizationId },
      ]),
    );
  },

  async replay(context, { organizationId }) {
    const authorization = await authorizeForOrganizationDespiteDeletion(
      context,
      organizationId,
      'organization:read',
    );
    return authorization.ok
      ? ok(organizationView(context.actor, authorization.value.organization.value))
      : authorization;
  },
});
