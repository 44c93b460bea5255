// Reads of the apps of an organization, and of all memberships of one user in it.

import type { App, EnforcementState } from '../../domain/app/app.js';
import { summarizeApp } from '../../domain/app/app-summary.js';
import type { Change } from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { app, appId, publishedApp } from './app-fixtures.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import {
  atMinute,
  emailWithKeyOrThrow,
  endedMembership,
  membership,
  organization,
  user,
} from './fixtures.js';
import { assertListUpToLimits } from './list-limits.js';
import { versionedRowsAfterTouch, writeRowsAndTouchSecond } from './versioned-rows.js';

const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const firstPageRequest = { limit: 100, after: null, skip: 0 };
const deletedFields = { deletedAt: atMinute(1) };
const archivedFields = { deletedAt: atMinute(1), archivedAt: atMinute(2) };

export function enforcementField(state: EnforcementState): Pick<App, 'enforcement'> {
  return { enforcement: { state, at: atMinute(1), reason: 'It does harm.' } };
}

/** Apps of the first organization in every state, and one of another. */
const appsInEveryState: readonly App[] = [
  app(1),
  publishedApp(2),
  app(3, { visibility: 'organization' }),
  publishedApp(4, enforcementField('suspended')),
  publishedApp(5, enforcementField('taken_down')),
  publishedApp(6, { delistedAt: atMinute(1) }),
  publishedApp(7, { visibility: 'private' }),
  publishedApp(8, deletedFields),
  app(9, archivedFields),
  publishedApp(10, { organizationId: acme.id }),
];

function appInserts(apps: readonly App[]): readonly Change[] {
  return apps.map((row) => insertChange('apps', row));
}

