// What is found in the store.

import { type App, editDraft } from '../../domain/app/app.js';
import { hardwareMask, hardwareTypes } from '../../domain/app/hardware.js';
import type { Storage, StoreFilter } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { type Clause, clause } from './clause.js';
import { same } from './expectations.js';
import { kept } from './read-apps.js';
import { at, name, organization, user } from './specimens.js';
import { app, appId, publishedApp } from './specimens-of-apps.js';

const [mentra, acme] = [organization(1), organization(2)];
const firstPage = { limit: 100, after: null, skip: 0 };

async function mustFind(
  { apps }: Storage,
  filter: StoreFilter,
  numbers: readonly number[],
  what: string,
): Promise<void> {
  const { items } = await apps.search(filter, firstPage);
  same(
    items.map(({ id }) => id),
    numbers.map(appId),
    what,
  );
}

function needing(n: number, ...required: readonly ('CAMERA' | 'DISPLAY')[]): App {
  const optional = { type: 'MICROPHONE', level: 'OPTIONAL' } as const;
  const needed = required.map((type) => ({ type, level: 'REQUIRED' }) as const);
  return publishedApp(n, {}, { hardwareRequirements: [optional, ...needed] });
}

export const readsOfStore: readonly Clause[] = [
  clause(
    'READ-46',
    '`apps.search` gives published apps and nothing else, as they are stored and by id: public, live, neither suspended nor taken down, neither delisted nor deleted.',
    async (storage, { write }) => {
      const published = [publishedApp(1), publishedApp(2, kept('warned'))];
      const others = [
        app(3, { visibility: 'public' }),
        publishedApp(4, { visibility: 'organization' }),
        publishedApp(5, { visibility: 'private' }),
        publishedApp(6, kept('suspended')),
        publishedApp(7, kept('taken_down')),
        publishedApp(8, { delistedAt: at(1) }),
        publishedApp(9, { deletedAt: at(1) }),
      ];
      await write([...published, ...others].map((row) => insertOf('apps', row)));
      const { items } = await storage.apps.search({ terms: [] }, firstPage);
      same(items, published, 'the store');
      const filters: readonly StoreFilter[] = [
        { terms: ['app'] },
        { terms: [], organizationId: mentra.id },
        { terms: [], hardware: hardwareMask(hardwareTypes) },
      ];
      for (const filter of filters) {
        await mustFind(storage, filter, [1, 2], `by ${Object.keys(filter).join(' and ')}`);
      }
    },
  ),

  clause(
    'READ-47',
    '`apps.search` by terms gives those that have every one of them among their search terms, which are those of the release and not of the draft.',
    async (storage, { write }) => {
      const captions = publishedApp(
        3,
        {},
        { name: name('Live Captions'), description: 'Subtitles for talks.' },
      );
      const manifest = { ...captions.draft.manifest, name: name('Weather') };
      const rows = [
        editDraft(captions, manifest, user(1).id, at(1)),
        publishedApp(2, {}, { name: name('Captions'), description: 'For the deaf.' }),
        publishedApp(1, {}, { name: name('Talks'), description: 'Live.' }),
      ];
      await write(rows.map((row) => insertOf('apps', row)));
      const mustBeFoundBy = (terms: readonly string[], numbers: readonly number[]) =>
        mustFind(storage, { terms }, numbers, `what is found by ${terms.join(' and ')}`);
      await mustBeFoundBy(['captions'], [2, 3]);
      await mustBeFoundBy(['capt'], [2, 3]);
      await mustBeFoundBy(['live'], [1, 3]);
      await mustBeFoundBy(['live', 'captions'], [3]);
      await mustBeFoundBy(['talks', 'subtitles', 'publisher', 'example'], [3]);
      await mustBeFoundBy(['subt'], []);
      await mustBeFoundBy(['captions', 'music'], []);
      await mustBeFoundBy(['weather'], []);
    },
  ),

  clause(
    'READ-48',
    '`apps.search` by organization gives what it has published, whoever has the apps now, and by hardware what requires nothing that is missing; all that is asked for holds at once.',
    async (storage, { write }) => {
      const moved = { ...publishedApp(5), organizationId: acme.id };
      const rows = [
        needing(1),
        needing(2, 'CAMERA'),
        needing(3, 'DISPLAY', 'CAMERA'),
        publishedApp(4, { organizationId: acme.id }),
        moved,
      ];
      await write(rows.map((row) => insertOf('apps', row)));
      const ofMentra = { terms: [], organizationId: mentra.id };
      await mustFind(storage, ofMentra, [1, 2, 3, 5], 'what an organization has published');
      await mustFind(storage, { terms: [], organizationId: acme.id }, [4], 'what another one has');
      const [none, camera, both] = [
        hardwareMask([]),
        hardwareMask(['CAMERA', 'WIFI']),
        hardwareMask(['CAMERA', 'DISPLAY']),
      ];
      await mustFind(storage, { terms: [], hardware: none }, [1, 4, 5], 'on glasses with nothing');
      await mustFind(storage, { terms: [], hardware: camera }, [1, 2, 4, 5], 'with a camera');
      await mustFind(storage, { terms: [], hardware: both }, [1, 2, 3, 4, 5], 'with both');
      const all = { terms: ['app'], organizationId: mentra.id, hardware: camera };
      await mustFind(storage, all, [1, 2, 5], 'what all of a filter lets through');
      await mustFind(storage, { ...all, terms: ['music'] }, [], 'by a term that none has');
    },
  ),
];
