// Apps whose organization is deleted and purged.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../../src/domain/app/app.js';
import { archiveApp, deleteApp } from '../../../src/domain/app/delete-restore-archive-app.js';
import { moveApp } from '../../../src/domain/app/move-app.js';
import { withdrawSubmission } from '../../../src/domain/review/withdraw-submission.js';
import { type OrganizationView, orThrow, type Storage } from '../../../src/index.js';
import {
  assertPresent,
  commitChanges,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  type Person,
  startTime,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import {
  type AppWithSubmissions,
  addUpdateInReview,
  apiKeyRow,
  appInReviewRows,
  approvedAppRows,
  draftAppRow,
  insertRows,
  overwriteAppRow,
  publishedAppRows,
  withdrawnSubmissions,
} from '../support/app-rows.js';

describe.each(storageKinds)('the apps of a deleted organization on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = createWorld(await open());
  });
  beforeEach(async () => {
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  const of = () => ({ organizationId: acme.id });
  const remove = () => world.guildhall.organizations.delete(ada.actor, of());
  const inTheWay = (...rows: readonly AppWithSubmissions[]) => ({
    ok: false,
    refusal: { code: 'organization_has_apps', appIds: rows.map(({ app }) => app.id) },
  });
  const appOf = async ({ id }: App) => assertPresent(await world.storage.apps.findById(id));

  async function insert(...given: readonly AppWithSubmissions[]): Promise<void> {
    await insertRows(world.storage, {
      apps: given.map(({ app }) => app),
      submissions: given.flatMap(({ submissions }) => submissions),
    });
  }

  it('block the deletion where they are live or in review, and the refusal names each once', async () => {
    const [live, waiting] = [publishedAppRows(acme), appInReviewRows(acme)];
    const update = addUpdateInReview(publishedAppRows(acme), acme);
    await insert(update, waiting, live);
    expect(await remove()).toEqual(inTheWay(live, waiting, update));
    await overwriteAppRow(world.storage, { ...live.app, enforcement: { state: 'suspended' } });
    await overwriteAppRow(world.storage, { ...update.app, delistedAt: startTime });
    expect(await remove()).toEqual(inTheWay(live, waiting, update));
    expect(await world.guildhall.organizations.get(ada.actor, of())).toMatchObject({ ok: true });
  });

  it('do not block the deletion as drafts, deleted, withdrawn, or with an expired approval', async () => {
    const [gone, given, open] = [
      publishedAppRows(acme),
      appInReviewRows(acme),
      approvedAppRows(acme),
    ];
    const withdrawn = given.submissions.map((one) =>
      orThrow(withdrawSubmission(one, null, startTime)),
    );
    const elsewhere = publishedAppRows(await createOrganization(world, ada, 'Elsewhere'));
    await insert(
      { app: draftAppRow(acme.id), submissions: [] },
      { ...gone, app: orThrow(deleteApp(gone.app, null, startTime)) },
      { ...given, submissions: withdrawn },
      approvedAppRows(acme, {}, world.clock.now()),
      open,
      elsewhere,
    );
    expect(await remove()).toEqual(inTheWay(open));
    world.clock.advance(90 * day);
    expect(orThrow(await remove())).toMatchObject({ organizationId: acme.id });
    expect(await appOf(open.app)).toMatchObject({ value: open.app });
  });

  it('block the deletion where one approval is open among more expired ones than are read', async () => {
    const ended = Array.from({ length: 100 }, () => approvedAppRows(acme, {}, startTime));
    await insert(...ended, approvedAppRows(acme));
    expect(await remove()).toEqual(inTheWay(...ended));
  });

  it('block the deletion of the account whose personal organization owns them', async () => {
    const personal = assertPresent(await world.storage.organizations.findPersonal(ada.id)).value;
    orThrow(await remove());
    const [live, waiting] = [publishedAppRows(personal), appInReviewRows(personal)];
    await insert(waiting, live);
    const { users } = world.guildhall;
    const input = { userId: ada.id };
    expect(await users.delete(ada.actor, input)).toEqual(inTheWay(live, waiting));
    expect(await users.delete(systemActor, input)).toEqual(inTheWay(live, waiting));
    expect(orThrow(await users.get(ada.actor, {})).state).toBe('active');
    await overwriteAppRow(world.storage, orThrow(deleteApp(live.app, null, startTime)));
    await moved(waiting, await createOrganization(world, await createPerson(world), 'Elsewhere'));
    expect(orThrow(await users.delete(ada.actor, input)).state).toBe('deleted');
  });

  /** Moves an app as `apps.move` does; the app has no open submission. */
  async function moved(
    { app, submissions }: AppWithSubmissions,
    to: OrganizationView,
  ): Promise<App> {
    const { storage } = world;
    for (const { id } of submissions) {
      const { value, version } = assertPresent(await storage.submissions.findById(id));
      const after = withdrawSubmission(value, null, startTime);
      if (!after.ok) continue;
      await commitChanges(storage, [
        {
          kind: 'update',
          collection: 'submissions',
          id,
          expectedVersion: version,
          value: after.value,
        },
      ]);
    }
    const after = orThrow(moveApp(app, to.id, null, startTime));
    await overwriteAppRow(storage, after);
    return after;
  }

  /** A deleted app with more rows than one commit removes, one with few rows, a draft, and rows of none of them. */
  async function stage() {
    const [large, small] = [publishedAppRows(acme), publishedAppRows(acme)];
    const plain = draftAppRow(acme.id);
    const before = archiveApp(draftAppRow(acme.id), startTime);
    const elsewhere = await createOrganization(world, ada, 'Elsewhere');
    const away = publishedAppRows(acme);
    const keysOf = (app: App, count: number) =>
      Array.from({ length: count }, () => apiKeyRow({ kind: 'app', appId: app.id }));
    const other = { ...away, app: orThrow(moveApp(away.app, elsewhere.id, null, startTime)) };
    await insert(
      { ...large, app: orThrow(deleteApp(large.app, null, startTime)) },
      { ...small, app: orThrow(deleteApp(small.app, null, startTime)) },
      { app: plain, submissions: [] },
      { app: before, submissions: [] },
      other,
    );
    await insertRows(world.storage, {
      submissions: withdrawnSubmissions(large, 150),
      keys: [
        ...keysOf(large.app, 30),
        ...keysOf(plain, 1),
        ...keysOf(other.app, 1),
        apiKeyRow({ kind: 'organization', organizationId: acme.id }),
        apiKeyRow({ kind: 'organization', organizationId: elsewhere.id }),
      ],
    });
    orThrow(await remove());
    return { gone: [large.app, small.app, plain], before, other, elsewhere };
  }

  const purge = (storage: Storage = world.storage) =>
    createSecondService(world, storage).guildhall.organizations.purge(systemActor, of());
  const rowsLeft = async ({ id: appId }: App) => {
    const { submissions, apiKeys } = world.storage;
    const [one, other] = [
      await submissions.listAllByApp(appId, 200),
      await apiKeys.listByOwner({ kind: 'app', appId }, 200),
    ];
    return [one.length, other.length];
  };

  it('are purged with it, and only their names stay taken', async () => {
    const { gone, before, other, elsewhere } = await stage();
    const earlier = await appOf(before);
    expect(orThrow(await purge()).count).toBe(1 + 1 + (151 + 30 + 1) + (1 + 1) + (1 + 1) + 2);
    const { storage } = world;
    expect(await storage.organizations.findById(acme.id)).toBeNull();
    expect(
      await storage.apiKeys.listByOwner({ kind: 'organization', organizationId: acme.id }, 1),
    ).toEqual([]);
    for (const app of gone) {
      const { value } = await appOf(app);
      expect(value).toMatchObject({ packageName: app.packageName, archivedAt: world.clock.now() });
      expect(value).not.toHaveProperty('live');
      expect(await rowsLeft(app)).toEqual([0, 0]);
      const again = { ...draftAppRow(elsewhere.id), packageName: app.packageName };
      await expect(insertRows(storage, { apps: [again] })).rejects.toMatchObject({
        code: 'unique_conflict',
        constraint: 'apps.package_name',
      });
    }
    expect(await appOf(before)).toEqual(earlier);
    expect(await appOf(other.app)).toEqual({ value: other.app, version: 1 });
    expect(await rowsLeft(other.app)).toEqual([1, 1]);
    const organization = { kind: 'organization', organizationId: elsewhere.id } as const;
    expect(await storage.apiKeys.listByOwner(organization, 2)).toHaveLength(1);
    const keyset = { limit: 50, after: null, skip: 0 };
    const { items } = await storage.journal.listByOrganization(acme.id, keyset);
    const archived = items.flatMap((entry) => (entry.kind === 'command' ? entry.events : []));
    expect(archived.filter(({ type }) => type === 'app_archived')).toHaveLength(3);
  });

  it('are purged to the end after an interrupted purge', async () => {
    const { gone } = await stage();
    let steps = 0;
    for (;;) {
      const abort = new AbortController();
      const stopping: Storage = {
        ...world.storage,
        async commit(operation) {
          await world.storage.commit(operation);
          abort.abort(new Error('stopped'));
        },
      };
      const { organizations } = createSecondService(world, stopping).guildhall;
      const options = { signal: abort.signal };
      const done = await organizations.purge(systemActor, of(), options).catch(() => null);
      if (done !== null) break;
      steps += 1;
    }
    // The last step is written, too, before its caller stops.
    expect(steps).toBe(1 + 1 + 2 + 1 + 1 + 1);
    for (const app of gone) expect(await rowsLeft(app)).toEqual([0, 0]);
  });

  it('are left alone where they were moved before the purge', async () => {
    const { gone, elsewhere } = await stage();
    const left = assertPresent(gone[0]);
    const rows = await rowsLeft(left);
    let isMoved = false;
    const moving: Storage = {
      ...world.storage,
      submissions: {
        ...world.storage.submissions,
        async listAllByApp(appId, limit) {
          const found = await world.storage.submissions.listAllByApp(appId, limit);
          if (appId === left.id && !isMoved) {
            isMoved = true;
            await overwriteAppRow(
              world.storage,
              orThrow(moveApp(left, elsewhere.id, null, startTime)),
            );
          }
          return found;
        },
      },
    };
    orThrow(await purge(moving));
    expect(isMoved).toBe(true);
    expect(await world.storage.organizations.findById(acme.id)).toBeNull();
    expect((await appOf(left)).value).toEqual(
      orThrow(moveApp(left, elsewhere.id, null, startTime)),
    );
    expect(await rowsLeft(left)).toEqual(rows);
  });
});
