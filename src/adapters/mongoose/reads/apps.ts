// The reads of apps: by id, package name, organization and tester, and the search of the store.

import type { App } from '../../../domain/app/app.js';
import type { AppId } from '../../../domain/shared/ids.js';
import type { Versioned } from '../../../domain/shared/result.js';
import type { AppReads, PageRequest } from '../../../ports/storage.js';
import { decodeId, versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toObjectId } from '../fields/field.js';
import type { FindOptions, RowReader } from '../reader.js';
import { findDeletedRows } from './deleted-rows.js';
import { findFirstRows, pageOptionsById, toRowPage } from './row-pages.js';
import { toStoreSearch } from './store-search.js';
import { appSummary, publishedAppSummary, type SummaryDefinition } from './summaries.js';

export function appReads(reader: RowReader): AppReads {
  const findOne = async (filter: BsonRecord) => {
    const row = await reader.findOne('apps', filter);
    return row === null ? null : versionedFromRow(collections.apps, row);
  };
  const page = async <T extends { readonly id: AppId }>(
    filter: BsonRecord,
    hint: string,
    pageRequest: PageRequest<AppId>,
    { projection, fromRow }: SummaryDefinition<T>,
  ) => {
    const findOptions = { ...pageOptionsById(pageRequest, 1), hint, projection };
    const rows = await reader.find('apps', { ...filter, ...afterFilter(pageRequest) }, findOptions);
    return toRowPage(rows, pageRequest, fromRow, ({ id }) => id);
  };
  const first = (
    filter: BsonRecord,
    findOptions: Pick<FindOptions, 'limit' | 'hint'> & Partial<FindOptions>,
  ) => findFirstRows(reader, 'apps', filter, findOptions);
  return {
    findById: async (id) => findOne({ _id: toObjectId(id) }),
    findByPackageName: async (name) => findOne({ packageName: requireString(name) }),
    async listByOrganization(organizationId, pageRequest) {
      const own = { organization: toObjectId(organizationId), isArchived: false, isDeleted: false };
      return page(own, 'apps.by_organization', pageRequest, appSummary);
    },
    async listUnarchivedIdsByOrganization(organizationId, limit) {
      const own = { organization: toObjectId(organizationId), isArchived: false };
      return toAppIds(await first(own, { limit, hint: 'apps.by_organization', ...idProjection }));
    },
    async listLiveIdsByOrganization(organizationId, limit) {
      const live = { organization: toObjectId(organizationId), isArchived: false, isLive: true };
      return toAppIds(await first(live, { limit, hint: 'apps.by_organization', ...idProjection }));
    },
    async listByTester(key, limit) {
      const filter = { 'testers.key': requireString(key) };
      return toVersionedApps(await first(filter, { limit, hint: 'apps.by_tester' }));
    },
    async listIdsDeletedUntil(until, limit) {
      return toAppIds(await findDeletedRows(reader, 'apps', { isArchived: false }, until, limit));
    },
    async listPublished(asked, pageRequest) {
      const { filter, hint } = toStoreSearch(asked);
      return page(filter, hint, pageRequest, publishedAppSummary);
    },
  };
}

const idProjection = { projection: { _id: 1 } } as const;

function afterFilter({ after }: PageRequest<AppId>): BsonRecord {
  return after === null ? {} : { _id: { $gt: toObjectId(after) } };
}

function toVersionedApps(rows: readonly BsonRecord[]): readonly Versioned<App>[] {
  return rows.map((row) => versionedFromRow(collections.apps, row));
}

function toAppIds(rows: readonly BsonRecord[]): readonly AppId[] {
  return rows.map((row) => decodeId<AppId>('apps', row));
}
