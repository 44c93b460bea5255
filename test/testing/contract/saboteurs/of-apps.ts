// Storages that find apps where there are none, or not where there are.
import { type App, isKeptOut } from '../../../../src/domain/app/app.js';
import { hardwareMask } from '../../../../src/domain/app/hardware.js';
import { storeEntry } from '../../../../src/domain/app/store.js';
import type { AppReads } from '../../../../src/ports/storage.js';
import { boundless, changing, later, replacing, type Saboteur, saboteur } from './saboteur.js';

/** The store with other answers, made of the real ones. */
function searching(
  does: string,
  caughtBy: string,
  search: (real: AppReads['search']) => AppReads['search'],
): Saboteur {
  return saboteur(
    does,
    [caughtBy],
    replacing('apps', (real) => ({ search: search(real.search) })),
  );
}

/** The store without these apps. */
function hiding(does: string, caughtBy: string, isHidden: (app: App) => boolean): Saboteur {
  return searching(does, caughtBy, (search) => async (filter, keyset) => {
    const { items, next } = await search(filter, keyset);
    return { items: items.filter((app) => !isHidden(app)), next };
  });
}

/** Whether a release of the draft as it is would have the term. */
function draftHas({ packageName, draft, live }: App, term: string): boolean {
  if (live === undefined) return false;
  const { name } = draft.manifest;
  const listing = { ...live.listing, name };
  return storeEntry({ packageName, live: { ...live, listing } })?.terms.includes(term) === true;
}

const ofStore: readonly Saboteur[] = [
  hiding('shows no app that was warned', 'READ-46', ({ enforcement }) => {
    return enforcement.state !== 'none';
  }),
  saboteur(
    'forgets that an app was delisted',
    ['READ-46', 'PAGE-1'],
    changing(async (change) => {
      if (change.collection !== 'apps' || !('value' in change)) return [change];
      const { delistedAt: _delistedAt, ...value } = change.value;
      return [{ ...change, value }];
    }),
  ),
  searching('finds what has one of the terms', 'READ-47', (search) => (filter, keyset) => {
    return search({ ...filter, terms: filter.terms.slice(0, 1) }, keyset);
  }),
  searching('looks names up in drafts', 'READ-47', (search) => async (filter, keyset) => {
    const { items, next } = await search({ ...filter, terms: [] }, keyset);
    const found = items.filter((app) => filter.terms.every((term) => draftHas(app, term)));
    return { items: found, next };
  }),
  searching('finds the apps of whatever organization', 'READ-48', (search) => (filter, keyset) => {
    const { organizationId: _organizationId, ...rest } = filter;
    return search(rest, keyset);
  }),
  searching('finds apps for whatever glasses', 'READ-48', (search) => (filter, keyset) => {
    const { hardware: _hardware, ...rest } = filter;
    return search(rest, keyset);
  }),
  searching('takes all glasses to have a display', 'READ-48', (search) => (filter, keyset) => {
    const { hardware, ...rest } = filter;
    if (hardware === undefined) return search(rest, keyset);
    return search({ ...rest, hardware: hardware | hardwareMask(['DISPLAY']) }, keyset);
  }),
  hiding('loses apps that were moved', 'READ-48', ({ organizationId, live }) => {
    return organizationId !== live?.listing.publisher.organizationId;
  }),
];

const ofLimits: readonly Saboteur[] = [
  saboteur(
    'gives apps without a limit',
    ['READ-42', 'READ-43', 'READ-44', 'READ-45'],
    replacing('apps', (real) => ({
      ofOrganization: (id) => real.ofOrganization(id, boundless),
      liveOf: (id) => real.liveOf(id, boundless),
      sharedWith: (key) => real.sharedWith(key, boundless),
      deletedUntil: (until) => real.deletedUntil(until, boundless),
    })),
  ),
  saboteur(
    'archives apps a moment too early',
    ['READ-45'],
    replacing('apps', (real) => ({
      deletedUntil: (until, limit) => real.deletedUntil(later(until), limit),
    })),
  ),
  saboteur(
    'archives apps by id',
    ['READ-45'],
    replacing('apps', (real) => ({
      deletedUntil: async (until, limit) =>
        (await real.deletedUntil(until, boundless)).toSorted().slice(0, limit),
    })),
  ),
];

const ofWhatBelongs: readonly Saboteur[] = [
  saboteur(
    'knows nothing of who has left',
    ['READ-38'],
    replacing('memberships', (real) => ({
      everOf: async (id, userId) =>
        (await real.everOf(id, userId)).filter(({ state }) => state === 'active'),
    })),
  ),
  saboteur(
    'hides deleted apps',
    ['READ-39', 'READ-42', 'ROUNDTRIP-13'],
    replacing('apps', (real) => ({
      findById: async (id) => {
        const found = await real.findById(id);
        return found?.value.deletedAt === undefined ? found : null;
      },
      ofOrganization: async (id, limit) => {
        const rows = await real.ofOrganization(id, limit);
        return rows.filter(({ value }) => value.deletedAt === undefined);
      },
    })),
  ),
  saboteur(
    'finds no archived app by its name',
    ['READ-40'],
    replacing('apps', (real) => ({
      findByPackageName: async (name) => {
        const found = await real.findByPackageName(name);
        return found?.value.archivedAt === undefined ? found : null;
      },
    })),
  ),
  saboteur(
    'lists no app that is kept out of the store',
    ['READ-41', 'READ-43'],
    replacing('apps', (real) => ({
      listByOrganization: async (id, keyset) => {
        const { items, next } = await real.listByOrganization(id, keyset);
        return { items: items.filter((app) => !isKeptOut(app)), next };
      },
      liveOf: async (id, limit) => {
        const apps = await Promise.all((await real.liveOf(id, limit)).map(real.findById));
        return apps.flatMap((row) => (row === null || isKeptOut(row.value) ? [] : row.value.id));
      },
    })),
  ),
  saboteur(
    'looks testers up as they are written',
    ['READ-44'],
    replacing('apps', (real) => ({
      sharedWith: async (key, limit) => {
        const rows = await real.sharedWith(key, limit);
        return rows.filter(({ value }) =>
          value.testers.some(({ address }) => String(address) === key),
        );
      },
    })),
  ),
];

export const saboteursOfApps: readonly Saboteur[] = [...ofStore, ...ofLimits, ...ofWhatBelongs];
