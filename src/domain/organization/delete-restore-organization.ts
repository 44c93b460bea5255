// Deletes and restores an organization.

import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { isRestoreWindowOver } from '../shared/restore-window.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Organization } from './organization.js';

/** Marks the organization as deleted. Its slugs stay taken, and it can be restored for a while. Refused: `personal_organization`, which is deleted only with its owner's account. */
export function deleteOrganization(
  organization: Organization,
  now: Date,
): Result<Organization, RefusalOf<'personal_organization'>> {
  const { personalOf } = organization;
  if (personalOf !== undefined)
    return refuse({ code: 'personal_organization', ownerId: personalOf }); // ORG-19
  return ok(markOrganizationDeleted(organization, now));
}

export function markOrganizationDeleted(organization: Organization, now: Date): Organization {
  return { ...organization, deletedAt: now, updatedAt: now };
}

/** Restores it with its members and slugs; its invitations stay revoked. Refused: `restore_window_over`, and `personal_organization`, which is restored only with its owner's account. */
export function restoreOrganization(
  organization: Organization,
  policy: Policy,
  now: Date,
): Result<Organization, RefusalOf<'personal_organization' | 'restore_window_over'>> {
  const { personalOf } = organization;
  if (personalOf !== undefined)
    return refuse({ code: 'personal_organization', ownerId: personalOf });
  if (isRestoreWindowOver(organization, policy, now))
    return refuse({ code: 'restore_window_over' });
  return ok(markOrganizationRestored(organization, now));
}

export function markOrganizationRestored(organization: Organization, now: Date): Organization {
  const { deletedAt: _deletedAt, ...back } = organization;
  return { ...back, restoreCount: organization.restoreCount + 1, updatedAt: now };
}
