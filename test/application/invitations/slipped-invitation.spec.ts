// An invitation whose commit falls between the reads of its sender's demotion and the demotion's own commit.
import { describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import { passThrough } from '../../../src/testing/doubles/index.js';
import {
  besides,
  joined,
  memoryWorld,
  organizationWithAdmins,
  person,
  present,
  tokenOf,
} from '../../support/guildhall.js';

/** Ada demotes Ben; before that is committed, Ben's invitation is. */
async function slipped() {
  const world = memoryWorld();
  const { organization, admins } = await organizationWithAdmins(world, 2);
  const [ada, ben] = [present(admins[0]), present(admins[1])];
  const invitee = await person(world);
  const organizationId = organization.id;
  let invitation: string | undefined;
  const storage = passThrough(world.storage, async (call, proceed) => {
    if (call.method === 'commit' && invitation === undefined) {
      const input = { organizationId, email: invitee.email };
      invitation = orThrow(await world.guildhall.invitations.invite(ben.actor, input)).id;
    }
    return proceed();
  });
  const changes = besides(world, storage).guildhall.memberships;
  const demotion = { organizationId, userId: ben.id, role: 'member' } as const;
  orThrow(await changes.changeRole(ada.actor, demotion));
  const { items } = await world.storage.invitations.list(
    organizationId,
    { state: 'pending', now: world.clock.now() },
    { limit: 10, after: null, skip: 0 },
  );
  const left = present(items.find(({ invitedBy }) => invitedBy === ben.id));
  return { world, organizationId, ada, ben, invitee, token: await tokenOf(world, left.id) };
}

describe('an invitation that has slipped past the demotion of its sender', () => {
  const refused = { ok: false, refusal: { code: 'inviter_not_permitted' } };

  it('is not accepted', async () => {
    const { world, invitee, token } = await slipped();
    expect(await world.guildhall.invitations.accept(invitee.actor, { token })).toEqual(refused);
  });

  it('is not accepted either once its sender is an admin again', async () => {
    const { world, organizationId, ada, ben, invitee, token } = await slipped();
    const { memberships, invitations } = world.guildhall;
    const promotion = { organizationId, userId: ben.id, role: 'admin' } as const;
    orThrow(await memberships.changeRole(ada.actor, promotion));
    expect(await invitations.accept(invitee.actor, { token })).toEqual(refused);
  });

  it('leaves what its sender sends afterwards alone', async () => {
    const { world, organizationId, ada, ben } = await slipped();
    const promotion = { organizationId, userId: ben.id, role: 'admin' } as const;
    orThrow(await world.guildhall.memberships.changeRole(ada.actor, promotion));
    const organization = orThrow(
      await world.guildhall.organizations.get(ada.actor, { organizationId }),
    );
    const newcomer = await joined(world, { by: ben, to: organization });
    expect(await world.guildhall.memberships.isMember(organizationId, newcomer.id)).toBe(true);
  });
});
