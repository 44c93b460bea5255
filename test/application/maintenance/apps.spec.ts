// What time does to apps and their submissions.
import { beforeEach, describe, expect, it } from 'vitest';
import { deleteApp, restoreApp } from '../../../src/domain/app/app.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
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
  type World,
  worldOn,
} from '../../support/guildhall.js';
import {
  type AppRows,
  approved,
  insertRows,
  keyOf,
  pastOf,
  published,
  rewriteApp,
} from '../support/app-rows.js';

describe.each(storages)('maintenance of apps on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeEach(async () => {
    world = worldOn(await open());
    ada = await person(world);
    acme = await organizationOf(world, ada, 'Acme');
  });

  const run = () => world.guildhall.maintenance.runOnce();
  const trailOf = async (organizationId: string) =>
    orThrow(await world.guildhall.organizations.audit(ada.actor, { organizationId })).items;

  async function insert(...given: readonly AppRows[]): Promise<void> {
    await insertRows(world.storage, {
      apps: given.map(({ app }) => app),
      submissions: given.flatMap(({ submissions }) => submissions),
    });
  }

  it('writes down which approvals have ended, organization by organization', async () => {
    const other = await organizationOf(world, ada, 'Other');
    const ends = new Date(start.getTime() + 1_000);
    const [one, two, three] = [
      approved(acme, {}, ends),
      approved(other, {}, ends),
      approved(acme, {}, ends),
    ];
    const later = approved(acme, {}, new Date(ends.getTime() + 1));
    await insert(one, two, three, later, published(acme));
    world.clock.advance(0.999);
    expect(await run()).toMatchObject({ approvals: 0 });
    world.clock.advance(0.001);
    expect(await run()).toMatchObject({ approvals: 3, apps: 0, expired: 0 });
    for (const { app, submissions } of [one, two, three]) {
      const { value } = present(
        await world.storage.submissions.findById(present(submissions[0]).id),
      );
      expect(value).toMatchObject({
        state: 'approval_expired',
        settled: { what: 'expireApproval', at: ends },
      });
      expect(await world.storage.submissions.findOpen(app.id)).toBeNull();
    }
    expect(await world.storage.submissions.findOpen(later.app.id)).not.toBeNull();
    const moved = ({ app, submissions }: AppRows) => ({
      type: 'submission_moved',
      organizationId: app.organizationId,
      appId: app.id,
      submissionId: present(submissions[0]).id,
      command: 'expireApproval',
      to: 'approval_expired',
    });
    expect((await trailOf(acme.id))[0]).toMatchObject({
      action: 'submission.expire_approval',
      facts: [moved(one), moved(three)],
    });
    expect((await trailOf(other.id))[0]).toMatchObject({ facts: [moved(two)] });
    expect(await run()).toMatchObject({ approvals: 0 });
  });

  it('archives apps that were deleted thirty days ago, with whatever they have', async () => {
    const [gone, kept] = [published(acme), published(acme)];
    const app = deleteApp(gone.app, world.clock.now());
    await insert({ ...gone, app }, kept);
    await insertRows(world.storage, {
      submissions: pastOf(gone, 120),
      keys: [keyOf({ kind: 'app', appId: app.id })],
    });
    world.clock.advance(30 * day - 1);
    expect(await run()).toMatchObject({ apps: 0 });
    world.clock.advance(1);
    expect(await run()).toMatchObject({ apps: 1, organizations: 0 });
    const { storage } = world;
    const { value } = present(await storage.apps.findByPackageName(app.packageName));
    expect(value).toMatchObject({ deletedAt: start, archivedAt: world.clock.now() });
    expect(value).not.toHaveProperty('live');
    expect(await storage.submissions.ofApp(app.id, 1)).toEqual([]);
    expect(await storage.keys.ofOwner({ kind: 'app', appId: app.id }, 1)).toEqual([]);
    expect((await trailOf(acme.id))[0]).toMatchObject({
      action: 'app.purge',
      subject: { kind: 'app', id: app.id },
      facts: [{ type: 'app_archived', organizationId: acme.id, appId: app.id }],
    });
    expect(present(await storage.apps.findById(kept.app.id)).value).toEqual(kept.app);
    expect(await run()).toMatchObject({ apps: 0 });
  });

  it('leaves an app alone that comes back meanwhile', async () => {
    const gone = published(acme);
    const app = deleteApp(gone.app, start);
    await insert({ ...gone, app });
    await insertRows(world.storage, { submissions: pastOf(gone, 120) });
    world.clock.advance(30 * day);
    const longer = policyWith({ restoreWindow: 60 * day });
    let isBack = false;
    const returning: Storage = {
      ...world.storage,
      submissions: {
        ...world.storage.submissions,
        async ofApp(appId, limit) {
          const found = await world.storage.submissions.ofApp(appId, limit);
          if (!isBack) {
            isBack = true;
            const back = orThrow(restoreApp(app, longer, world.clock.now()));
            await rewriteApp(world.storage, back);
          }
          return found;
        },
      },
    };
    const { maintenance } = besides(world, returning).guildhall;
    expect(await maintenance.runOnce()).toMatchObject({ apps: 0 });
    expect(isBack).toBe(true);
    const { value } = present(await world.storage.apps.findById(app.id));
    expect(value.live).toEqual(gone.app.live);
    expect(await world.storage.submissions.ofApp(app.id, 200)).toHaveLength(121);
  });

  it('archives no app twice', async () => {
    const gone = published(acme);
    await insert({ ...gone, app: deleteApp(gone.app, start) });
    world.clock.advance(30 * day);
    let isAhead = true;
    const slow: Storage = {
      ...world.storage,
      apps: {
        ...world.storage.apps,
        async deletedUntil(until, limit) {
          const found = await world.storage.apps.deletedUntil(until, limit);
          if (isAhead) {
            isAhead = false;
            expect(await run()).toMatchObject({ apps: 1 });
          }
          return found;
        },
      },
    };
    const { maintenance } = besides(world, slow).guildhall;
    expect(await maintenance.runOnce()).toMatchObject({ apps: 0 });
    expect(isAhead).toBe(false);
  });

  it('may be done by three services at once', async () => {
    const given = Array.from({ length: 4 }, () => published(acme));
    await insert(...given.map((rows) => ({ ...rows, app: deleteApp(rows.app, start) })));
    await insert(...Array.from({ length: 3 }, () => approved(acme, {}, start)));
    world.clock.advance(30 * day);
    const services = [1, 2, 3].map(() => besides(world, world.storage).guildhall.maintenance);
    const done = await Promise.all(services.map((service) => service.runOnce()));
    const total = (of: 'apps' | 'approvals') => done.reduce((sum, one) => sum + one[of], 0);
    expect([total('apps'), total('approvals')]).toEqual([4, 3]);
    const facts = (await trailOf(acme.id)).flatMap((entry) => entry.facts);
    expect(facts.filter(({ type }) => type === 'app_archived')).toHaveLength(4);
  });
});
