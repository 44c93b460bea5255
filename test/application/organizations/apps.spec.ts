// What becomes of apps where the organization that owns them ends.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type App, archiveApp, deleteApp, moveApp } from '../../../src/domain/app/app.js';
import { withdraw } from '../../../src/domain/review/lifecycle.js';
import { type OrganizationView, orThrow, type Storage } from '../../../src/index.js';
import {
  besides,
  day,
  organizationOf,
  type Person,
  person,
  present,
  start,
  storages,
  theSystem,
  type World,
  worldOn,
  writeRows,
} from '../../support/guildhall.js';
import {
  type AppRows,
  approved,
  draft,
  inReview,
  insertRows,
  keyOf,
  pastOf,
  published,
  rewriteApp,
  withUpdate,
} from '../support/app-rows.js';

describe.each(storages)('the apps of an organization that ends on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = worldOn(await open());
  });
  beforeEach(async () => {
    ada = await person(world);
    acme = await organizationOf(world, ada, 'Acme');
  });

  const of = () => ({ organizationId: acme.id });
  const remove = () => world.guildhall.organizations.delete(ada.actor, of());
  const inTheWay = (...rows: readonly AppRows[]) => ({
    ok: false,
    refusal: { code: 'organization_has_apps', appIds: rows.map(({ app }) => app.id) },
  });
  const appOf = async ({ id }: App) => present(await world.storage.apps.findById(id));

  async function insert(...given: readonly AppRows[]): Promise<void> {
    await insertRows(world.storage, {
      apps: given.map(({ app }) => app),
      submissions: given.flatMap(({ submissions }) => submissions),
    });
  }

  it('are in the way where they are live or in review, each named once', async () => {
    const [live, waiting] = [published(acme), inReview(acme)];
    const update = withUpdate(published(acme), acme);
    await insert(update, waiting, live);
    expect(await remove()).toEqual(inTheWay(live, waiting, update));
    await rewriteApp(world.storage, { ...live.app, enforcement: { state: 'suspended' } });
    await rewriteApp(world.storage, { ...update.app, delistedAt: start });
    expect(await remove()).toEqual(inTheWay(live, waiting, update));
    expect(await world.guildhall.organizations.get(ada.actor, of())).toMatchObject({ ok: true });
  });

  it('are not in the way as drafts, deleted, withdrawn, or once an approval has ended', async () => {
    const [gone, given, open] = [published(acme), inReview(acme), approved(acme)];
    const withdrawn = given.submissions.map((one) => orThrow(withdraw(one, null, start)));
    const elsewhere = published(await organizationOf(world, ada, 'Elsewhere'));
    await insert(
      { app: draft(acme.id), submissions: [] },
      { ...gone, app: deleteApp(gone.app, start) },
      { ...given, submissions: withdrawn },
      approved(acme, {}, world.clock.now()),
      open,
      elsewhere,
    );
    expect(await remove()).toEqual(inTheWay(open));
    world.clock.advance(90 * day);
    expect(orThrow(await remove())).toMatchObject({ organizationId: acme.id });
    expect(await appOf(open.app)).toMatchObject({ value: open.app });
  });

  it('are in the way where more approvals have ended than are read, and one has not', async () => {
    const ended = Array.from({ length: 100 }, () => approved(acme, {}, start));
    await insert(...ended, approved(acme));
    expect(await remove()).toEqual(inTheWay(...ended));
  });

  it('keep the account of whose personal organization they are', async () => {
    const personal = present(await world.storage.organizations.findPersonal(ada.id)).value;
    orThrow(await remove());
    const [live, waiting] = [published(personal), inReview(personal)];
    await insert(waiting, live);
    const { users } = world.guildhall;
    const input = { userId: ada.id };
    expect(await users.delete(ada.actor, input)).toEqual(inTheWay(live, waiting));
    expect(await users.delete(theSystem, input)).toEqual(inTheWay(live, waiting));
    expect(orThrow(await users.get(ada.actor, {})).state).toBe('active');
    await rewriteApp(world.storage, deleteApp(live.app, start));
    await moved(waiting, await organizationOf(world, await person(world), 'Elsewhere'));
    expect(orThrow(await users.delete(ada.actor, input)).state).toBe('deleted');
  });

  /** As the command does it that moves apps, which have no open submission then. */
  async function moved({ app, submissions }: AppRows, to: OrganizationView): Promise<App> {
    const { storage } = world;
    for (const { id } of submissions) {
      const { value, version } = present(await storage.submissions.findById(id));
      const after = withdraw(value, null, start);
      if (!after.ok) continue;
      await writeRows(storage, [
        { kind: 'update', collection: 'submissions', id, expected: version, value: after.value },
      ]);
    }
    const after = moveApp(app, to.id, start);
    await rewriteApp(storage, after);
    return after;
  }

  /** A deleted app with more than one commit takes away, one with little, a draft, and what belongs to none of them. */
  async function stage() {
    const [large, small] = [published(acme), published(acme)];
    const plain = draft(acme.id);
    const before = archiveApp(draft(acme.id), start);
    const elsewhere = await organizationOf(world, ada, 'Elsewhere');
    const away = published(acme);
    const keysOf = (app: App, count: number) =>
      Array.from({ length: count }, () => keyOf({ kind: 'app', appId: app.id }));
    const other = { ...away, app: moveApp(away.app, elsewhere.id, start) };
    await insert(
      { ...large, app: deleteApp(large.app, start) },
      { ...small, app: deleteApp(small.app, start) },
      { app: plain, submissions: [] },
      { app: before, submissions: [] },
      other,
    );
    await insertRows(world.storage, {
      submissions: pastOf(large, 150),
      keys: [
        ...keysOf(large.app, 30),
        ...keysOf(plain, 1),
        ...keysOf(other.app, 1),
        keyOf({ kind: 'organization', organizationId: acme.id }),
        keyOf({ kind: 'organization', organizationId: elsewhere.id }),
      ],
    });
    orThrow(await remove());
    return { gone: [large.app, small.app, plain], before, other, elsewhere };
  }

  const purge = (storage: Storage = world.storage) =>
    besides(world, storage).guildhall.organizations.purge(theSystem, of());
  const rowsLeft = async ({ id: appId }: App) => {
    const { submissions, keys } = world.storage;
    const [one, other] = [
      await submissions.ofApp(appId, 200),
      await keys.ofOwner({ kind: 'app', appId }, 200),
    ];
    return [one.length, other.length];
  };

  it('leave nothing but their names with it, which stay taken', async () => {
    const { gone, before, other, elsewhere } = await stage();
    const earlier = await appOf(before);
    expect(orThrow(await purge()).count).toBe(1 + 1 + (151 + 30 + 1) + (1 + 1) + (1 + 1) + 2);
    const { storage } = world;
    expect(await storage.organizations.findById(acme.id)).toBeNull();
    expect(
      await storage.keys.ofOwner({ kind: 'organization', organizationId: acme.id }, 1),
    ).toEqual([]);
    for (const app of gone) {
      const { value } = await appOf(app);
      expect(value).toMatchObject({ packageName: app.packageName, archivedAt: world.clock.now() });
      expect(value).not.toHaveProperty('live');
      expect(await rowsLeft(app)).toEqual([0, 0]);
      const again = { ...draft(elsewhere.id), packageName: app.packageName };
      await expect(insertRows(storage, { apps: [again] })).rejects.toMatchObject({
        code: 'unique_conflict',
        constraint: 'apps.package_name',
      });
    }
    expect(await appOf(before)).toEqual(earlier);
    expect(await appOf(other.app)).toEqual({ value: other.app, version: 1 });
    expect(await rowsLeft(other.app)).toEqual([1, 1]);
    const organization = { kind: 'organization', organizationId: elsewhere.id } as const;
    expect(await storage.keys.ofOwner(organization, 2)).toHaveLength(1);
    const keyset = { limit: 50, after: null, skip: 0 };
    const { items } = await storage.journal.listByOrganization(acme.id, keyset);
    const archived = items.flatMap((entry) => (entry.kind === 'command' ? entry.facts : []));
    expect(archived.filter(({ type }) => type === 'app_archived')).toHaveLength(3);
  });

  it('are taken up where an interrupted purge has left them', async () => {
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
      const { organizations } = besides(world, stopping).guildhall;
      const options = { signal: abort.signal };
      const done = await organizations.purge(theSystem, of(), options).catch(() => null);
      if (done !== null) break;
      steps += 1;
    }
    expect(steps).toBe(1 + 1 + 2 + 1 + 1);
    for (const app of gone) expect(await rowsLeft(app)).toEqual([0, 0]);
  });

  it('stay as they are where they have been moved away meanwhile', async () => {
    const { gone, elsewhere } = await stage();
    const left = present(gone[0]);
    const rows = await rowsLeft(left);
    let isMoved = false;
    const moving: Storage = {
      ...world.storage,
      submissions: {
        ...world.storage.submissions,
        async ofApp(appId, limit) {
          const found = await world.storage.submissions.ofApp(appId, limit);
          if (appId === left.id && !isMoved) {
            isMoved = true;
            await rewriteApp(world.storage, moveApp(left, elsewhere.id, start));
          }
          return found;
        },
      },
    };
    orThrow(await purge(moving));
    expect(isMoved).toBe(true);
    expect(await world.storage.organizations.findById(acme.id)).toBeNull();
    expect((await appOf(left)).value).toEqual(moveApp(left, elsewhere.id, start));
    expect(await rowsLeft(left)).toEqual(rows);
  });
});
