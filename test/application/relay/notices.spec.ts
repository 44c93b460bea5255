// Mails about memberships, and how many of them an address gets.
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../../src/adapters/memory/index.js';
import { parseDeliveryLeaseId } from '../../../src/domain/shared/ids.js';
import { orThrow, type RateLimiter, type Role } from '../../../src/index.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  type Person,
  storageKinds,
  type World,
} from '../../support/world.js';

describe.each(storageKinds)('notices on $name', ({ open }) => {
  let world: World;
  beforeAll(async () => {
    world = createWorld(await open());
  });

  /** An admin and a member who has got no mail today. */
  async function createTeam() {
    const admin = await createPerson(world);
    const { id: organizationId } = await createOrganization(world, admin);
    const to = orThrow(await world.guildhall.organizations.get(admin.actor, { organizationId }));
    const { id: userId, email } = await createMember(world, { by: admin, to });
    await world.guildhall.relay.runOnce();
    world.clock.advance(day);
    const before = world.mailer.mailsTo(email).length;
    const mailCount = () => world.mailer.mailsTo(email).length - before;
    return { admin, member: { organizationId, userId }, email, mailCount };
  }

  async function changeRoles(
    by: Person,
    member: { readonly organizationId: string; readonly userId: string },
    times: number,
  ) {
    for (let count = 0; count < times; count += 1) {
      const role: Role = count % 2 === 0 ? 'admin' : 'member';
      orThrow(await world.guildhall.memberships.changeRole(by.actor, { ...member, role }));
      await world.guildhall.relay.runOnce();
      world.clock.advance(61);
    }
  }

  it('of sixty changes of one role are ten mails a day, and then the organization has no invitation left for this address', async () => {
    const { admin, member, email, mailCount } = await createTeam();
    await changeRoles(admin, member, 60);
    expect(mailCount()).toBe(10);
    orThrow(await world.guildhall.memberships.remove(admin.actor, member));
    const { organizationId } = member;
    const again = await world.guildhall.invitations.invite(admin.actor, { organizationId, email });
    expect(again).toMatchObject({ refusal: { code: 'rate_limited', path: ['email'] } });
    const other = await createPerson(world);
    const elsewhere = await createOrganization(world, other, 'Elsewhere');
    await createInvitation(world, { by: other, to: elsewhere, email });
    await world.guildhall.relay.runOnce();
    expect(mailCount()).toBe(11);
  });

  it('are counted although the relay that claimed them first has died', async () => {
    const { admin, member, mailCount } = await createTeam();
    await changeRoles(admin, member, 10);
    const changed = await world.guildhall.memberships.changeRole(admin.actor, {
      ...member,
      role: 'admin',
    });
    orThrow(changed);
    const now = world.clock.now();
    const lease = { id: assertPresent(parseDeliveryLeaseId('d'.repeat(24))), until: now };
    await world.storage.outbox.claim({ now, lease, channel: 'mail', limit: 10 });
    world.clock.advance(1);
    expect(await world.guildhall.relay.runOnce()).toMatchObject({ claimed: 1, dropped: 1 });
    expect(mailCount()).toBe(10);
  });

  it('wait while the limiter fails, and are counted then', async () => {
    const { admin, member, mailCount } = await createTeam();
    let isDown = true;
    const limits = memoryRateLimiter();
    const rateLimiter: RateLimiter = {
      ...limits,
      take: (...given) => (isDown ? Promise.reject(new Error('no answer')) : limits.take(...given)),
    };
    const service = createSecondService(world, world.storage, { rateLimiter });
    orThrow(
      await world.guildhall.memberships.changeRole(admin.actor, { ...member, role: 'admin' }),
    );
    await expect(service.guildhall.relay.runOnce()).rejects.toMatchObject({ code: 'unavailable' });
    isDown = false;
    world.clock.advance(301);
    expect(await service.guildhall.relay.runOnce()).toMatchObject({ sent: 1 });
    expect(mailCount()).toBe(1);
  });

  it('keep their attempts while the limiter fails', async () => {
    const { admin, member } = await createTeam();
    const take = () => Promise.reject(new Error('no answer'));
    const rateLimiter: RateLimiter = { ...memoryRateLimiter(), take };
    const service = createSecondService(world, world.storage, { rateLimiter });
    orThrow(
      await world.guildhall.memberships.changeRole(admin.actor, { ...member, role: 'admin' }),
    );
    for (let lease = 0; lease < 10; lease += 1) {
      await expect(service.guildhall.relay.runOnce()).rejects.toMatchObject({
        code: 'unavailable',
      });
      world.clock.advance(301);
    }
    world.mailer.failNext(1);
    expect(await world.guildhall.relay.runOnce()).toMatchObject({ claimed: 1, retry: 1 });
    world.clock.advance(day);
    expect(await world.guildhall.relay.runOnce()).toMatchObject({ sent: 1 });
  });

  it('are counted once, however often the mail server refuses them', async () => {
    const { admin, member, mailCount } = await createTeam();
    world.mailer.failNext(3);
    await changeRoles(admin, member, 1);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      world.clock.advance(day / 8);
      await world.guildhall.relay.runOnce();
    }
    expect(mailCount()).toBe(1);
    await changeRoles(admin, member, 12);
    expect(mailCount()).toBe(10);
  });
});
