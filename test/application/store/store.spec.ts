// The store: which apps it shows, and how a search finds them, on both storages.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/application/store/store.js';
import type { AppInStoreSummary } from '../../../src/application/store/views.js';
import type { App } from '../../../src/domain/app/app.js';
import { archiveApp, deleteApp } from '../../../src/domain/app/delete-restore-archive-app.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import { moveApp } from '../../../src/domain/app/move-app.js';
import {
  type Actor,
  type DisplayName,
  type OrganizationView,
  orThrow,
  type Page,
  parseDisplayName,
} from '../../../src/index.js';
import {
  createOrganization,
  createPerson,
  createWorld,
  type Person,
  startTime,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import {
  type AppWithSubmissions,
  appInReviewRows,
  approvedAppRows,
  draftAppRow,
  insertRows,
  publishedAppRows,
} from '../support/app-rows.js';

const nameOf = (text: string): DisplayName => orThrow(parseDisplayName(text, []));
const called = (name: string, more: Partial<Manifest> = {}): Partial<Manifest> => ({
  name: nameOf(name),
  ...more,
});
const needing = (...types: ('CAMERA' | 'DISPLAY' | 'SPEAKER')[]) =>
  types.map((type) => ({ type, level: 'REQUIRED' as const }));

/** Apps that are not in the store, by their state. */
const hidden: Readonly<
  Record<string, (of: OrganizationView) => Partial<AppWithSubmissions> & { app: App }>
> = {
  'a draft': ({ id }) => ({ app: { ...draftAppRow(id, called('Hidden')), visibility: 'public' } }),
  'in review': (of) => appInReviewRows(of, called('Hidden')),
  approved: (of) => approvedAppRows(of, called('Hidden')),
  private: (of) => changed(of, (app) => ({ ...app, visibility: 'private' })),
  'shared with an organization': (of) =>
    changed(of, (app) => ({ ...app, visibility: 'organization' })),
  suspended: (of) => changed(of, (app) => ({ ...app, enforcement: { state: 'suspended' } })),
  'taken down': (of) => changed(of, (app) => ({ ...app, enforcement: { state: 'taken_down' } })),
  delisted: (of) => changed(of, (app) => ({ ...app, delistedAt: startTime })),
  deleted: (of) => changed(of, (app) => orThrow(deleteApp(app, null, startTime))),
  archived: (of) => changed(of, (app) => archiveApp(app, startTime)),
};

function changed(of: OrganizationView, change: (app: App) => App): AppWithSubmissions {
  const { app, submissions } = publishedAppRows(of, called('Hidden'));
  return { app: change(app), submissions };
}

describe.each(storageKinds)('the store on $name', ({ open }) => {
  let world: World;
  let shop: Store;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = createWorld(await open());
    shop = world.guildhall.store;
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  async function publish(of: OrganizationView, manifest: Partial<Manifest>): Promise<App> {
    const { app, submissions } = publishedAppRows(of, manifest);
    await insertRows(world.storage, { apps: [app], submissions });
    return app;
  }

  const names = (page: { readonly items: readonly AppInStoreSummary[] }) =>
    page.items.map(({ listing }) => listing.name);
  const found = async (input: Parameters<Store['search']>[1]) =>
    names(orThrow(await shop.search(null, input)));
  const notFound = {
    ok: false,
    refusal: { code: 'app_not_found', path: ['packageName'] },
  };

  it('shows a published app to everybody as it was released', async () => {
    const { packageName, ...app } = await publish(acme, {
      ...called('Live Captions', { description: 'Words under what you see.' }),
      publicUrl: 'https://captions.example.com/',
      onboardingInstructions: 'Look ahead.',
    });
    const view = {
      packageName,
      tier: 'none',
      releasedAt: startTime,
      listing: {
        name: 'Live Captions',
        description: 'Words under what you see.',
        appType: 'background',
        previewImages: [],
        permissions: [],
        hardwareRequirements: [],
        publisher: { organizationId: acme.id, name: 'Acme' },
      },
    };
    const { previewImages: _pictures, permissions: _permissions, ...shown } = view.listing;
    const inList = { ...view, listing: shown };
    const anybody: readonly (Actor | null)[] = [
      null,
      ada.actor,
      systemActor,
      { kind: 'reviewer', userId: ada.id },
      { kind: 'key', keyId: 'unknown' },
    ];
    for (const actor of anybody) {
      expect(orThrow(await shop.get(actor, { packageName }))).toEqual(view);
      const page = orThrow(await shop.search(actor, { text: 'live captions' }));
      expect(page).toEqual({ items: [inList], next: null });
    }
    const warned: App = { ...publishedAppRows(acme, called('Warned')).app };
    await insertRows(world.storage, { apps: [{ ...warned, enforcement: { state: 'warned' } }] });
    expect(await found({ text: 'warned' })).toEqual(['Warned']);
    expect(app.live?.listing).toEqual(view.listing);
  });

  it.each(Object.keys(hidden))('hides an app that is %s', async (state) => {
    const of = await createOrganization(world, ada, 'Hiding');
    const { app, submissions = [] } = hidden[state]?.(of) ?? { app: draftAppRow(of.id) };
    await insertRows(world.storage, { apps: [app], submissions });
    const hardware = ['CAMERA', 'DISPLAY'] as const;
    for (const actor of [null, ada.actor, systemActor]) {
      const { packageName } = app;
      expect(await shop.get(actor, { packageName })).toEqual(notFound);
      expect(await shop.get(actor, { packageName, hardware })).toEqual(notFound);
      const pages = [
        await shop.search(actor, { text: 'hidden' }),
        await shop.search(actor, { text: packageName }),
        await shop.search(actor, { text: 'hidden', hardware }),
        await shop.listByOrganization(actor, { organizationId: of.id }),
      ];
      for (const page of pages) expect(orThrow(page)).toEqual({ items: [], next: null });
      const all = orThrow(await shop.search(actor, { limit: 200 }));
      expect(all.next).toBeNull();
      expect(all.items.map((one) => one.packageName)).not.toContain(packageName);
    }
  });

  it('refuses a malformed package name as not found', async () => {
    for (const packageName of ['dev.sample.unknown', '', 'x', 'Dev.Sample', '../etc', 'a\0.b']) {
      expect(await shop.get(null, { packageName })).toEqual(notFound);
    }
  });

  it('matches every word of the query: beginnings of words in names, whole words in descriptions', async () => {
    const zenith = await createOrganization(world, ada, 'Zenith');
    await publish(zenith, called('Star Atlas', { description: 'Constellations overhead' }));
    await publish(zenith, called('Star Clock'));
    expect(await found({ text: 'STÁR' })).toEqual(['Star Atlas', 'Star Clock']);
    expect(await found({ text: 'atl, zeni' })).toEqual(['Star Atlas']);
    expect(await found({ text: 'constellations' })).toEqual(['Star Atlas']);
    expect(await found({ text: 'constell' })).toEqual([]);
    expect(await found({ text: 'star captions' })).toEqual([]);
    const listed = orThrow(await shop.listByOrganization(null, { organizationId: zenith.id }));
    expect(names(listed)).toEqual(['Star Atlas', 'Star Clock']);
  });

  it('finds nothing for a text without words, and everything if there is no text', async () => {
    for (const text of ['', '   ', '!?.', '\u200b']) expect(await found({ text })).toEqual([]);
    expect(await found({})).not.toEqual([]);
  });

  it('leaves out apps that the glasses cannot run, and returns what hardware is missing', async () => {
    await publish(acme, called('Kite Plain', { hardwareRequirements: [] }));
    const optional = [{ type: 'SPEAKER', level: 'OPTIONAL' } as const];
    const seeing = await publish(
      acme,
      called('Kite Camera', { hardwareRequirements: [...needing('CAMERA'), ...optional] }),
    );
    await publish(
      acme,
      called('Kite Both', { hardwareRequirements: needing('CAMERA', 'DISPLAY') }),
    );
    const on = async (hardware: readonly ('CAMERA' | 'DISPLAY' | 'SPEAKER')[]) => {
      const page = orThrow(await shop.search(null, { text: 'kite', hardware }));
      return page.items.map(({ listing, compatibility }) => [listing.name, compatibility?.kind]);
    };
    expect(await found({ text: 'kite' })).toHaveLength(3);
    expect(await on(['SPEAKER'])).toEqual([['Kite Plain', 'compatible']]);
    expect(await on(['CAMERA'])).toEqual([
      ['Kite Plain', 'compatible'],
      ['Kite Camera', 'compatible_with_limits'],
    ]);
    expect(await on(['DISPLAY', 'CAMERA', 'SPEAKER'])).toHaveLength(3);
    const { packageName } = seeing;
    const alone = orThrow(await shop.get(null, { packageName, hardware: ['DISPLAY'] }));
    expect(alone.compatibility).toEqual({
      kind: 'incompatible',
      missing: ['CAMERA'],
      limits: ['SPEAKER'],
    });
    expect(orThrow(await shop.get(null, { packageName }))).not.toHaveProperty('compatibility');
  });

  it('lists each app on one page only, and accepts a cursor only for its own query', async () => {
    const pages = await createOrganization(world, ada, 'Pages');
    const all = ['Leaf One', 'Leaf Two', 'Leaf Three', 'Leaf Four', 'Leaf Five'];
    for (const name of all) await publish(pages, called(name));
    const read = async (ask: (cursor: string | null) => ReturnType<Store['search']>) => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<AppInStoreSummary> = orThrow(await ask(cursor));
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...names(page));
        cursor = page.next;
      } while (cursor !== null);
      return seen;
    };
    expect(await read((cursor) => shop.search(null, { text: 'leaf', limit: 2, cursor }))).toEqual(
      all,
    );
    const organizationId = pages.id;
    expect(
      await read((cursor) => shop.listByOrganization(null, { organizationId, limit: 2, cursor })),
    ).toEqual(all);
    const { next } = orThrow(await shop.search(null, { text: 'leaf', limit: 2 }));
    const foreign = { ok: false, refusal: { code: 'invalid_input', path: ['cursor'] } };
    for (const other of [
      { text: 'star' },
      { text: 'leaf', hardware: ['CAMERA'] as const },
      {},
      { text: '!' },
    ]) {
      expect(await shop.search(null, { ...other, cursor: next })).toMatchObject(foreign);
    }
    expect(orThrow(await shop.search(null, { text: 'LEAF', cursor: next })).items).toHaveLength(3);
  });

  it('treats hostile text as plain words, and refuses text that is too long', async () => {
    await publish(acme, called('Plain Umbrella'));
    const tooLong = { ok: false, refusal: { code: 'invalid_input', path: ['text'] } };
    for (const text of ['x'.repeat(1_000_000), 'half \ud800 of a pair']) {
      expect(await shop.search(null, { text })).toMatchObject(tooLong);
    }
    const hostile = [
      '{"$ne": null}',
      '.*',
      '^',
      '(a+)+$',
      '[',
      '$where',
      '__proto__',
      'constructor',
    ];
    for (const text of [...hostile, '\0', '%', '😀', 'word '.repeat(800)]) {
      expect(await found({ text })).toEqual([]);
    }
    expect(await found({ text: 'plain\0umbrella' })).toEqual(['Plain Umbrella']);
    expect(await found({ text: '.*umbrella$' })).toEqual(['Plain Umbrella']);
    for (const input of [{ text: { $ne: null } }, { hardware: [] }, { hardware: ['LASER'] }]) {
      const refused = await Reflect.apply(shop.search, null, [null, input]);
      expect(refused).toMatchObject({ refusal: { code: 'invalid_input' } });
    }
    const forged = await Reflect.apply(shop.search, null, [{ kind: 'admin' }, {}]);
    expect(forged).toMatchObject({ refusal: { code: 'invalid_input', path: ['actor', 'kind'] } });
  });

  it('shows the publisher as released, even if the organization was renamed or the app was moved', async () => {
    const before = await createOrganization(world, ada, 'Borealis');
    const after = await createOrganization(world, ada, 'Australis');
    const kept = await publish(before, called('Aurora'));
    const moved = orThrow(
      moveApp(publishedAppRows(before, called('Corona')).app, after.id, null, startTime),
    );
    await insertRows(world.storage, { apps: [moved] });
    const input = { organizationId: before.id, name: 'Septentrio' };
    orThrow(await world.guildhall.organizations.rename(ada.actor, input));
    for (const { packageName } of [kept, moved]) {
      const { listing } = orThrow(await shop.get(null, { packageName }));
      expect(listing.publisher).toEqual({ organizationId: before.id, name: 'Borealis' });
    }
    expect(await found({ text: 'borealis' })).toEqual(['Aurora', 'Corona']);
    expect(await found({ text: 'septentrio' })).toEqual([]);
    expect(await found({ text: 'australis' })).toEqual([]);
    const listedOf = async (organizationId: string) =>
      names(orThrow(await shop.listByOrganization(null, { organizationId })));
    expect(await listedOf(before.id)).toEqual(['Aurora', 'Corona']);
    expect(await listedOf(after.id)).toEqual([]);
  });
});
