// The reads of apps: by id, package name, organization and tester, and the search of the store.

import type { App } from '../../domain/app/app.js';
import { summarizeApp, summarizePublishedApp } from '../../domain/app/app-summary.js';
import { requiredHardwareMask } from '../../domain/app/hardware.js';
import type { AppId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { AppReads, StorefrontFilter } from '../../ports/storage.js';
import { publisherIndexKey, termIndexKey } from './app-tables.js';
import { singleIndexKey } from './indexes.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst, takeRowPage } from './row-page.js';
import { type Position, positionOfIdOrNull } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

export function createAppReads({ apps }: MemoryTables, call: CallRunner): AppReads {
  return {
    findById: (id) => call(() => apps.find(id)),

    findByPackageName: (name) => call(() => apps.findBy(apps.byPackageName, name)),

    listByOrganization: (organizationId, pageRequest) =>
      call(() => {
        const after = positionOfIdOrNull(pageRequest.after);
        const own = apps.rowsAt(apps.byOrganization.ascending(organizationId, after));
        const summaries = filterMap(own, ({ value }) => summarizeApp(value));
        return takeRowPage(summaries, pageRequest, ({ id }) => id);
      }),

    listUnarchivedIdsByOrganization: (organizationId, limit) =>
      call(() =>
        takeAppIds(apps.rowsAt(apps.unarchivedByOrganization.ascending(organizationId)), limit),
      ),

    listLiveIdsByOrganization: (organizationId, limit) =>
      call(() => {
        const live = apps.rowsAt(apps.liveByOrganization.ascending(organizationId));
        return takeAppIds(live, limit);
      }),

    listByTester: (key, limit) =>
      call(() => takeFirst(apps.rowsAt(apps.byTester.ascending(key)), limit)),

    listIdsDeletedUntil: (until, limit) =>
      call(() =>
        takeAppIds(apps.rowsAt(apps.byDeletedAt.upTo(singleIndexKey, until.getTime())), limit),
      ),

    listPublished: (filter, pageRequest) =>
      call(() => {
        const published = apps.rowsAt(
          intersectStoreIndexes(
            apps,
            storeIndexKeysOfFilter(filter),
            positionOfIdOrNull(pageRequest.after),
          ),
        );
        const rows = filterMap(published, ({ value }) =>
          runsOnHardware(value, filter) ? summarizePublishedApp(value) : null,
        );
        return takeRowPage(rows, pageRequest, ({ id }) => id);
      }),
  };
}

function takeAppIds(rows: Iterable<Versioned<App>>, limit: number): readonly AppId[] {
  return takeFirst(
    filterMap(rows, ({ value }) => value.id),
    limit,
  );
}

function storeIndexKeysOfFilter({ terms, organizationId }: StorefrontFilter): readonly string[] {
  return [
    ...terms.map(termIndexKey),
    ...(organizationId === undefined ? [] : [publisherIndexKey(organizationId)]),
  ];
}

/** The apps that have all of these index keys of the store. Walks the apps of the rarest key and looks each up under the others. */
function intersectStoreIndexes(
  { byStoreIndexKey }: MemoryTables['apps'],
  indexKeys: readonly string[],
  after: Position | null,
): Iterable<Position> {
  const [smallest = singleIndexKey, ...others] = indexKeys.toSorted(
    (a, b) => byStoreIndexKey.size(a) - byStoreIndexKey.size(b),
  );
  return filterMap(byStoreIndexKey.ascending(smallest, after), (position) =>
    /* STORE-8 */ others.every((indexKey) => byStoreIndexKey.has(indexKey, position))
      ? position
      : null,
  );
}

function runsOnHardware({ live }: App, { hardwareMask }: StorefrontFilter): boolean {
  if (hardwareMask === undefined || live === undefined) return true;
  return (requiredHardwareMask(live.listing.hardwareRequirements) & ~hardwareMask) === 0;
}
