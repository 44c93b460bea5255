// The reads of apps and API keys: what to ask, and what a scan answers.

import type { App } from '../../domain/app/app.js';
import {
  type AppSummary,
  type PublishedAppSummary,
  summarizeApp,
  summarizePublishedApp,
} from '../../domain/app/app-summary.js';
import { hardwareMask, requiredHardwareMask } from '../../domain/app/hardware.js';
import { isPublished, toStoreIndexEntry } from '../../domain/app/store-listing.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { StorefrontFilter } from '../../ports/storage.js';
import { ascending, type OrderedList, ordered, pageOf, pages } from './paging.js';
import { every, type ReadTables } from './read-spec.js';
import { all, dueUntil, one, values } from './scan.js';
import {
  apiKeyIds,
  appIds,
  emailKeys,
  limits,
  moments,
  organizationIds,
  packageNames,
} from './values.js';
import type { World } from './world.js';

export const appReads: ReadTables['apps'] = {
  findById: {
    questions: () => every(appIds),
    answer: ({ apps }, id) => one(apps, (app) => app.id === id),
  },
  findByPackageName: {
    questions: () => every(packageNames),
    answer: ({ apps }, name) => one(apps, ({ packageName }) => packageName === name),
  },
  listByOrganization: {
    questions: pages(every(organizationIds), appsOf),
    answer: (world, organizationId, page) => pageOf(appsOf(world, organizationId), page),
  },
  listUnarchivedIdsByOrganization: {
    questions: () => every(organizationIds, limits),
    answer: (world, id, limit) =>
      idsOf(owned(world, id).filter(({ archivedAt }) => archivedAt === undefined)).slice(0, limit),
  },
  listLiveIdsByOrganization: {
    questions: () => every(organizationIds, limits),
    answer: (world, id, limit) =>
      idsOf(undeleted(owned(world, id)).filter(({ live }) => live !== undefined)).slice(0, limit),
  },
  listByTester: {
    questions: () => every(emailKeys, limits),
    answer: ({ apps }, key, limit) =>
      all(apps, ({ testers }) => testers.some((tester) => tester.key === key)).slice(0, limit),
  },
  listIdsDeletedUntil: {
    questions: () => every(moments, limits),
    answer: ({ apps }, until, limit) =>
      dueUntil(apps, until, ({ deletedAt }) => deletedAt)
        .filter(({ value }) => value.archivedAt === undefined)
        .map(({ value }) => value.id)
        .slice(0, limit),
  },
  listPublished: {
    questions: pages(every(storefrontFilters()), publishedApps),
    answer: (world, filter, page) => pageOf(publishedApps(world, filter), page),
  },
};

function owned({ apps }: World, id: OrganizationId): readonly App[] {
  return values(apps, ({ organizationId }) => organizationId === id);
}

function undeleted(apps: readonly App[]): readonly App[] {
  return apps.filter(({ deletedAt }) => deletedAt === undefined);
}

function idsOf(apps: readonly App[]): readonly AppId[] {
  return apps.map(({ id }) => id);
}

function appsOf(world: World, id: OrganizationId): OrderedList<AppSummary, AppId> {
  return ordered(undeleted(owned(world, id)).map(summarizeApp), (app) => app.id, ascending);
}

function storefrontFilters(): readonly StorefrontFilter[] {
  const publishers = organizationIds.map((organizationId) => ({ organizationId }));
  const hardware = [hardwareMask(['CAMERA', 'WIFI']), hardwareMask(['IMU']), 0];
  return [
    ...[[], ['captions'], ['live', 'captions'], ['capt']].map((terms) => ({ terms })),
    ...publishers.map((publisher) => ({ terms: [], ...publisher })),
    ...hardware.map((mask) => ({ terms: [], hardwareMask: mask })),
    ...publishers.map((publisher, n) => ({
      terms: ['captions'],
      ...publisher,
      ...(n === 0 ? {} : { hardwareMask: hardwareMask(['CAMERA']) }),
    })),
  ];
}

function publishedApps(
  { apps }: World,
  { terms, organizationId, hardwareMask: own }: StorefrontFilter,
): OrderedList<PublishedAppSummary, AppId> {
  const items = values(apps, isPublished).flatMap((app) => {
    const listing = app.live?.listing;
    const needed = requiredHardwareMask(listing?.hardwareRequirements ?? []);
    const summary = summarizePublishedApp(app);
    const matches =
      (organizationId === undefined || listing?.publisher.organizationId === organizationId) &&
      (own === undefined || (needed | own) === own) &&
      terms.every((term) => toStoreIndexEntry(app)?.terms.includes(term));
    return matches && summary !== null ? [summary] : [];
  });
  return ordered(items, ({ id }) => id, ascending);
}

export const apiKeyReads: ReadTables['apiKeys'] = {
  findById: {
    questions: () => every(apiKeyIds),
    answer: ({ apikeys }, id) => one(apikeys, (key) => key.id === id),
  },
  listByOwner: {
    questions: () =>
      every(
        [
          ...appIds.map((appId) => ({ kind: 'app', appId }) as const),
          ...organizationIds.map(
            (organizationId) => ({ kind: 'organization', organizationId }) as const,
          ),
        ],
        limits,
      ),
    answer: ({ apikeys }, asked, limit) =>
      all(apikeys, ({ owner }) =>
        owner.kind === 'app'
          ? asked.kind === 'app' && asked.appId === owner.appId
          : asked.kind === 'organization' && asked.organizationId === owner.organizationId,
      ).slice(0, limit),
  },
};
