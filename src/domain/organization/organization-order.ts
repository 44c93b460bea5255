// The orders in which all organizations can be listed: by folded name, by slug, or by the time of creation.

import { foldText } from '../shared/fold-text.js';
import type { Organization } from './organization.js';

/** In characters. Folding can make a name longer. */
const maxNameKeyLength = 200;

/** The folded name, by which organizations are found and sorted: `Café Zürich` has the key `cafe zurich`. At most 200 characters. */
export function organizationNameKey(name: string): string {
  const key = /* ORG-59 */ foldText(name);
  return [...key].slice(0, maxNameKeyLength).join('');
}

/** The key of the beginning of a name, as somebody typed it. A space at its end counts, one at its start does not. */
export function organizationNamePrefix(text: string): string {
  return organizationNameKey(text.replace(/\s+/gu, ' ').trimStart());
}

export type OrganizationOrder = 'name' | 'slug' | 'creation';

/** The text by which an organization is sorted: its name key, its slug, or the time of its creation in ISO 8601. */
export function organizationSortValue(
  order: OrganizationOrder,
  { name, slug, createdAt }: Pick<Organization, 'name' | 'slug' | 'createdAt'>,
): string {
  if (order === 'name') return organizationNameKey(name);
  return order === 'slug' ? slug : createdAt.toISOString();
}
