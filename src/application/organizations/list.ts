// Lists all organizations, for the desk of the platform.

import * as z from 'zod';
import type { OrganizationSummary } from '../../domain/organization/organization.js';
import {
  type OrganizationOrder,
  organizationSortValue,
} from '../../domain/organization/organization-order.js';
import { parseOrganizationId } from '../../domain/shared/ids.js';
import { nameKeyPrefix } from '../../domain/shared/name-key.js';
import { ok, type Page } from '../../domain/shared/result.js';
import { maxSlugLength } from '../../domain/slug/slug.js';
import type {
  OrganizationPageKey,
  OrganizationRange,
  PageRequest,
  RowPage,
  Storage,
} from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { requireSystem } from '../use-case/authorization.js';
import {
  pageFields,
  prefixSchema,
  requireOnePrefix,
  textSchema,
  timeSchema,
} from '../use-case/input.js';
import { type PageKeyCodec, parsePageRequest, toPage } from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type OrganizationSummaryView, organizationSummaryView } from '../views.js';

/** Which organizations to list, and the page. At most one of the two prefixes. */
export interface ListOrganizationsInput {
  /** How the name begins, without regard to case, accents and width: 1 to 100 characters. The list is sorted by name, then by id. */
  readonly namePrefix?: string | undefined;
  /** How the current slug begins: 1 to 39 characters. The list is sorted by slug. */
  readonly slugPrefix?: string | undefined;
  /** Live or deleted ones; both if absent. */
  readonly state?: 'live' | 'deleted' | undefined;
  /** Created at this time or later. */
  readonly createdFrom?: Date | string | undefined;
  /** Created before this time. */
  readonly createdUntil?: Date | string | undefined;
  /** At most so many: 1 to 200, 50 if absent. */
  readonly limit?: number | undefined;
  readonly cursor?: string | null | undefined;
}

interface ParsedListInput extends ListOrganizationsInput {
  readonly createdFrom?: Date | undefined;
  readonly createdUntil?: Date | undefined;
}

export const listOrganizationsQuery: (
  deps: Dependencies,
) => Query<ListOrganizationsInput, Page<OrganizationSummaryView>, 'permission_denied'> =
  defineQuery<
    ListOrganizationsInput,
    ParsedListInput,
    Page<OrganizationSummaryView>,
    'permission_denied'
  >(
    z.lazy(() =>
      z.strictObject({
        namePrefix: prefixSchema(100, nameKeyPrefix).optional(),
        slugPrefix: textSchema(maxSlugLength).min(1).optional(),
        state: z.enum(['live', 'deleted']).optional(),
        createdFrom: timeSchema.optional(),
        createdUntil: timeSchema.optional(),
        limit: pageFields.limit,
        cursor: pageFields.cursor,
      }),
    ),
    async ({ storage, actor }, input) => {
      const allowed = /* ORG-60 */ requireSystem(actor);
      if (!allowed.ok) return allowed;
      const { limit, cursor, ...filter } = input;
      const onePrefix = requireOnePrefix(filter, 'namePrefix', 'slugPrefix');
      if (!onePrefix.ok) return onePrefix;
      const name = `organizations ${JSON.stringify(filter)}`;
      const range = rangeOf(filter);
      const codec = pageKeyCodecOf(range.by);
      const pageRequest = parsePageRequest(name, codec, { limit, cursor });
      if (!pageRequest.ok) return pageRequest;
      const found = await readPage(storage, range, filter, pageRequest.value);
      return ok(toPage(name, codec, found, (row) => organizationSummaryView(actor, row)));
    },
  );

function pageKeyCodecOf(order: OrganizationOrder): PageKeyCodec<OrganizationPageKey> {
  return {
    encode: ({ value, id }) => [value, id],
    decode([value, idText = '', ...rest]) {
      const id = parseOrganizationId(idText);
      if (value === undefined || id === null || rest.length > 0) return null;
      const isTime = order !== 'creation' || !Number.isNaN(Date.parse(value));
      return isTime ? { value, id } : null;
    },
  };
}

type ListFilter = Omit<ParsedListInput, 'limit' | 'cursor'>;
type ListedPage = RowPage<OrganizationSummary, OrganizationPageKey>;

function readPage(
  storage: Storage,
  range: OrganizationRange,
  filter: ListFilter,
  pageRequest: PageRequest<OrganizationPageKey>,
): Promise<ListedPage> {
  const hasTime = filter.createdFrom !== undefined || filter.createdUntil !== undefined;
  return range.by !== 'creation' && hasTime
    ? readPageWithinTime(storage, range, filter, pageRequest)
    : storage.organizations.list(range, filter.state ?? null, pageRequest);
}

function rangeOf({
  namePrefix,
  slugPrefix,
  createdFrom,
  createdUntil,
}: ListFilter): OrganizationRange {
  if (namePrefix !== undefined) return { by: 'name', prefix: nameKeyPrefix(namePrefix) };
  if (slugPrefix !== undefined) return { by: 'slug', prefix: slugPrefix.toLowerCase() };
  return {
    by: 'creation',
    ...(createdFrom === undefined ? {} : { from: createdFrom }),
    ...(createdUntil === undefined ? {} : { until: createdUntil }),
  };
}

/** No index has both orders. So a page looks at half as many rows again as it may show, and ends there. */
async function readPageWithinTime(
  storage: Storage,
  range: OrganizationRange,
  { state, createdFrom, createdUntil }: ListFilter,
  pageRequest: PageRequest<OrganizationPageKey>,
): Promise<ListedPage> {
  const { limit } = pageRequest;
  const looked = { ...pageRequest, limit: limit + Math.ceil(limit / 2) };
  const { items, next } = await storage.organizations.list(range, state ?? null, looked);
  const isInTime = ({ createdAt }: OrganizationSummary) =>
    (createdFrom === undefined || createdAt >= createdFrom) &&
    (createdUntil === undefined || createdAt < createdUntil);
  const found = items.filter(isInTime);
  const last = found[limit - 1];
  if (last === undefined || last === items.at(-1)) return { items: found, next };
  return {
    items: found.slice(0, limit),
    next: { value: organizationSortValue(range.by, last), id: last.id },
  };
}
