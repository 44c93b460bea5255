// The reads of apps, and the search of the store.

import type { App } from '../../../domain/app/app.js';
import {
  type PublishedAppSummary,
  summarizeApp,
  summarizePublishedApp,
} from '../../../domain/app/app-summary.js';
import type { AppId } from '../../../domain/shared/ids.js';
import type { AppReads, PageRequest, RowPage, StorefrontFilter } from '../../../ports/storage.js';
import { type Answer, all, andThen } from '../answer.js';
import { storeEntryOf } from '../description/platform.js';
import type { RowView, Scan } from '../engine.js';
import { takeRowPage } from '../row-page.js';
import { afterId, find, findByKey, listOf } from '../rows.js';
import { filterMap, walkScan } from '../walk.js';
import { listReads, type ReadRunner } from './read-runner.js';

export function createAppReads(read: ReadRunner): AppReads {
  const { first, firstIds } = listReads(read);
  return {
    findById: (id) => read((view) => find(view, 'apps', id)),
    findByPackageName: (name) => read((view) => findByKey(view, 'apps.package_name', [name])),

    listByOrganization: (organizationId, pageRequest) =>
      read((view) => {
        const range = afterId(pageRequest.after);
        const own = walkScan(view, listOf('apps', 'byOrganization', [organizationId], range));
        const summaries = filterMap(own, ({ value }) => summarizeApp(value));
        return takeRowPage(summaries, pageRequest, ({ id }) => id);
      }),

    listUnarchivedIdsByOrganization: (organizationId, limit) =>
      firstIds(listOf('apps', 'unarchivedByOrganization', [organizationId]), limit),
    listLiveIdsByOrganization: (organizationId, limit) =>
      firstIds(listOf('apps', 'liveByOrganization', [organizationId]), limit),
    listIdsDeletedUntil: (until, limit) =>
      firstIds(listOf('apps', 'byDeletedAt', [], { to: [until.getTime()] }), limit),

    listByTester: (key, limit) => first(listOf('apps', 'byTester', [key]), limit),

    listPublished: (...given) => read((view) => listPublished(view, ...given)),
  };
}

/** Walks the rarest of the lists that the filter names, and looks at each app for the rest. */
function listPublished(
  view: RowView,
  filter: StorefrontFilter,
  pageRequest: PageRequest<AppId>,
): Answer<RowPage<PublishedAppSummary, AppId>> {
  return andThen(findRarest(view, listsOfFilter(filter)), (rarest) => {
    const published = walkScan(view, { ...rarest, ...afterId(pageRequest.after) });
    const matching = filterMap(published, ({ value }) =>
      isInStore(value, filter) ? summarizePublishedApp(value) : null,
    );
    return takeRowPage(matching, pageRequest, ({ id }) => id);
  });
}

/** Lists that each have all apps that match the filter. */
function listsOfFilter({ terms, organizationId }: StorefrontFilter): readonly Scan<'apps'>[] {
  return [
    ...terms.map((term) => listOf('apps', 'publishedByTerm', [term])),
    ...(organizationId === undefined
      ? []
      : [listOf('apps', 'publishedByPublisher', [organizationId])]),
  ];
}

/** Beyond this many apps, it does not matter which of two lists is shorter. */
const maxCounted = 1000;

function findRarest(view: RowView, lists: readonly Scan<'apps'>[]): Answer<Scan<'apps'>> {
  const [first = listOf('apps', 'published', [])] = lists;
  if (lists.length < 2) return first;
  return andThen(
    all(lists.map((list) => view.count(list, maxCounted))),
    (counts) => lists[counts.indexOf(Math.min(...counts))] ?? first,
  );
}

function isInStore(app: App, { terms, organizationId, hardwareMask }: StorefrontFilter): boolean {
  const entry = storeEntryOf(app);
  if (entry === null) return false;
  const isByPublisher = organizationId === undefined || entry.organizationId === organizationId;
  const missing = hardwareMask === undefined ? 0 : entry.requiredHardwareMask & ~hardwareMask;
  return (
    isByPublisher &&
    missing === 0 &&
    /* STORE-8 */ terms.every((term) => entry.terms.includes(term))
  );
}
