// The orders in which all organizations can be listed: by folded name, by slug, or by the time of creation.

import { nameKeyOf } from '../shared/name-key.js';
import type { Organization } from './organization.js';

export type OrganizationOrder = 'name' | 'slug' | 'creation';

/** The text by which an organization is sorted: its name key, its slug, or the time of its creation in ISO 8601. */
export function organizationSortValue(
  order: OrganizationOrder,
  { name, slug, createdAt }: Pick<Organization, 'name' | 'slug' | 'createdAt'>,
): string {
  if (order === 'name') return nameKeyOf(name);
  return order === 'slug' ? slug : createdAt.toISOString();
}
