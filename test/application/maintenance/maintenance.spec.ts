// Maintenance rounds: expired invitations, purges and the journal.
import { beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createOrganization,
  createOrganizationWithAdmins,
  createPerson,
  createSecondService,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { withUnavailableCalls } from '../support/storage-calls.js';

const nothing = {
  expiredInvitations: 0,
  expiredApprovals: 0,
  purgedInvitations: 0,
  archivedApps: 0,
  purgedOrganizations: 0,
  purgedUsers: 0,
  prunedJournalRows: 0,
};

describe.each(storageKinds)('maintenance on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  beforeEach(async () => {
    world = createWorld(await open());
    ada = await createPerson(world);
  });

  const run = () => world.guildhall.maintenance.runOnce();

  it('writes the expired state of invitations, one organization per commit, and a renewed one keeps its row', async () => {
    const [one, two] = [await createOrganization(world, ada), await createOrganization(world, ada)];
    const email = uniqueEmail();
    const first = await createInvitation(world, { by: ada, to: one, email });
    await createInvitation(world, { by: ada, to: one, email: uniqueEmail() });
    await createInvitation(world, { by: ada, to: two, email: uniqueEmail() });
    expect(await run()).toEqual(nothing);
    world.clock.advance(7 * day);
    expect(await run()).toEqual({ ...nothing, expiredInvitations: 3 });
    const row = assertPresent(await world.storage.invitations.findById(first.id)).value;
    expect(row).toMatchObject({
      state: 'expired',
      closedAt: first.expiresAt,
      delivery: { state: 'dropped' },
    });
    const trail = await world.guildhall.organizations.audit(ada.actor, {
      organizationId: two.id,
      limit: 1,
    });
    expect(orThrow(trail).items).toMatchObject([
      {
        action: 'invitation.expire',
        events: [{ type: 'invitation_expired', organizationId: two.id }],
      },
    ]);
    const again = await createInvitation(world, { by: ada, to: one, email });
    expect(again).toMatchObject({ id: first.id, revision: 2, state: 'pending' });
    const token = await currentTokenOf(world, again.id);
    expect(await world.guildhall.invitations.preview(null, { token })).toMatchObject({ ok: true });
  });

  it('removes closed invitations after 90 days', async () => {
    const acme = await createOrganization(world, ada);
    const kept = await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    const input = { organizationId: acme.id, invitationId: kept.id };
    orThrow(await world.guildhall.invitations.revoke(ada.actor, input));
    world.clock.advance(90 * day - 1);
    expect(await run()).toEqual(nothing);
    world.clock.advance(1);
    expect(await run()).toEqual({ ...nothing, purgedInvitations: 1 });
    expect(await world.storage.invitations.findById(kept.id)).toBeNull();
  });

  it('purges accounts and organizations 30 days after their deletion', async () => {
    const { organizations, users } = world.guildhall;
    const acme = await createOrganization(world, ada);
    const grace = await createPerson(world);
    orThrow(await organizations.delete(ada.actor, { organizationId: acme.id }));
    orThrow(await users.delete(grace.actor, { userId: grace.id }));
    world.clock.advance(30 * day - 1);
    expect(await run()).toEqual(nothing);
    world.clock.advance(1);
    expect(await run()).toEqual({ ...nothing, purgedOrganizations: 1, purgedUsers: 1 });
    expect(await world.storage.organizations.findById(acme.id)).toBeNull();
    expect(await world.storage.users.findById(grace.id)).toBeNull();
    expect(await world.storage.organizations.findPersonal(grace.id)).toBeNull();
    expect(await run()).toEqual(nothing);
  });

  it('removes journal entries after two years, but not those with a message to deliver', async () => {
    const { organization, admins } = await createOrganizationWithAdmins(world, 2);
    const [one, two] = [assertPresent(admins[0]), assertPresent(admins[1])];
    const input = { organizationId: organization.id, userId: two.id };
    orThrow(await world.guildhall.memberships.remove(one.actor, input));
    world.clock.advance(730 * day);
    expect((await run()).prunedJournalRows).toBe(0);
    world.clock.advance(1);
    const { prunedJournalRows } = await run();
    expect(prunedJournalRows).toBeGreaterThan(4);
    const kept = await world.storage.journal.listByOrganization(organization.id, {
      limit: 50,
      after: null,
      skip: 0,
    });
    const withMessage = kept.items.filter(
      (entry) => entry.kind === 'command' && entry.action === 'membership.remove',
    );
    expect(withMessage).toHaveLength(1);
    await world.guildhall.relay.runOnce({ limit: 100 });
    expect((await run()).prunedJournalRows).toBe(2);
  });

  it('runs round after round, waits for an unavailable storage, and stops with the signal', async () => {
    const acme = await createOrganization(world, ada);
    await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    world.clock.advance(7 * day);
    let failures = 2;
    const away = withUnavailableCalls(
      world.storage,
      ({ method }) => method === 'overdue' && failures-- > 0,
    );
    const abort = new AbortController();
    const waits: number[] = [];
    const rounds: unknown[] = [];
    const { guildhall } = createSecondService(world, away, {
      policy: { commandDeadline: 1 },
      pacing: {
        ...noPacing(1_000),
        async sleep(milliseconds) {
          if (waits.push(milliseconds) === 3) abort.abort();
        },
      },
    });
    await guildhall.maintenance.run(abort.signal, { onRound: (done) => rounds.push(done) });
    expect(waits).toEqual([3_600_000, 3_600_000, 3_600_000]);
    expect(rounds.at(-1)).toEqual(nothing);
    expect(rounds).toContainEqual({ ...nothing, expiredInvitations: 1 });
    await guildhall.maintenance.run(AbortSignal.abort());
    expect(waits).toHaveLength(3);
  });

  it.each([0, Number.NaN, null])('refuses to run with a wait of %s seconds', async (interval) => {
    const options: object = { interval };
    const running = world.guildhall.maintenance.run(AbortSignal.abort(), options);
    await expect(running).rejects.toThrow(RangeError);
  });

  it('can run in two services at once', async () => {
    const acme = await createOrganization(world, ada);
    for (let count = 0; count < 5; count += 1) {
      await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    }
    const grace = await createPerson(world);
    orThrow(await world.guildhall.users.delete(systemActor, { userId: grace.id }));
    world.clock.advance(31 * day);
    const services = [1, 2, 3].map(
      () => createSecondService(world, world.storage).guildhall.maintenance,
    );
    const done = await Promise.all(services.map((service) => service.runOnce()));
    const total = (of: 'expiredInvitations' | 'purgedUsers') =>
      done.reduce((sum, one) => sum + one[of], 0);
    expect(total('expiredInvitations')).toBe(5);
    expect(total('purgedUsers')).toBe(1);
  });
});
