// Lists organizations by name, by slug, or by the time of their creation.

import type { Organization, OrganizationSummary } from '../../domain/organization/organization.js';
import { organizationSortValue } from '../../domain/organization/organization-order.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import type {
  OrganizationPageKey,
  OrganizationRange,
  PageRequest,
  RowPage,
} from '../../ports/storage.js';
import { type SortedIndex, singleIndexKey } from './indexes.js';
import { filterMap, takeRowPage, takeWhile } from './row-page.js';
import type { Position } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

export function listOrganizations(
  { organizations }: MemoryTables,
  range: OrganizationRange,
  state: 'live' | 'deleted' | null,
  pageRequest: PageRequest<OrganizationPageKey>,
): RowPage<OrganizationSummary, OrganizationPageKey> {
  const index: SortedIndex<Organization> =
    organizations[
      ({ name: 'byNameKey', slug: 'bySlug', creation: 'byCreation' } as const)[range.by]
    ];
  const positions = index.ascending(state ?? singleIndexKey, startOf(range, pageRequest.after));
  const rows = organizations.valuesAt(takeWhile(positions, isWithin(range)));
  return takeRowPage(filterMap(rows, withoutMetadata), pageRequest, (organization) => ({
    value: organizationSortValue(range.by, organization),
    id: organization.id,
  }));
}

/** All positions of the range that are still to be read come after this one. No id is empty. */
function startOf(range: OrganizationRange, after: OrganizationPageKey | null): Position {
  if (range.by !== 'creation')
    return { atMs: 0, text: after?.value ?? range.prefix, id: after?.id ?? '' };
  if (after !== null) return { atMs: Date.parse(after.value), id: after.id };
  return { atMs: range.from?.getTime() ?? -Infinity, id: '' };
}

function isWithin(range: OrganizationRange): (position: Position) => boolean {
  if (range.by !== 'creation') return ({ text = '' }) => text.startsWith(range.prefix);
  const until = range.until?.getTime() ?? Infinity;
  return ({ atMs }) => atMs < until;
}
