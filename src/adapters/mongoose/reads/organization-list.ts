// Lists organizations by name, by slug, or by the time of their creation. A list is read as ranges of one index, which
// MongoDB merges in their order, so that a page examines what it returns, and one row more.

import type { Organization } from '../../../domain/organization/organization.js';
import { organizationSortValue } from '../../../domain/organization/organization-order.js';
import type {
  OrganizationPageKey,
  OrganizationRange,
  PageRequest,
  RowPage,
} from '../../../ports/storage.js';
import { fromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { pageOptions, toRowPage } from './row-pages.js';

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
  { find }: RowReader,
  range: OrganizationRange,
  state: 'live' | 'deleted' | null,
  pageRequest: PageRequest<OrganizationPageKey>,
): Promise<RowPage<Organization, OrganizationPageKey>> {
  const { field, hint, toStored } = orders[range.by];
  const { after } = pageRequest;
  const bounds = boundsOf(range);
  const ranges: readonly BsonRecord[] =
    after === null
      ? [{ [field]: bounds }]
      : [
          { [field]: toStored(after.value), _id: { $gt: toObjectId(after.id) } },
          { [field]: { ...bounds, $gt: toStored(after.value) } },
        ];
  const states = state === null ? [false, true] : [state === 'deleted'];
  const filter = {
    $or: states.flatMap((isDeleted) => ranges.map((part) => ({ isDeleted, ...part }))),
  };
  const sort = { [field]: 1, _id: 1 } as const;
  const rows = await find('organizations', filter, { ...pageOptions(pageRequest), sort, hint });
  return toRowPage(
    rows,
    pageRequest,
    (row) => fromRow(collections.organizations, row),
    (organization) => ({
      value: organizationSortValue(range.by, organization),
      id: organization.id,
    }),
  );
}

/** The last character of Unicode, which no name has. */
const afterEveryText = '\u{10ffff}';

function boundsOf(range: OrganizationRange): BsonRecord {
  if (range.by === 'creation') {
    const { from = new Date(-8.64e15), until } = range;
    return { $gte: from, ...(until === undefined ? {} : { $lt: until }) };
  }
  const prefix = requireString(range.prefix);
  return { $gte: prefix, $lt: `${prefix}${afterEveryText}` };
}
