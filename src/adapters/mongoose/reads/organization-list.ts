// Lists organizations by name, by slug, or by the time of their creation.

import type { OrganizationSummary } from '../../../domain/organization/organization.js';
import { organizationSortValue } from '../../../domain/organization/organization-order.js';
import type {
  OrganizationPageKey,
  OrganizationRange,
  PageRequest,
  RowPage,
} from '../../../ports/storage.js';
import { type BsonRecord, requireString, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { findOrdered, prefixBounds } from './ordered-lists.js';
import { toRowPage } from './row-pages.js';
import { organizationSummary } from './summaries.js';

/** How one order is stored. */
interface StoredOrder {
  readonly field: 'nameKey' | 'slug' | 'createdAt';
  readonly hint: string;
  toStored(value: string): string | Date;
}

const orders: { readonly [B in OrganizationRange['by']]: StoredOrder } = {
  name: {
    field: 'nameKey',
    hint: 'organizations.by_name',
    toStored: requireString,
  },
  slug: {
    field: 'slug',
    hint: 'organizations.by_slug',
    toStored: requireString,
  },
  creation: {
    field: 'createdAt',
    hint: 'organizations.by_creation',
    toStored: (value) => new Date(requireString(value)),
  },
};

export async function listOrganizations(
  reader: RowReader,
  range: OrganizationRange,
  state: 'live' | 'deleted' | null,
  pageRequest: PageRequest<OrganizationPageKey>,
): Promise<RowPage<OrganizationSummary, OrganizationPageKey>> {
  const { field, hint, toStored } = orders[range.by];
  const { after } = pageRequest;
  const states = state === null ? [false, true] : [state === 'deleted'];
  const list = {
    states: states.map((isDeleted) => ({ isDeleted })),
    keys: [field, '_id'],
    bounds: boundsOf(range),
    after: after === null ? [] : [toStored(after.value), toObjectId(after.id)],
    hint,
    projection: organizationSummary.projection,
  };
  const rows = await findOrdered(reader, 'organizations', list, pageRequest);
  return toRowPage(rows, pageRequest, organizationSummary.fromRow, (organization) => ({
    value: organizationSortValue(range.by, organization),
    id: organization.id,
  }));
}

function boundsOf(range: OrganizationRange): BsonRecord {
  if (range.by !== 'creation') return prefixBounds(range.prefix);
  const { from = new Date(-8.64e15), until } = range;
  return { $gte: from, ...(until === undefined ? {} : { $lt: until }) };
}
