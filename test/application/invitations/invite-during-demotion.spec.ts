// An invitation whose commit falls between the reads of its sender's demotion and the demotion's own commit.
import { describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import { interceptStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createMember,
  createMemoryWorld,
  createOrganizationWithAdmins,
  createPerson,
  createSecondService,
  currentTokenOf,
} from '../../support/world.js';

/** Ada demotes Ben. Before the demotion commits, Ben's invitation does. */
async function inviteDuringDemotion() {
  const world = createMemoryWorld();
  const { organization, admins } = await createOrganizationWithAdmins(world, 2);
  const [ada, ben] = [assertPresent(admins[0]), assertPresent(admins[1])];
  const invitee = await createPerson(world);
  const organizationId = organization.id;
  let invitation: string | undefined;
  const storage = interceptStorage(world.storage, async (call, proceed) => {
    if (call.method === 'commit' && invitation === undefined) {
      const input = { organizationId, email: invitee.email };
      invitation = orThrow(await world.guildhall.invitations.invite(ben.actor, input)).id;
    }
    return proceed();
  });
  const changes = createSecondService(world, storage).guildhall.memberships;
  const demotion = { organizationId, userId: ben.id, role: 'member' } as const;
  orThrow(await changes.changeRole(ada.actor, demotion));
  const { items } = await world.storage.invitations.listByOrganization(
    organizationId,
    { state: 'pending', now: world.clock.now() },
    { limit: 10, after: null, skip: 0 },
  );
  const left = assertPresent(items.find(({ invitedBy }) => invitedBy === ben.id));
  return { world, organizationId, ada, ben, invitee, token: await currentTokenOf(world, left.id) };
}

describe('an invitation that commits during the demotion of its sender', () => {
  const refused = { ok: false, refusal: { code: 'inviter_not_permitted' } };

  it('cannot be accepted', async () => {
    const { world, invitee, token } = await inviteDuringDemotion();
    expect(await world.guildhall.invitations.accept(invitee.actor, { token })).toEqual(refused);
  });

  it('cannot be accepted after its sender is an admin again', async () => {
    const { world, organizationId, ada, ben, invitee, token } = await inviteDuringDemotion();
    const { memberships, invitations } = world.guildhall;
    const promotion = { organizationId, userId: ben.id, role: 'admin' } as const;
    orThrow(await memberships.changeRole(ada.actor, promotion));
    expect(await invitations.accept(invitee.actor, { token })).toEqual(refused);
  });

  it('does not affect what its sender sends later', async () => {
    const { world, organizationId, ada, ben } = await inviteDuringDemotion();
    const promotion = { organizationId, userId: ben.id, role: 'admin' } as const;
    orThrow(await world.guildhall.memberships.changeRole(ada.actor, promotion));
    const organization = orThrow(
      await world.guildhall.organizations.get(ada.actor, { organizationId }),
    );
    const newcomer = await createMember(world, { by: ben, to: organization });
    expect(await world.guildhall.memberships.isMember(organizationId, newcomer.id)).toBe(true);
  });
});
