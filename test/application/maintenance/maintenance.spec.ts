import { beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import {
  besides,
  day,
  invited,
  organizationOf,
  organizationWithAdmins,
  type Person,
  person,
  present,
  storages,
  theSystem,
  tokenOf,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { withoutReach } from '../support/calls.js';
import { freshAddress } from '../support/commands.js';

const nothing = {
  expired: 0,
  approvals: 0,
  invitations: 0,
  apps: 0,
  organizations: 0,
  users: 0,
  journal: 0,
};

describe.each(storages)('maintenance on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  beforeEach(async () => {
    world = worldOn(await open());
    ada = await person(world);
  });

  const run = () => world.guildhall.maintenance.runOnce();

  it('writes down what has expired, organization by organization, and what is renewed keeps its row', async () => {
    const [one, two] = [await organizationOf(world, ada), await organizationOf(world, ada)];
    const email = freshAddress();
    const first = await invited(world, { by: ada, to: one, email });
    await invited(world, { by: ada, to: one, email: freshAddress() });
    await invited(world, { by: ada, to: two, email: freshAddress() });
    expect(await run()).toEqual(nothing);
    world.clock.advance(7 * day);
    expect(await run()).toEqual({ ...nothing, expired: 3 });
    const row = present(await world.storage.invitations.findById(first.id)).value;
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
        facts: [{ type: 'invitation_expired', organizationId: two.id }],
      },
    ]);
    const again = await invited(world, { by: ada, to: one, email });
    expect(again).toMatchObject({ id: first.id, revision: 2, state: 'pending' });
    const token = await tokenOf(world, again.id);
    expect(await world.guildhall.invitations.preview(null, { token })).toMatchObject({ ok: true });
  });

  it('forgets closed invitations after ninety days', async () => {
    const acme = await organizationOf(world, ada);
    const kept = await invited(world, { by: ada, to: acme, email: freshAddress() });
    const input = { organizationId: acme.id, invitationId: kept.id };
    orThrow(await world.guildhall.invitations.revoke(ada.actor, input));
    world.clock.advance(90 * day - 1);
    expect(await run()).toEqual(nothing);
    world.clock.advance(1);
    expect(await run()).toEqual({ ...nothing, invitations: 1 });
    expect(await world.storage.invitations.findById(kept.id)).toBeNull();
  });

  it('purges what was deleted thirty days ago', async () => {
    const { organizations, users } = world.guildhall;
    const acme = await organizationOf(world, ada);
    const grace = await person(world);
    orThrow(await organizations.delete(ada.actor, { organizationId: acme.id }));
    orThrow(await users.delete(grace.actor, { userId: grace.id }));
    world.clock.advance(30 * day - 1);
    expect(await run()).toEqual(nothing);
    world.clock.advance(1);
    expect(await run()).toEqual({ ...nothing, organizations: 1, users: 1 });
    expect(await world.storage.organizations.findById(acme.id)).toBeNull();
    expect(await world.storage.users.findById(grace.id)).toBeNull();
    expect(await world.storage.organizations.findPersonal(grace.id)).toBeNull();
    expect(await run()).toEqual(nothing);
  });

  it('forgets the journal after two years, but not what has a message to deliver', async () => {
    const { organization, admins } = await organizationWithAdmins(world, 2);
    const [one, two] = [present(admins[0]), present(admins[1])];
    const input = { organizationId: organization.id, userId: two.id };
    orThrow(await world.guildhall.memberships.remove(one.actor, input));
    world.clock.advance(730 * day);
    expect((await run()).journal).toBe(0);
    world.clock.advance(1);
    const { journal } = await run();
    expect(journal).toBeGreaterThan(4);
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
    expect((await run()).journal).toBe(2);
  });

  it('goes on by itself, waits for a storage that is away, and ends with the signal', async () => {
    const acme = await organizationOf(world, ada);
    await invited(world, { by: ada, to: acme, email: freshAddress() });
    world.clock.advance(7 * day);
    let failures = 2;
    const away = withoutReach(
      world.storage,
      ({ method }) => method === 'overdue' && failures-- > 0,
    );
    const abort = new AbortController();
    const waits: number[] = [];
    const rounds: unknown[] = [];
    const { guildhall } = besides(world, away, {
      policy: { commandDeadline: 1 },
      pacing: {
        ...noPacing(1_000),
        async wait(milliseconds) {
          if (waits.push(milliseconds) === 3) abort.abort();
        },
      },
    });
    await guildhall.maintenance.run(abort.signal, { onRound: (done) => rounds.push(done) });
    expect(waits).toEqual([3_600_000, 3_600_000, 3_600_000]);
    expect(rounds.at(-1)).toEqual(nothing);
    expect(rounds).toContainEqual({ ...nothing, expired: 1 });
    await guildhall.maintenance.run(AbortSignal.abort());
    expect(waits).toHaveLength(3);
  });

  it('may be done by two services at once', async () => {
    const acme = await organizationOf(world, ada);
    for (let count = 0; count < 5; count += 1) {
      await invited(world, { by: ada, to: acme, email: freshAddress() });
    }
    const grace = await person(world);
    orThrow(await world.guildhall.users.delete(theSystem, { userId: grace.id }));
    world.clock.advance(31 * day);
    const services = [1, 2, 3].map(() => besides(world, world.storage).guildhall.maintenance);
    const done = await Promise.all(services.map((service) => service.runOnce()));
    const total = (of: 'expired' | 'users') => done.reduce((sum, one) => sum + one[of], 0);
    expect(total('expired')).toBe(5);
    expect(total('users')).toBe(1);
  });
});
