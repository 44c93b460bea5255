// Mutants that find too many or too few apps.
import { type App, isSuspendedOrTakenDown } from '../../../../src/domain/app/app.js';
import { hardwareMask } from '../../../../src/domain/app/hardware.js';
import { toStoreIndexEntry } from '../../../../src/domain/app/store-listing.js';
import type { AppId } from '../../../../src/domain/shared/ids.js';
import type { AppReads, RowPage } from '../../../../src/ports/storage.js';
import {
  noLimit,
  oneMillisecondAfter,
  type StorageMutant,
  storageMutant,
  withChanges,
  withMethods,
} from './storage-mutant.js';

/** A mutant with another `listPublished`. */
function searchMutant(
  description: string,
  caughtBy: string,
  search: (real: AppReads['listPublished']) => AppReads['listPublished'],
): StorageMutant {
  return storageMutant(
    description,
    [caughtBy],
    withMethods('apps', (real) => ({ listPublished: search(real.listPublished) })),
  );
}

/** The page with only the summaries of these apps. */
async function keepApps<T extends { readonly id: AppId }>(
  { findById }: AppReads,
  { items, next }: RowPage<T, AppId>,
  isKept: (app: App) => boolean,
): Promise<RowPage<T, AppId>> {
  const rows = await Promise.all(items.map(({ id }) => findById(id)));
  const kept = items.filter((_item, index) => {
    const app = rows[index]?.value;
    return app !== undefined && isKept(app);
  });
  return { items: kept, next };
}

/** A mutant whose store hides these apps. */
function hidingMutant(
  description: string,
  caughtBy: string,
  isHidden: (app: App) => boolean,
): StorageMutant {
  return storageMutant(
    description,
    [caughtBy],
    withMethods('apps', (real) => ({
      listPublished: async (filter, pageRequest) => {
        const page = await real.listPublished(filter, pageRequest);
        return keepApps(real, page, (app) => !isHidden(app));
      },
    })),
  );
}

/** Whether the app would have the term if its draft were released. */
function draftHasTerm({ packageName, draft, live }: App, term: string): boolean {
  if (live === undefined) return false;
  const { name } = draft.manifest;
  const listing = { ...live.listing, name };
  return (
    toStoreIndexEntry({ packageName, live: { ...live, listing } })?.terms.includes(term) === true
  );
}

const storeMutants: readonly StorageMutant[] = [
  hidingMutant('hides apps with a warning from the store', 'READ-46', ({ enforcement }) => {
    return enforcement.state !== 'none';
  }),
  storageMutant(
    'forgets that an app was delisted',
    ['READ-46', 'PAGE-1'],
    withChanges(async (change) => {
      if (change.collection !== 'apps' || !('value' in change)) return [change];
      const { delistedAt: _delistedAt, ...value } = change.value;
      return [{ ...change, value }];
    }),
  ),
  searchMutant('searches for the first term only', 'READ-47', (search) => (filter, pageRequest) => {
    return search({ ...filter, terms: filter.terms.slice(0, 1) }, pageRequest);
  }),
  storageMutant(
    'searches the names of drafts',
    ['READ-47'],
    withMethods('apps', (real) => ({
      listPublished: async (filter, pageRequest) => {
        const page = await real.listPublished({ ...filter, terms: [] }, pageRequest);
        return keepApps(real, page, (app) => filter.terms.every((term) => draftHasTerm(app, term)));
      },
    })),
  ),
  searchMutant(
    'ignores the organization in a search',
    'READ-48',
    (search) => (filter, pageRequest) => {
      const { organizationId: _organizationId, ...rest } = filter;
      return search(rest, pageRequest);
    },
  ),
  searchMutant('ignores the hardware in a search', 'READ-48', (search) => (filter, pageRequest) => {
    const { hardwareMask: _hardware, ...rest } = filter;
    return search(rest, pageRequest);
  }),
  searchMutant(
    'assumes that all glasses have a display',
    'READ-48',
    (search) => (filter, pageRequest) => {
      const { hardwareMask: hardware, ...rest } = filter;
      if (hardware === undefined) return search(rest, pageRequest);
      return search({ ...rest, hardwareMask: hardware | hardwareMask(['DISPLAY']) }, pageRequest);
    },
  ),
  hidingMutant('hides apps that were moved', 'READ-48', ({ organizationId, live }) => {
    return organizationId !== live?.listing.publisher.organizationId;
  }),
];

