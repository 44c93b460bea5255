import type { DisplayName } from '../shared/display-name.js';
import type { Organization } from './organization.js';

/** Changes the display name only. The slug stays, so that no URL breaks. */
export function renameOrganization(
  organization: Organization,
  name: DisplayName,
  now: Date,
): Organization {
  return { ...organization, name, updatedAt: now };
}
