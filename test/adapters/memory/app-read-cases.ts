// Reads of apps, of the store and of API keys, with their expected results.
import type { App } from '../../../src/domain/app/app.js';
import { summarizeApp, summarizePublishedApp } from '../../../src/domain/app/app-summary.js';
import { hardwareMask } from '../../../src/domain/app/hardware.js';
import { isPublished, toStoreIndexEntry } from '../../../src/domain/app/store-listing.js';
import type { AppId } from '../../../src/domain/shared/ids.js';
import type { StorefrontFilter } from '../../../src/ports/storage.js';
import { apiKeyId, app, appId } from '../../../src/testing/contract/app-fixtures.js';
import { organizationId } from '../../../src/testing/contract/fixtures.js';
import { listLimit, oldestFirst } from './maintenance-read-cases.js';
import { smallNumbers } from './random-values.js';
import { emailKeyOf, now, type ReadCase, readTwoPages, splitInTwoPages } from './read-cases.js';
import { rowsOf, type ScanModel } from './scan-model.js';

function appsOf(model: ScanModel, of: number): readonly App[] {
  return rowsOf
    .apps(model)
    .map(({ value }) => value)
    .filter((each) => each.organizationId === organizationId(of));
}

const packageNameCases = [0, 1, 2, 3, 4, 5].map((n): ReadCase => {
  const { packageName } = app(n);
  return {
    name: `the app of the name ${packageName}`,
    read: ({ apps }) => apps.findByPackageName(packageName),
    expected: (model) =>
      rowsOf.apps(model).find(({ value }) => value.packageName === packageName) ?? null,
  };
});

const appOwnerCases = smallNumbers.flatMap((n): ReadCase[] => [
  {
    name: `the apps listed of organization ${n}`,
    read: ({ apps }) =>
      readTwoPages((after: AppId | null, most) =>
        apps.listByOrganization(organizationId(n), { after, limit: most, skip: 0 }),
      ),
    expected: (model) =>
      splitInTwoPages(
        appsOf(model, n)
          .filter(({ deletedAt }) => !deletedAt)
          .map(summarizeApp),
      ),
  },
  {
    name: `all apps of organization ${n} but archived ones`,
    read: ({ apps }) => apps.listUnarchivedIdsByOrganization(organizationId(n), listLimit),
    expected: (model) =>
      rowsOf
        .apps(model)
        .filter(({ value }) => value.organizationId === organizationId(n) && !value.archivedAt)
        .map(({ value }) => value.id)
        .slice(0, listLimit),
  },
  {
    name: `the live apps of organization ${n}`,
    read: ({ apps }) => apps.listLiveIdsByOrganization(organizationId(n), listLimit),
    expected: (model) =>
      appsOf(model, n)
        .filter(({ live, deletedAt }) => live && !deletedAt)
        .map(({ id }) => id)
        .slice(0, listLimit),
  },
  {
    name: `the apps shared with address ${n}`,
    read: ({ apps }) => apps.listByTester(emailKeyOf(n), listLimit),
    expected: (model) =>
      rowsOf
        .apps(model)
        .filter(({ value }) => value.testers.some(({ key }) => key === emailKeyOf(n)))
        .slice(0, listLimit),
  },
]);

const deletedAppsCase: ReadCase = {
  name: 'the apps deleted',
  read: ({ apps }) => apps.listIdsDeletedUntil(now, listLimit),
  expected: (model) => {
    const rows = rowsOf.apps(model).filter(({ value }) => !value.archivedAt);
    return oldestFirst(rows, ({ value }) => value.deletedAt).map(({ value }) => value.id);
  },
};

const filters: readonly StorefrontFilter[] = [
  { terms: [] },
  { terms: ['captions'] },
  { terms: ['live', 'capt'] },
  { terms: [], organizationId: organizationId(1) },
  { terms: ['weather'], organizationId: organizationId(2) },
  { terms: [], hardwareMask: hardwareMask(['CAMERA', 'WIFI']) },
  {
    terms: ['app', 'capt'],
    organizationId: organizationId(3),
    hardwareMask: hardwareMask(['IMU']),
  },
];

const storeSearchCases = filters.map(
  (filter): ReadCase => ({
    name: `what the store has by ${JSON.stringify(filter)}`,
    read: ({ apps }) =>
      readTwoPages((after: AppId | null, most) =>
        apps.listPublished(filter, { after, limit: most, skip: 0 }),
      ),
    expected: (model) =>
      splitInTwoPages(
        rowsOf
          .apps(model)
          .map(({ value }) => value)
          .filter((each) => isPublished(each))
          .filter((each) => matchesStoreFilter(each, filter))
          .map(summarizePublishedApp),
      ),
  }),
);

function matchesStoreFilter(
  each: App,
  { terms, organizationId: of, hardwareMask }: StorefrontFilter,
): boolean {
  const entry = toStoreIndexEntry(each);
  if (entry === null) return false;
  const isOfThem = of === undefined || entry.organizationId === of;
  const runs =
    hardwareMask === undefined || (entry.requiredHardwareMask | hardwareMask) === hardwareMask;
  return isOfThem && runs && terms.every((term) => entry.terms.includes(term));
}

const keyOwnerCases = smallNumbers.flatMap((n) => {
  const owners = [
    { kind: 'app', appId: appId(n) },
    { kind: 'organization', organizationId: organizationId(n) },
  ] as const;
  return owners.map(
    (owner): ReadCase => ({
      name: `the keys of ${owner.kind} ${n}`,
      read: ({ apiKeys }) => apiKeys.listByOwner(owner, listLimit),
      expected: (model) =>
        rowsOf
          .apikeys(model)
          .filter(({ value }) => JSON.stringify(value.owner) === JSON.stringify(owner))
          .slice(0, listLimit),
    }),
  );
});

const keyUsageCase: ReadCase = {
  name: 'when a key was used',
  read: async ({ apiKeys }) => (await apiKeys.findById(apiKeyId(1)))?.value.lastUsedAt ?? null,
  expected: (model) => {
    const row = rowsOf.apikeys(model).find(({ value }) => value.id === apiKeyId(1));
    return row?.value.lastUsedAt ?? null;
  },
};

export const appReadCases: readonly ReadCase[] = [
  ...packageNameCases,
  ...appOwnerCases,
  deletedAppsCase,
  ...storeSearchCases,
  ...keyOwnerCases,
  keyUsageCase,
];