export const appReadClauses: readonly Clause[] = [
  clause(
    'READ-38',
    '`memberships.listAllByOrganizationsAndUser` returns the active and ended memberships of one user in these organizations, by id.',
    async ({ memberships }, { write }) => {
      const own = [
        endedMembership(membership(1, mentra, ada, { role: 'admin' }), ben),
        endedMembership(membership(3, mentra, ada)),
        membership(5, mentra, ada),
      ];
      await write([
        ...own.toReversed().map((row) => insertChange('memberships', row)),
        insertChange('memberships', endedMembership(membership(2, mentra, ben))),
        insertChange('memberships', membership(4, acme, ada)),
      ]);
      assertSame(
        await memberships.listAllByOrganizationsAndUser([mentra.id], ada.id),
        own,
        'those of Ada',
      );
      const elsewhere = await memberships.listAllByOrganizationsAndUser([acme.id], ada.id);
      assertSame(elsewhere, [membership(4, acme, ada)], 'those of Ada in another organization');
      const both = await memberships.listAllByOrganizationsAndUser([acme.id, mentra.id], ada.id);
      assertSame(
        both,
        [own[0], own[1], membership(4, acme, ada), own[2]],
        'those of Ada in two organizations',
      );
      const none = await memberships.listAllByOrganizationsAndUser([], ada.id);
      assertSame(none, [], 'those of Ada in no organization');
      assertSame(
        await memberships.listAllByOrganizationsAndUser([acme.id], ben.id),
        [],
        'a user who was never a member',
      );
    },
  ),

  clause(
    'READ-39',
    '`apps.findById` finds apps in every state, including deleted and archived ones; null if no app has the id.',
    async ({ apps }, writer) => {
      await writeRowsAndTouchSecond(writer, appInserts(appsInEveryState));
      for (const expected of versionedRowsAfterTouch(appsInEveryState, () => true)) {
        assertSame(await apps.findById(expected.value.id), expected, expected.value.packageName);
      }
      assertSame(await apps.findById(appId(99)), null, 'an unknown id');
    },
  ),

  clause(
    'READ-40',
    '`apps.findByPackageName` finds apps in every state, including deleted and archived ones, by the whole name; null if no app has the name.',
    async ({ apps }, writer) => {
      await writeRowsAndTouchSecond(writer, appInserts(appsInEveryState));
      for (const expected of versionedRowsAfterTouch(appsInEveryState, () => true)) {
        const { packageName } = expected.value;
        assertSame(await apps.findByPackageName(packageName), expected, packageName);
      }
      assertSame(await apps.findByPackageName(app(100).packageName), null, 'a longer name');
    },
  ),

  clause(
    'READ-41',
    '`apps.listByOrganization` returns the summaries of the apps of an organization, live or not and under any enforcement, by id; it leaves out deleted apps.',
    async ({ apps }, writer) => {
      await writeRowsAndTouchSecond(writer, appInserts(appsInEveryState));
      const { items } = await apps.listByOrganization(mentra.id, firstPageRequest);
      assertSame(
        items,
        appsInEveryState.slice(0, 7).map(summarizeApp),
        'the apps of an organization',
      );
      const other = await apps.listByOrganization(organization(9).id, firstPageRequest);
      assertSame(other.items, [], 'the apps of an organization without any');
    },
  ),

  clause(
    'READ-42',
    '`apps.listUnarchivedIdsByOrganization` returns the ids of the apps of an organization, including deleted and without archived ones, by id, up to `limit`.',
    async ({ apps }, writer) => {
      await writeRowsAndTouchSecond(writer, appInserts(appsInEveryState));
      const expected = appsInEveryState
        .filter(
          ({ organizationId, archivedAt }) =>
            organizationId === mentra.id && archivedAt === undefined,
        )
        .map(({ id }) => id);
      const read = (limit: number) => apps.listUnarchivedIdsByOrganization(mentra.id, limit);
      await assertListUpToLimits(read, expected, 'the apps');
      assertSame(
        await apps.listUnarchivedIdsByOrganization(organization(9).id, 100),
        [],
        'an organization without apps',
      );
    },
  ),

  clause(
    'READ-43',
    '`apps.listLiveIdsByOrganization` returns the ids of the apps of an organization that have a live release and are not deleted, including private, delisted, suspended and taken-down ones, by id, up to `limit`.',
    async ({ apps }, writer) => {
      await writeRowsAndTouchSecond(writer, appInserts(appsInEveryState));
      const expected = [2, 4, 5, 6, 7].map(appId);
      await assertListUpToLimits(
        (limit) => apps.listLiveIdsByOrganization(mentra.id, limit),
        expected,
        'the live apps',
      );
      assertSame(
        await apps.listLiveIdsByOrganization(acme.id, 100),
        [appId(10)],
        'those of another organization',
      );
      assertSame(
        await apps.listLiveIdsByOrganization(organization(9).id, 100),
        [],
        'those of an organization without apps',
      );
    },
  ),

  clause(
    'READ-44',
    '`apps.listByTester` returns the apps that have a tester with the key, in any spelling of the address and in any state and organization, by id, up to `limit`.',
    async ({ apps }, writer) => {
      const [cleo, loud] = [
        emailWithKeyOrThrow('cleo@example.org'),
        emailWithKeyOrThrow('Cleo@EXAMPLE.org'),
      ];
      const [tagged, dan] = [
        emailWithKeyOrThrow('cleo+1@example.org'),
        emailWithKeyOrThrow('dan@example.org'),
      ];
      const shared = [
        app(1, { testers: [dan, cleo] }),
        app(2, { testers: [loud], organizationId: acme.id }),
        app(3, { testers: [tagged, dan] }),
        app(4),
        publishedApp(5, { testers: [cleo], ...deletedFields }),
      ];
      await writeRowsAndTouchSecond(writer, appInserts(shared));
      const expected = versionedRowsAfterTouch(shared, ({ testers }) =>
        testers.some(({ key }) => key === cleo.key),
      );
      await assertListUpToLimits(
        (limit) => apps.listByTester(cleo.key, limit),
        expected,
        'the apps',
      );
      assertSame(
        await apps.listByTester(ada.emailKey, 100),
        [],
        'those of a user who is no tester',
      );
    },
  ),

  clause(
    'READ-45',
    '`apps.listIdsDeletedUntil` returns the ids of apps that were deleted at or before `until` and are not archived, by the time of deletion, then by id, up to `limit`.',
    async ({ apps }, writer) => {
      const rows = [
        app(1),
        publishedApp(2, { deletedAt: atMinute(7), organizationId: acme.id }),
        app(3, { deletedAt: atMinute(5) }),
        app(4, { deletedAt: atMinute(9) }),
        app(5, { deletedAt: atMinute(5) }),
        app(6, { deletedAt: new Date(atMinute(7).getTime() + 1) }),
        app(7, { deletedAt: atMinute(4), archivedAt: atMinute(6) }),
      ];
      await writeRowsAndTouchSecond(writer, appInserts(rows));
      const expected = [3, 5, 2].map(appId);
      await assertListUpToLimits(
        (limit) => apps.listIdsDeletedUntil(atMinute(7), limit),
        expected,
        'the ids',
      );
      assertSame(await apps.listIdsDeletedUntil(atMinute(4), 100), [], 'before the first');
    },
  ),
];
