// The reads of apps: by id, package name, organization and tester, and the search of the store.

import type { App } from '../../domain/app/app.js';
import { requiredHardwareMask } from '../../domain/app/hardware.js';
import type { AppId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { AppReads, StorefrontFilter } from '../../ports/storage.js';
import { publisherGroup, termGroup } from './app-tables.js';
import { singleGroup } from './indexes.js';
import type { CallRunner } from './port-call.js';
import { filterMap, take, takeRowPage } from './row-page.js';
import { type Position, positionOfId } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

export function appReads({ apps }: MemoryTables, call: CallRunner): AppReads {
  return {
    findById: (id) => call(() => apps.find(id)),

    findByPackageName: (name) => call(() => apps.findBy(apps.byPackageName, name)),

    listByOrganization: (organizationId, pageRequest) =>
      call(() => {
        const after = positionOfId(pageRequest.after);
        const own = apps.rowsAt(apps.byOrganization.ascending(organizationId, after));
        return takeRowPage(filterMap(own, appOf), pageRequest, appIdOf);
      }),

    listUnarchivedByOrganization: (organizationId, limit) =>
      call(() => take(apps.rowsAt(apps.unarchivedByOrganization.ascending(organizationId)), limit)),

    listLiveIdsByOrganization: (organizationId, limit) =>
      call(() => {
        const live = apps.rowsAt(apps.liveByOrganization.ascending(organizationId));
        return takeAppIds(live, limit);
      }),

    listByTester: (key, limit) =>
      call(() => take(apps.rowsAt(apps.byTester.ascending(key)), limit)),

    listIdsDeletedUntil: (until, limit) =>
      call(() =>
        takeAppIds(apps.rowsAt(apps.byDeletedAt.upTo(singleGroup, until.getTime())), limit),
      ),

    listPublished: (filter, pageRequest) =>
      call(() => {
        const published = apps.rowsAt(
          intersectStoreIndexes(
            apps,
            storeIndexKeysOfFilter(filter),
            positionOfId(pageRequest.after),
          ),
        );
        const rows = filterMap(published, ({ value }) =>
          runsOnHardware(value, filter) ? value : null,
        );
        return takeRowPage(rows, pageRequest, appIdOf);
      }),
  };
}

function appOf({ value }: Versioned<App>): App {
  return value;
}

function appIdOf({ id }: App): AppId {
  return id;
}

function takeAppIds(rows: Iterable<Versioned<App>>, limit: number): readonly AppId[] {
  return take(
    filterMap(rows, ({ value }) => value.id),
    limit,
  );
}

function storeIndexKeysOfFilter({ terms, organizationId }: StorefrontFilter): readonly string[] {
  return [
    ...terms.map(termGroup),
    ...(organizationId === undefined ? [] : [publisherGroup(organizationId)]),
  ];
}

/** The apps that are in all of these groups of the store. Walks the smallest group and looks each app up in the others. */
function intersectStoreIndexes(
  { byStoreGroup }: MemoryTables['apps'],
  groups: readonly string[],
  after: Position | null,
): Iterable<Position> {
  const [smallest = singleGroup, ...others] = groups.toSorted(
    (a, b) => byStoreGroup.size(a) - byStoreGroup.size(b),
  );
  return filterMap(byStoreGroup.ascending(smallest, after), (position) =>
    /* STORE-8 */ others.every((group) => byStoreGroup.has(group, position)) ? position : null,
  );
}

function runsOnHardware({ live }: App, { hardwareMask }: StorefrontFilter): boolean {
  if (hardwareMask === undefined || live === undefined) return true;
  return (
    /* STORE-13 */ (requiredHardwareMask(live.listing.hardwareRequirements) & ~hardwareMask) === 0
  );
}
