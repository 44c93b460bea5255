import type { App } from '../../../domain/app/app.js';
import type { AppId } from '../../../domain/shared/ids.js';
import type { Versioned } from '../../../domain/shared/result.js';
import type { AppReads, Keyset, Slice } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { objectId, plainText, type Row } from '../fields.js';
import type { Part, Reader } from '../reader.js';
import { fromRow, versionedFrom } from '../tables.js';
import { deletedRows, idFrom } from './deleted.js';
import { firstRows, partById, sliceOf } from './slices.js';
import { storeQuestion } from './store.js';

export function appReads(reader: Reader): AppReads {
  const findOne = async (filter: Row) => {
    const row = await reader.findOne('apps', filter);
    return row === null ? null : versionedFrom(tables.apps, row);
  };
  const page = async (filter: Row, hint: string, keyset: Keyset<AppId>) => {
    const part = { ...partById(keyset, 1), hint };
    const rows = await reader.find('apps', { ...filter, ...behind(keyset) }, part);
    return pageFrom(rows, keyset);
  };
  const first = (filter: Row, part: Pick<Part, 'limit' | 'hint'> & Partial<Part>) =>
    firstRows(reader, 'apps', filter, part);
  return {
    findById: async (id) => findOne({ _id: objectId(id) }),
    findByPackageName: async (name) => findOne({ packageName: plainText(name) }),
    async listByOrganization(organizationId, keyset) {
      const own = { organization: objectId(organizationId), isArchived: false, isDeleted: false };
      return page(own, 'apps.by_organization', keyset);
    },
    async ofOrganization(organizationId, limit) {
      const filter = { organization: objectId(organizationId), isArchived: false };
      return versioned(await first(filter, { limit, hint: 'apps.by_organization' }));
    },
    async liveOf(organizationId, limit) {
      const live = { organization: objectId(organizationId), isArchived: false, isLive: true };
      return idsFrom(await first(live, { limit, hint: 'apps.by_organization', ...onlyId }));
    },
    async sharedWith(key, limit) {
      const filter = { 'testers.key': plainText(key) };
      return versioned(await first(filter, { limit, hint: 'apps.by_tester' }));
    },
    async deletedUntil(until, limit) {
      return idsFrom(await deletedRows(reader, 'apps', { isArchived: false }, until, limit));
    },
    async search(asked, keyset) {
      const { filter, hint } = storeQuestion(asked);
      return page(filter, hint, keyset);
    },
  };
}

const onlyId = { projection: { _id: 1 } } as const;

function behind({ after }: Keyset<AppId>): Row {
  return after === null ? {} : { _id: { $gt: objectId(after) } };
}

function pageFrom(rows: readonly Row[], keyset: Keyset<AppId>): Slice<App, AppId> {
  return sliceOf(
    rows,
    keyset,
    (row) => fromRow(tables.apps, row),
    ({ id }) => id,
  );
}

function versioned(rows: readonly Row[]): readonly Versioned<App>[] {
  return rows.map((row) => versionedFrom(tables.apps, row));
}

function idsFrom(rows: readonly Row[]): readonly AppId[] {
  return rows.map((row) => idFrom<AppId>('apps', row));
}
