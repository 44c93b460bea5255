// Deletes an organization. It can be restored for the time that the policy gives.

import { deleteOrganization } from '../../domain/organization/delete-restore-organization.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { Policy } from '../../domain/shared/policy-limits.js';
import { purgeDueAt } from '../../domain/shared/restore-window.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { listAppsThatPreventDeletion } from '../apps/blocking-apps.js';
import type { Dependencies } from '../dependencies.js';
import { planRevocations } from '../invitations/revoke-invitations.js';
import {
  type AuthorizationRefusalCode,
  actingUserIdOrNull,
  authorizeForOrganization,
  authorizeForOrganizationDespiteDeletion,
} from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OrganizationIdInput, organizationIdInputSchema } from './organization-input.js';

/** An organization that can still be restored. */
export interface DeletedOrganizationView {
  readonly organizationId: OrganizationId;
  readonly name: Organization['name'];
  readonly deletedAt: Date;
  readonly restorableUntil: Date;
}

export function deletedOrganizationView(
  { id, name }: Organization,
  deletedAt: Date,
  policy: Policy,
): DeletedOrganizationView {
  return { organizationId: id, name, deletedAt, restorableUntil: purgeDueAt(deletedAt, policy) };
}

export type DeleteOrganizationRefusalCode =
  | AuthorizationRefusalCode
  | 'personal_organization'
  | 'organization_has_apps';

export const deleteOrganizationCommand: (
  deps: Dependencies,
) => Command<OrganizationIdInput, DeletedOrganizationView, DeleteOrganizationRefusalCode> =
  defineCommand<
    OrganizationIdInput,
    WithParsedIds<OrganizationIdInput>,
    WithParsedIds<OrganizationIdInput>,
    DeletedOrganizationView,
    DeleteOrganizationRefusalCode
  >({
    action: 'organization.delete',
    schema: organizationIdInputSchema,
    prepare: (_context, input) => ok(input),

    async attempt(context, { organizationId }) {
      const { deps, storage, actor, now } = context;
      const authorization = await authorizeForOrganization(
        context,
        organizationId,
        'organization:delete',
      );
      if (!authorization.ok) return authorization;
      const { organization } = authorization.value;
      const after = deleteOrganization(organization.value, now);
      if (!after.ok) return after;
      const by = actingUserIdOrNull(actor);
      const [pending, appIds] = await Promise.all([
        storage.invitations.listPendingByOrganization(organizationId),
        listAppsThatPreventDeletion(context, organizationId),
      ]);
      if (appIds.length > 0) return refuse({ code: 'organization_has_apps', appIds });
      const revocation = planRevocations(pending, by, 'organization_deleted', now);
      return ok({
        value: deletedOrganizationView(after.value, now, deps.policy),
        changeSet: {
          changes: /* SLUG-30 */ [
            updateChange('organizations', organization, after.value),
            /* ORG-46 */ ...revocation.changes,
          ],
          events: [{ type: 'organization_deleted', organizationId }, ...revocation.events],
          subject: { kind: 'organization', id: organizationId },
          auditOrganizationIds: [organizationId],
          subscribers: [after.value],
        },
      });
    },

    async replay(context, { organizationId }) {
      const { deps } = context;
      const authorization = await authorizeForOrganizationDespiteDeletion(
        context,
        organizationId,
        'organization:delete',
      );
      if (!authorization.ok) return authorization;
      const { value } = authorization.value.organization;
      // The organization may be restored by now; the answer still describes its deletion.
      return ok(deletedOrganizationView(value, value.deletedAt ?? value.updatedAt, deps.policy));
    },
  });
