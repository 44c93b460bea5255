import type { App } from '../../domain/app/app.js';
import { requiredMask } from '../../domain/app/hardware.js';
import type { AppId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { AppReads, StoreFilter } from '../../ports/storage.js';
import { foundBy, publishedBy } from './app-tables.js';
import type { Call } from './call.js';
import { all } from './indexes.js';
import { mapped, sliceOf, take } from './slice.js';
import { type Position, positionOf } from './sorted-positions.js';
import type { Tables } from './tables.js';

export function appReads({ apps }: Tables, call: Call): AppReads {
  return {
    findById: (id) => call(() => apps.find(id)),

    findByPackageName: (name) => call(() => apps.findBy(apps.byPackageName, name)),

    listByOrganization: (organizationId, keyset) =>
      call(() => {
        const after = positionOf(keyset.after);
        const own = apps.from(apps.byOrganization.ascending(organizationId, after));
        return sliceOf(mapped(own, toValue), keyset, idOf);
      }),

    ofOrganization: (organizationId, limit) =>
      call(() => take(apps.from(apps.keptByOrganization.ascending(organizationId)), limit)),

    liveOf: (organizationId, limit) =>
      call(() => {
        const live = apps.from(apps.liveByOrganization.ascending(organizationId));
        return idsOf(live, limit);
      }),

    sharedWith: (key, limit) => call(() => take(apps.from(apps.byTester.ascending(key)), limit)),

    deletedUntil: (until, limit) =>
      call(() => idsOf(apps.from(apps.byDeletion.upTo(all, until.getTime())), limit)),

    search: (filter, keyset) =>
      call(() => {
        const published = apps.from(inAllOf(apps, groupsOf(filter), positionOf(keyset.after)));
        const rows = mapped(published, ({ value }) => (runsOn(value, filter) ? value : null));
        return sliceOf(rows, keyset, idOf);
      }),
  };
}

function toValue({ value }: Versioned<App>): App {
  return value;
}

function idOf({ id }: App): AppId {
  return id;
}

function idsOf(rows: Iterable<Versioned<App>>, limit: number): readonly AppId[] {
  return take(
    mapped(rows, ({ value }) => value.id),
    limit,
  );
}

function groupsOf({ terms, organizationId }: StoreFilter): readonly string[] {
  return [
    ...terms.map(foundBy),
    ...(organizationId === undefined ? [] : [publishedBy(organizationId)]),
  ];
}

/** What stands in each of these groups of the store: the smallest one is walked, and looked up in the others. */
function inAllOf(
  { inStore }: Tables['apps'],
  groups: readonly string[],
  after: Position | null,
): Iterable<Position> {
  const [smallest = all, ...others] = groups.toSorted((a, b) => inStore.size(a) - inStore.size(b));
  return mapped(inStore.ascending(smallest, after), (position) =>
    /* STORE-8 */ others.every((group) => inStore.has(group, position)) ? position : null,
  );
}

function runsOn({ live }: App, { hardware }: StoreFilter): boolean {
  if (hardware === undefined || live === undefined) return true;
  return /* STORE-13 */ (requiredMask(live.listing.hardwareRequirements) & ~hardware) === 0;
}
