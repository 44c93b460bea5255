// Changes the role of a member. Who may do it and whether an admin remains is decided on the document that this transaction holds.

import { inTransaction } from './in-transaction.js';
import type { Models } from './models.js';
import { foundOrRefuse } from './refusal.js';
import type { Role } from './schema-parts.js';

export interface RoleChange {
  readonly organizationId: string;
  readonly target: string;
  readonly role: Role;
}

export async function changeRole(
  { connection, Organization, AuditEntry }: Models,
  admin: string,
  { organizationId, target, role }: RoleChange,
): Promise<void> {
  await inTransaction(connection, async (session) => {
    const found = await Organization.findForUpdate({ _id: organizationId }, session);
    const organization = foundOrRefuse(found, 'organization_not_found');
    organization.requireAdmin(admin);
    organization.changeRole(target, role);
    await organization.saveChanges(session);
    const entry = new AuditEntry({
      organization: organization._id,
      actor: admin,
      action: 'membership.change_role',
      target,
      role,
    });
    await entry.save({ session });
  });
}
