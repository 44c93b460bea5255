// Lists the deleted organizations that the actor can restore.

import { allows } from '../../domain/organization/role-permissions.js';
import { isRestoreWindowOver } from '../../domain/shared/restore-window.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { requireActiveUser, requireUser } from '../use-case/authorization.js';
import { emptyInputSchema } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type DeletedOrganizationView, deletedOrganizationView } from './delete.js';

export type ListDeletedOrganizationsRefusalCode = 'permission_denied' | 'account_inactive';

/** Two statements, and one for each organization in which the actor has `organization:delete`. */
export const listDeletedQuery: (
  deps: Dependencies,
) => Query<object, readonly DeletedOrganizationView[], ListDeletedOrganizationsRefusalCode> =
  defineQuery<
    object,
    object,
    readonly DeletedOrganizationView[],
    ListDeletedOrganizationsRefusalCode
  >(emptyInputSchema, async ({ deps: { policy, clock, roles }, storage, actor }) => {
    const now = await clock.now();
    const person = requireUser(actor);
    if (!person.ok) return person;
    const [user, memberships] = await Promise.all([
      storage.users.findById(person.value),
      storage.memberships.listActiveByUser(person.value),
    ]);
    const active = requireActiveUser(user);
    if (!active.ok) return active;
    const restorableMemberships = memberships.filter(({ value }) =>
      allows(roles, value.role, 'organization:delete'),
    );
    const organizations = await Promise.all(
      restorableMemberships.map(({ value }) =>
        storage.organizations.findById(value.organizationId),
      ),
    );
    return ok(
      organizations.flatMap((found) => {
        const deletedAt = found?.value.deletedAt;
        if (found == null || deletedAt === undefined) return [];
        const isRestorable =
          found.value.personalOf === undefined && !isRestoreWindowOver(found.value, policy, now);
        return isRestorable ? [deletedOrganizationView(found.value, deletedAt, policy)] : [];
      }),
    );
  });
