// Restores a deleted organization.

import { restoreOrganization } from '../../domain/organization/delete-restore-organization.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganizationDespiteDeletion,
} from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import { type OrganizationIdInput, organizationIdInputSchema } from './organization-input.js';
import { replayOrganization } from './replay.js';

export type RestoreOrganizationRefusalCode =
  | AuthorizationRefusalCode
  | 'personal_organization'
  | 'restore_window_over'
  | 'last_admin';

export const restoreOrganizationCommand: (
  deps: Dependencies,
) => Command<OrganizationIdInput, OrganizationView, RestoreOrganizationRefusalCode> = defineCommand<
  OrganizationIdInput,
  WithParsedIds<OrganizationIdInput>,
  WithParsedIds<OrganizationIdInput>,
  OrganizationView,
  RestoreOrganizationRefusalCode
>({
  action: 'organization.restore',
  schema: organizationIdInputSchema,
  prepare: (_context, input) => ok(input),

  async attempt(context, { organizationId }) {
    const { deps, storage, now } = context;
    const authorization = await authorizeForOrganizationDespiteDeletion(
      context,
      organizationId,
      'organization:delete',
    );
    if (!authorization.ok) return authorization;
    const { organization } = authorization.value;
    if (organization.value.deletedAt === undefined) {
      return ok({ value: organizationView(context.actor, organization.value), changeSet: null });
    }
    const after = restoreOrganization(organization.value, deps.policy, now);
    if (!after.ok) return after;
    const adminCheck = await requireActiveAdmin(storage, organizationId);
    if (!adminCheck.ok) return adminCheck;
    return ok({
      value: organizationView(context.actor, after.value),
      changeSet: {
        changes: [updateChange('organizations', organization, after.value)],
        events: [{ type: 'organization_restored', organizationId }],
        subject: { kind: 'organization', id: organizationId },
        auditOrganizationIds: [organizationId],
        subscribers: [after.value],
      },
    });
  },

  replay: (context, { organizationId }) => replayOrganization(context, organizationId),
});

/** Refuses an organization without an admin who can sign in. This also applies to the embedding service. */
async function requireActiveAdmin(
  storage: Storage,
  organizationId: OrganizationId,
): Promise<Result<null, RefusalOf<'last_admin'>>> {
  const admins = await storage.memberships.listActiveAdminIds(organizationId, 1);
  if (admins.length > 0) return ok(null);
  return refuse({ code: 'last_admin', organizationIds: [organizationId] });
}