const appLimitMutants: readonly StorageMutant[] = [
  storageMutant(
    'lists apps without a limit',
    ['READ-42', 'READ-43', 'READ-44', 'READ-45'],
    withMethods('apps', (real) => ({
      listUnarchivedIdsByOrganization: (id) => real.listUnarchivedIdsByOrganization(id, noLimit),
      listLiveIdsByOrganization: (id) => real.listLiveIdsByOrganization(id, noLimit),
      listByTester: (key) => real.listByTester(key, noLimit),
      listIdsDeletedUntil: (until) => real.listIdsDeletedUntil(until, noLimit),
    })),
  ),
  storageMutant(
    'lists deleted apps a millisecond too early',
    ['READ-45'],
    withMethods('apps', (real) => ({
      listIdsDeletedUntil: (until, limit) =>
        real.listIdsDeletedUntil(oneMillisecondAfter(until), limit),
    })),
  ),
  storageMutant(
    'lists deleted apps by id only',
    ['READ-45'],
    withMethods('apps', (real) => ({
      listIdsDeletedUntil: async (until, limit) =>
        (await real.listIdsDeletedUntil(until, noLimit)).toSorted().slice(0, limit),
    })),
  ),
];

const appReadMutants: readonly StorageMutant[] = [
  storageMutant(
    'hides former members',
    ['READ-38'],
    withMethods('memberships', (real) => ({
      listAllByOrganizationsAndUser: async (id, userId) =>
        (await real.listAllByOrganizationsAndUser(id, userId)).filter(
          ({ state }) => state === 'active',
        ),
    })),
  ),
  storageMutant(
    'hides deleted apps',
    ['READ-39', 'READ-42', 'ROUNDTRIP-13'],
    withMethods('apps', (real) => ({
      findById: async (id) => {
        const found = await real.findById(id);
        return found?.value.deletedAt === undefined ? found : null;
      },
      listUnarchivedIdsByOrganization: async (id, limit) => {
        const ids = await real.listUnarchivedIdsByOrganization(id, limit);
        const rows = await Promise.all(ids.map((each) => real.findById(each)));
        return ids.filter((_each, index) => rows[index]?.value.deletedAt === undefined);
      },
    })),
  ),
  storageMutant(
    'hides archived apps by package name',
    ['READ-40'],
    withMethods('apps', (real) => ({
      findByPackageName: async (name) => {
        const found = await real.findByPackageName(name);
        return found?.value.archivedAt === undefined ? found : null;
      },
    })),
  ),
  storageMutant(
    'hides suspended apps from their organization',
    ['READ-41', 'READ-43'],
    withMethods('apps', (real) => ({
      listByOrganization: async (id, pageRequest) => {
        const { items, next } = await real.listByOrganization(id, pageRequest);
        return { items: items.filter((app) => !isSuspendedOrTakenDown(app)), next };
      },
      listLiveIdsByOrganization: async (id, limit) => {
        const apps = await Promise.all(
          (await real.listLiveIdsByOrganization(id, limit)).map(real.findById),
        );
        return apps.flatMap((row) =>
          row === null || isSuspendedOrTakenDown(row.value) ? [] : row.value.id,
        );
      },
    })),
  ),
  storageMutant(
    'compares the spelling of tester addresses',
    ['READ-44'],
    withMethods('apps', (real) => ({
      listByTester: async (key, limit) => {
        const rows = await real.listByTester(key, limit);
        return rows.filter(({ value }) =>
          value.testers.some(({ address }) => String(address) === key),
        );
      },
    })),
  ),
];

export const appMutants: readonly StorageMutant[] = [
  ...storeMutants,
  ...appLimitMutants,
  ...appReadMutants,
];
