// What is read of apps for their organizations, and of who has ever belonged to these.

import type { App, EnforcementState } from '../../domain/app/app.js';
import type { Change } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { type Clause, clause } from './clause.js';
import { same } from './expectations.js';
import { sameUpToLimits } from './limited.js';
import { at, email, ended, membership, organization, user } from './specimens.js';
import { app, appId, publishedApp } from './specimens-of-apps.js';
import { stored, writeRows } from './stored.js';

const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const firstPage = { limit: 100, after: null, skip: 0 };
const deleted = { deletedAt: at(1) };
const archived = { deletedAt: at(1), archivedAt: at(2) };

export function kept(state: EnforcementState): Pick<App, 'enforcement'> {
  return { enforcement: { state, at: at(1), reason: 'It does harm.' } };
}

/** Apps of the first organization in every state, and one of another. */
const rows: readonly App[] = [
  app(1),
  publishedApp(2),
  app(3, { visibility: 'organization' }),
  publishedApp(4, kept('suspended')),
  publishedApp(5, kept('taken_down')),
  publishedApp(6, { delistedAt: at(1) }),
  publishedApp(7, { visibility: 'private' }),
  publishedApp(8, deleted),
  app(9, archived),
  publishedApp(10, { organizationId: acme.id }),
];

function insertsOf(apps: readonly App[]): readonly Change[] {
  return apps.map((row) => insertOf('apps', row));
}

export const readsOfApps: readonly Clause[] = [
  clause(
    'READ-38',
    '`memberships.everOf` gives all memberships of one user in one organization, active and ended ones, by id.',
    async ({ memberships }, { write }) => {
      const own = [
        ended(membership(1, mentra, ada, { role: 'admin' }), ben),
        ended(membership(3, mentra, ada)),
        membership(5, mentra, ada),
      ];
      await write([
        ...own.toReversed().map((row) => insertOf('memberships', row)),
        insertOf('memberships', ended(membership(2, mentra, ben))),
        insertOf('memberships', membership(4, acme, ada)),
      ]);
      same(await memberships.everOf(mentra.id, ada.id), own, 'those of Ada');
      const elsewhere = await memberships.everOf(acme.id, ada.id);
      same(elsewhere, [membership(4, acme, ada)], 'those of Ada elsewhere');
      same(await memberships.everOf(acme.id, ben.id), [], 'those of who was never there');
    },
  ),

  clause(
    'READ-39',
    '`apps.findById` finds apps in every state, deleted and archived ones too; null where there is none of that id.',
    async ({ apps }, tools) => {
      await writeRows(tools, insertsOf(rows));
      for (const expected of stored(rows, () => true)) {
        same(await apps.findById(expected.value.id), expected, expected.value.packageName);
      }
      same(await apps.findById(appId(99)), null, 'an unknown id');
    },
  ),

  clause(
    'READ-40',
    '`apps.findByPackageName` finds apps in every state, deleted and archived ones too, by the whole name; null where no app has it.',
    async ({ apps }, tools) => {
      await writeRows(tools, insertsOf(rows));
      for (const expected of stored(rows, () => true)) {
        const { packageName } = expected.value;
        same(await apps.findByPackageName(packageName), expected, packageName);
      }
      same(await apps.findByPackageName(app(100).packageName), null, 'a name that is longer');
    },
  ),

  clause(
    'READ-41',
    '`apps.listByOrganization` gives the apps of an organization, live or not and whatever the platform makes of them, by id; deleted ones are left out.',
    async ({ apps }, tools) => {
      await writeRows(tools, insertsOf(rows));
      const { items } = await apps.listByOrganization(mentra.id, firstPage);
      same(items, rows.slice(0, 7), 'the apps of an organization');
      const other = await apps.listByOrganization(organization(9).id, firstPage);
      same(other.items, [], 'the apps of one without any');
    },
  ),

  clause(
    'READ-42',
    '`apps.ofOrganization` gives the apps of an organization, deleted ones too and archived ones not, by id and no more than `limit`.',
    async ({ apps }, tools) => {
      await writeRows(tools, insertsOf(rows));
      const expected = stored(rows, ({ organizationId, archivedAt }) => {
        return organizationId === mentra.id && archivedAt === undefined;
      });
      const ask = (limit: number) => apps.ofOrganization(mentra.id, limit);
      await sameUpToLimits(ask, expected, 'the apps');
      same(await apps.ofOrganization(organization(9).id, 100), [], 'of one without any');
    },
  ),

  clause(
    'READ-43',
    '`apps.liveOf` gives the ids of the apps of an organization that have a live release and are not deleted, be they private, delisted or kept out of the store, by id and no more than `limit`.',
    async ({ apps }, tools) => {
      await writeRows(tools, insertsOf(rows));
      const expected = [2, 4, 5, 6, 7].map(appId);
      await sameUpToLimits((limit) => apps.liveOf(mentra.id, limit), expected, 'the live apps');
      same(await apps.liveOf(acme.id, 100), [appId(10)], 'those of another organization');
      same(await apps.liveOf(organization(9).id, 100), [], 'those of one without any');
    },
  ),

  clause(
    'READ-44',
    '`apps.sharedWith` gives the apps one of whose testers has the key, however the address is written, in whatever state and organization, by id and no more than `limit`.',
    async ({ apps }, tools) => {
      const [cleo, loud] = [email('cleo@example.org'), email('Cleo@EXAMPLE.org')];
      const [tagged, dan] = [email('cleo+1@example.org'), email('dan@example.org')];
      const shared = [
        app(1, { testers: [dan, cleo] }),
        app(2, { testers: [loud], organizationId: acme.id }),
        app(3, { testers: [tagged, dan] }),
        app(4),
        publishedApp(5, { testers: [cleo], ...deleted }),
      ];
      await writeRows(tools, insertsOf(shared));
      const expected = stored(shared, ({ testers }) => testers.some(({ key }) => key === cleo.key));
      await sameUpToLimits((limit) => apps.sharedWith(cleo.key, limit), expected, 'the apps');
      same(await apps.sharedWith(ada.emailKey, 100), [], 'those shared with who tests none');
    },
  ),

  clause(
    'READ-45',
    '`apps.deletedUntil` gives the ids of apps deleted at `until` or before that are not archived, by the time of deletion, then by id, and no more than `limit`.',
    async ({ apps }, tools) => {
      const over = [
        app(1),
        publishedApp(2, { deletedAt: at(7), organizationId: acme.id }),
        app(3, { deletedAt: at(5) }),
        app(4, { deletedAt: at(9) }),
        app(5, { deletedAt: at(5) }),
        app(6, { deletedAt: new Date(at(7).getTime() + 1) }),
        app(7, { deletedAt: at(4), archivedAt: at(6) }),
      ];
      await writeRows(tools, insertsOf(over));
      const expected = [3, 5, 2].map(appId);
      await sameUpToLimits((limit) => apps.deletedUntil(at(7), limit), expected, 'the ids');
      same(await apps.deletedUntil(at(4), 100), [], 'before the first');
    },
  ),
];
