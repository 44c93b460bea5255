// Maintenance expires approvals, and archives deleted apps.
import { beforeEach, describe, expect, it } from 'vitest';
import { deleteApp, restoreApp } from '../../../src/domain/app/delete-restore-archive-app.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { type OrganizationView, orThrow, type Storage } from '../../../src/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  type Person,
  startTime,
  storageKinds,
  type World,
} from '../../support/world.js';
import {
  type AppWithSubmissions,
  apiKeyRow,
  approvedAppRows,
  insertRows,
  overwriteAppRow,
  publishedAppRows,
  withdrawnSubmissions,
} from '../support/app-rows.js';

describe.each(storageKinds)('maintenance of apps on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeEach(async () => {
    world = createWorld(await open());
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  const run = () => world.guildhall.maintenance.runOnce();
  const trailOf = async (organizationId: string) =>
    orThrow(await world.guildhall.organizations.audit(ada.actor, { organizationId })).items;

  async function insert(...given: readonly AppWithSubmissions[]): Promise<void> {
    await insertRows(world.storage, {
      apps: given.map(({ app }) => app),
      submissions: given.flatMap(({ submissions }) => submissions),
    });
  }

  it('writes the expired state of approvals, one organization per commit', async () => {
    const other = await createOrganization(world, ada, 'Other');
    const ends = new Date(startTime.getTime() + 1_000);
    const [one, two, three] = [
      approvedAppRows(acme, {}, ends),
      approvedAppRows(other, {}, ends),
      approvedAppRows(acme, {}, ends),
    ];
    const later = approvedAppRows(acme, {}, new Date(ends.getTime() + 1));
    await insert(one, two, three, later, publishedAppRows(acme));
    world.clock.advance(0.999);
    expect(await run()).toMatchObject({ expiredApprovals: 0 });
    world.clock.advance(0.001);
    expect(await run()).toMatchObject({
      expiredApprovals: 3,
      archivedApps: 0,
      expiredInvitations: 0,
    });
    for (const { app, submissions } of [one, two, three]) {
      const { value } = assertPresent(
        await world.storage.submissions.findById(assertPresent(submissions[0]).id),
      );
      expect(value).toMatchObject({
        state: 'approval_expired',
        lastOutcome: { command: 'expireApproval', at: ends },
      });
      expect(await world.storage.submissions.findOpen(app.id)).toBeNull();
    }
    expect(await world.storage.submissions.findOpen(later.app.id)).not.toBeNull();
    const moved = ({ app, submissions }: AppWithSubmissions) => ({
      type: 'submission_state_changed',
      organizationId: app.organizationId,
      appId: app.id,
      submissionId: assertPresent(submissions[0]).id,
      command: 'expireApproval',
      to: 'approval_expired',
    });
    expect((await trailOf(acme.id))[0]).toMatchObject({
      action: 'submission.expire_approval',
      events: [moved(one), moved(three)],
    });
    expect((await trailOf(other.id))[0]).toMatchObject({ events: [moved(two)] });
    expect(await run()).toMatchObject({ expiredApprovals: 0 });
  });

  it('archives apps 30 days after their deletion, with everything they have', async () => {
    const [gone, kept] = [publishedAppRows(acme), publishedAppRows(acme)];
    const app = orThrow(deleteApp(gone.app, null, world.clock.now()));
    await insert({ ...gone, app }, kept);
    await insertRows(world.storage, {
      submissions: withdrawnSubmissions(gone, 120),
      keys: [apiKeyRow({ kind: 'app', appId: app.id })],
    });
    world.clock.advance(30 * day - 1);
    expect(await run()).toMatchObject({ archivedApps: 0 });
    world.clock.advance(1);
    expect(await run()).toMatchObject({ archivedApps: 1, purgedOrganizations: 0 });
    const { storage } = world;
    const { value } = assertPresent(await storage.apps.findByPackageName(app.packageName));
    expect(value).toMatchObject({ deletedAt: startTime, archivedAt: world.clock.now() });
    expect(value).not.toHaveProperty('live');
    expect(await storage.submissions.listAllByApp(app.id, 1)).toEqual([]);
    expect(await storage.apiKeys.listByOwner({ kind: 'app', appId: app.id }, 1)).toEqual([]);
    expect((await trailOf(acme.id))[0]).toMatchObject({
      action: 'app.purge',
      subject: { kind: 'app', id: app.id },
      events: [{ type: 'app_archived', organizationId: acme.id, appId: app.id }],
    });
    expect(assertPresent(await storage.apps.findById(kept.app.id)).value).toEqual(kept.app);
    expect(await run()).toMatchObject({ archivedApps: 0 });
  });

  it('leaves an app alone that is restored during the round', async () => {
    const gone = publishedAppRows(acme);
    const app = orThrow(deleteApp(gone.app, null, startTime));
    await insert({ ...gone, app });
    await insertRows(world.storage, { submissions: withdrawnSubmissions(gone, 120) });
    world.clock.advance(30 * day);
    const longer = resolvePolicy({ restoreWindow: 60 * day });
    let isBack = false;
    const returning: Storage = {
      ...world.storage,
      submissions: {
        ...world.storage.submissions,
        async listAllByApp(appId, limit) {
          const found = await world.storage.submissions.listAllByApp(appId, limit);
          if (!isBack) {
            isBack = true;
            const back = orThrow(restoreApp(app, longer, world.clock.now()));
            await overwriteAppRow(world.storage, back);
          }
          return found;
        },
      },
    };
    const { maintenance } = createSecondService(world, returning).guildhall;
    expect(await maintenance.runOnce()).toMatchObject({ archivedApps: 0 });
    expect(isBack).toBe(true);
    const { value } = assertPresent(await world.storage.apps.findById(app.id));
    expect(value.live).toEqual(gone.app.live);
    expect(await world.storage.submissions.listAllByApp(app.id, 200)).toHaveLength(121);
  });

  it('archives no app twice', async () => {
    const gone = publishedAppRows(acme);
    await insert({ ...gone, app: orThrow(deleteApp(gone.app, null, startTime)) });
    world.clock.advance(30 * day);
    let isAhead = true;
    const slow: Storage = {
      ...world.storage,
      apps: {
        ...world.storage.apps,
        async listIdsDeletedUntil(until, limit) {
          const found = await world.storage.apps.listIdsDeletedUntil(until, limit);
          if (isAhead) {
            isAhead = false;
            expect(await run()).toMatchObject({ archivedApps: 1 });
          }
          return found;
        },
      },
    };
    const { maintenance } = createSecondService(world, slow).guildhall;
    expect(await maintenance.runOnce()).toMatchObject({ archivedApps: 0 });
    expect(isAhead).toBe(false);
  });

  it('can run in three services at once', async () => {
    const given = Array.from({ length: 4 }, () => publishedAppRows(acme));
    await insert(
      ...given.map((rows) => ({ ...rows, app: orThrow(deleteApp(rows.app, null, startTime)) })),
    );
    await insert(...Array.from({ length: 3 }, () => approvedAppRows(acme, {}, startTime)));
    world.clock.advance(30 * day);
    const services = [1, 2, 3].map(
      () => createSecondService(world, world.storage).guildhall.maintenance,
    );
    const done = await Promise.all(services.map((service) => service.runOnce()));
    const total = (of: 'archivedApps' | 'expiredApprovals') =>
      done.reduce((sum, one) => sum + one[of], 0);
    expect([total('archivedApps'), total('expiredApprovals')]).toEqual([4, 3]);
    const events = (await trailOf(acme.id)).flatMap((entry) => entry.events);
    expect(events.filter(({ type }) => type === 'app_archived')).toHaveLength(4);
  });
});
