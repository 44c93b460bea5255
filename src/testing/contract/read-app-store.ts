// Reads of the app store.

import type { App } from '../../domain/app/app.js';
import { summarizePublishedApp } from '../../domain/app/app-summary.js';
import { editDraft } from '../../domain/app/edit-draft.js';
import { hardwareMask, hardwareTypes } from '../../domain/app/hardware.js';
import type { Storage, StorefrontFilter } from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { app, appId, publishedApp } from './app-fixtures.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { atMinute, displayNameOrThrow, organization, user } from './fixtures.js';
import { enforcementField } from './read-apps.js';

const [mentra, acme] = [organization(1), organization(2)];
const firstPageRequest = { limit: 100, after: null, skip: 0 };

async function assertSearchFinds(
  { apps }: Storage,
  filter: StorefrontFilter,
  numbers: readonly number[],
  what: string,
): Promise<void> {
  const { items } = await apps.listPublished(filter, firstPageRequest);
  assertSame(
    items.map(({ id }) => id),
    numbers.map(appId),
    what,
  );
}

function publishedAppRequiringHardware(
  n: number,
  ...required: readonly ('CAMERA' | 'DISPLAY')[]
): App {
  const optional = { type: 'MICROPHONE', level: 'OPTIONAL' } as const;
  const needed = required.map((type) => ({ type, level: 'REQUIRED' }) as const);
  return publishedApp(n, {}, { hardwareRequirements: [optional, ...needed] });
}

export const appStoreReadClauses: readonly Clause[] = [
  clause(
    'READ-46',
    '`apps.listPublished` returns the summaries of published apps only, by id: public and live, and not suspended, taken down, delisted or deleted.',
    async (storage, { write }) => {
      const published = [publishedApp(1), publishedApp(2, enforcementField('warned'))];
      const others = [
        app(3, { visibility: 'public' }),
        publishedApp(4, { visibility: 'organization' }),
        publishedApp(5, { visibility: 'private' }),
        publishedApp(6, enforcementField('suspended')),
        publishedApp(7, enforcementField('taken_down')),
        publishedApp(8, { delistedAt: atMinute(1) }),
        publishedApp(9, { deletedAt: atMinute(1) }),
      ];
      await write([...published, ...others].map((row) => insertChange('apps', row)));
      const { items } = await storage.apps.listPublished({ terms: [] }, firstPageRequest);
      assertSame(items, published.map(summarizePublishedApp), 'the store');
      const filters: readonly StorefrontFilter[] = [
        { terms: ['app'] },
        { terms: [], organizationId: mentra.id },
        { terms: [], hardwareMask: hardwareMask(hardwareTypes) },
      ];
      for (const filter of filters) {
        await assertSearchFinds(storage, filter, [1, 2], `by ${Object.keys(filter).join(' and ')}`);
      }
    },
  ),

  clause(
    'READ-47',
    '`apps.listPublished` with terms returns the apps that have every term among their search terms; the search terms come from the release, not from the draft.',
    async (storage, { write }) => {
      const captions = publishedApp(
        3,
        {},
        { name: displayNameOrThrow('Live Captions'), description: 'Subtitles for talks.' },
      );
      const manifest = { ...captions.draft.manifest, name: displayNameOrThrow('Weather') };
      const rows = [
        editDraft(captions, manifest, user(1).id, atMinute(1)),
        publishedApp(2, {}, { name: displayNameOrThrow('Captions'), description: 'For the deaf.' }),
        publishedApp(1, {}, { name: displayNameOrThrow('Talks'), description: 'Live.' }),
      ];
      await write(rows.map((row) => insertChange('apps', row)));
      const assertFoundBy = (terms: readonly string[], numbers: readonly number[]) =>
        assertSearchFinds(storage, { terms }, numbers, `the apps with ${terms.join(' and ')}`);
      await assertFoundBy(['captions'], [2, 3]);
      await assertFoundBy(['capt'], [2, 3]);
      await assertFoundBy(['live'], [1, 3]);
      await assertFoundBy(['live', 'captions'], [3]);
      await assertFoundBy(['talks', 'subtitles', 'publisher', 'example'], [3]);
      await assertFoundBy(['subt'], []);
      await assertFoundBy(['captions', 'music'], []);
      await assertFoundBy(['weather'], []);
    },
  ),

  clause(
    'READ-48',
    '`apps.listPublished` with an organization returns what that organization has published, even if the app has moved since; with hardware it returns the apps that require no other hardware; an app must match all parts of the filter.',
    async (storage, { write }) => {
      const moved = { ...publishedApp(5), organizationId: acme.id };
      const rows = [
        publishedAppRequiringHardware(1),
        publishedAppRequiringHardware(2, 'CAMERA'),
        publishedAppRequiringHardware(3, 'DISPLAY', 'CAMERA'),
        publishedApp(4, { organizationId: acme.id }),
        moved,
      ];
      await write(rows.map((row) => insertChange('apps', row)));
      const ofMentra = { terms: [], organizationId: mentra.id };
      await assertSearchFinds(storage, ofMentra, [1, 2, 3, 5], 'the apps of an organization');
      await assertSearchFinds(
        storage,
        { terms: [], organizationId: acme.id },
        [4],
        'the apps of another organization',
      );
      const [none, camera, both] = [
        hardwareMask([]),
        hardwareMask(['CAMERA', 'WIFI']),
        hardwareMask(['CAMERA', 'DISPLAY']),
      ];
      await assertSearchFinds(
        storage,
        { terms: [], hardwareMask: none },
        [1, 4, 5],
        'on glasses without hardware',
      );
      await assertSearchFinds(
        storage,
        { terms: [], hardwareMask: camera },
        [1, 2, 4, 5],
        'with a camera',
      );
      await assertSearchFinds(
        storage,
        { terms: [], hardwareMask: both },
        [1, 2, 3, 4, 5],
        'with both',
      );
      const all = { terms: ['app'], organizationId: mentra.id, hardwareMask: camera };
      await assertSearchFinds(storage, all, [1, 2, 5], 'all parts of a filter');
      await assertSearchFinds(storage, { ...all, terms: ['music'] }, [], 'a term that no app has');
    },
  ),
];
