// Accounts that are kept out, let back in, deleted and restored, and what becomes of their memberships.
import { beforeAll, describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import {
  day,
  invited,
  joined,
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
  writeRows,
} from '../../support/guildhall.js';
import { freshAddress } from '../support/commands.js';

describe.each(storages)('accounts on $name', ({ open }) => {
  let world: World;
  beforeAll(async () => {
    world = worldOn(await open());
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });
  const userId = ({ id }: Person) => ({ userId: id });
  const latest = async (organizationId: string) => {
    const page = orThrow(
      await world.guildhall.organizations.audit(theSystem, { organizationId, limit: 1 }),
    );
    return page.items[0];
  };

  it('are kept out by the platform, which is told what is left without an admin', async () => {
    const { users, memberships } = world.guildhall;
    const { organization: shared, admins } = await organizationWithAdmins(world, 2);
    const ada = present(admins[1]);
    const own = await organizationOf(world, ada, 'Own');
    const { id } = await invited(world, { by: ada, to: shared, email: freshAddress() });
    const token = await tokenOf(world, id);
    const { user, leftWithoutAdmin } = orThrow(await users.suspend(theSystem, userId(ada)));
    expect(user).toMatchObject({ state: 'suspended', suspendedAt: world.clock.now() });
    expect(leftWithoutAdmin).toEqual([own.id]);
    expect(await latest(own.id)).toMatchObject({
      action: 'user.suspend',
      facts: [
        { type: 'user_suspended', userId: ada.id },
        { type: 'left_without_admin', organizationId: own.id, userId: ada.id },
      ],
    });
    expect(await latest(shared.id)).toMatchObject({
      facts: [
        { type: 'user_suspended' },
        { type: 'invitation_revoked', organizationId: shared.id, because: 'inviter_suspended' },
      ],
    });
    expect(await memberships.can(ada.actor, 'organization:read', shared.id)).toBe(false);
    expect(await world.guildhall.invitations.preview(null, { token })).toMatchObject(
      refused('invitation_revoked'),
    );
    expect(orThrow(await users.suspend(theSystem, userId(ada)))).toEqual({
      user,
      leftWithoutAdmin,
    });
    const back = orThrow(await users.reinstate(theSystem, userId(ada)));
    expect(back.state).toBe('active');
    expect(back).not.toHaveProperty('suspendedAt');
    expect(orThrow(await users.reinstate(theSystem, userId(ada)))).toEqual(back);
    expect(await memberships.can(ada.actor, 'members:manage', own.id)).toBe(true);
  });

  it('do not bring back what was in flight when they were kept out', async () => {
    const { users, invitations } = world.guildhall;
    const { organization, admins } = await organizationWithAdmins(world, 2);
    const ada = present(admins[1]);
    const invitee = await person(world);
    const { id } = await invited(world, { by: ada, to: organization, email: invitee.email });
    const token = await tokenOf(world, id);
    const { value } = present(await world.storage.invitations.findById(id));
    orThrow(await users.suspend(theSystem, userId(ada)));
    // As if its commit had come after the suspension's reads.
    const { version } = present(await world.storage.invitations.findById(id));
    await writeRows(world.storage, [
      { kind: 'update', collection: 'invitations', id, expected: version, value },
    ]);
    orThrow(await users.reinstate(theSystem, userId(ada)));
    expect(await invitations.accept(invitee.actor, { token })).toEqual(
      refused('inviter_not_permitted'),
    );
  });

  it('are deleted once nobody else is left without an admin', async () => {
    const { users, memberships, organizations } = world.guildhall;
    const ada = await person(world);
    const grace = await person(world);
    const alone = await organizationOf(world, ada, 'Alone');
    const shared = await organizationOf(world, ada, 'Shared');
    const asMember = await organizationOf(world, grace, 'Elsewhere');
    for (const [to, as, joiner] of [
      [shared, 'admin', grace],
      [asMember, 'member', ada],
    ] as const) {
      const by = to === shared ? ada : grace;
      const { id } = await invited(world, { by, to, as, email: joiner.email });
      const token = await tokenOf(world, id);
      orThrow(await world.guildhall.invitations.accept(joiner.actor, { token }));
    }
    const inTheWay = refused('last_admin', { organizationIds: [alone.id] });
    expect(await users.delete(ada.actor, userId(ada))).toEqual(inTheWay);
    expect(await users.delete(theSystem, userId(ada))).toEqual(inTheWay);
    expect(await users.delete(grace.actor, userId(ada))).toMatchObject(
      refused('permission_denied'),
    );
    orThrow(await organizations.delete(ada.actor, { organizationId: alone.id }));
    const personal = orThrow(await organizations.ensurePersonal(ada.actor, userId(ada)));
    const gone = orThrow(await users.delete(ada.actor, userId(ada)));
    expect(gone).toMatchObject({ state: 'deleted', deletedAt: world.clock.now() });
    for (const { id } of [shared, asMember, personal]) {
      expect(await memberships.isMember(id, ada.id)).toBe(false);
    }
    expect(await users.delete(ada.actor, userId(ada))).toMatchObject(refused('account_inactive'));
    expect(orThrow(await users.delete(theSystem, userId(ada)))).toEqual(gone);
    expect(await users.suspend(theSystem, userId(ada))).toEqual(refused('account_deleted'));
    expect(await users.reinstate(theSystem, userId(ada))).toEqual(refused('account_deleted'));
    const taken = await users.register(theSystem, { email: ada.email });
    expect(taken).toMatchObject(refused('email_taken'));
    expect(await latest(asMember.id)).toMatchObject({
      action: 'user.delete',
      facts: [
        { type: 'user_deleted', userId: ada.id },
        { type: 'member_left', organizationId: asMember.id, userId: ada.id },
      ],
    });
  });

  it('are restored with their personal organization and no other membership', async () => {
    const { users, memberships, organizations } = world.guildhall;
    const { organization, admins } = await organizationWithAdmins(world, 2);
    const ada = present(admins[1]);
    const personal = orThrow(await organizations.ensurePersonal(ada.actor, userId(ada)));
    const guest = await joined(world, { by: ada, to: personal });
    const { id } = await invited(world, { by: ada, to: personal, email: freshAddress() });
    const token = await tokenOf(world, id);
    orThrow(await users.delete(ada.actor, userId(ada)));
    expect(await users.restore(ada.actor, userId(ada))).toMatchObject(refused('permission_denied'));
    world.clock.advance(30 * day - 1);
    const back = orThrow(await users.restore(theSystem, userId(ada)));
    expect(back.state).toBe('active');
    expect(back).not.toHaveProperty('deletedAt');
    expect(await memberships.isMember(organization.id, ada.id)).toBe(false);
    expect(await memberships.hasRole(personal.id, ada.id, 'admin')).toBe(true);
    expect(await memberships.isMember(personal.id, guest.id)).toBe(true);
    expect(await world.guildhall.invitations.preview(null, { token })).toMatchObject(
      refused('invitation_revoked'),
    );
    expect(orThrow(await users.restore(theSystem, userId(ada)))).toEqual(back);
  });

  it('stay suspended over deletion and return, and come back no more after thirty days', async () => {
    const { users } = world.guildhall;
    const ada = await person(world);
    orThrow(await users.suspend(theSystem, userId(ada)));
    orThrow(await users.delete(theSystem, userId(ada)));
    expect(orThrow(await users.restore(theSystem, userId(ada))).state).toBe('suspended');
    orThrow(await users.delete(theSystem, userId(ada)));
    world.clock.advance(30 * day);
    expect(await users.restore(theSystem, userId(ada))).toEqual(refused('restore_window_over'));
  });

  it('are the platform’s to keep out, and unknown ones are not found', async () => {
    const { users } = world.guildhall;
    const ada = await person(world);
    const denied = refused('permission_denied');
    expect(await users.suspend(ada.actor, userId(ada))).toMatchObject(denied);
    expect(await users.reinstate(ada.actor, userId(ada))).toMatchObject(denied);
    expect(await users.purge(ada.actor, userId(ada))).toMatchObject(denied);
    const unknown = { userId: 'f'.repeat(24) };
    for (const verb of ['suspend', 'reinstate', 'delete', 'restore', 'purge', 'get'] as const) {
      expect(await users[verb](theSystem, unknown)).toMatchObject(refused('user_not_found'));
    }
    expect(await users.purge(theSystem, userId(ada))).toMatchObject(refused('user_not_deleted'));
  });

  it('point at a default organization, which resolves to the personal one when it no longer holds', async () => {
    const { users, memberships, organizations } = world.guildhall;
    const { organization, admins } = await organizationWithAdmins(world, 1);
    const admin = present(admins[0]);
    const ada = await joined(world, { by: admin, to: organization });
    const pointed = async () => orThrow(await users.getDefaultOrganization(ada.actor, {})).id;
    const personal = orThrow(await organizations.ensurePersonal(ada.actor, userId(ada)));
    expect(await pointed()).toBe(personal.id);
    const input = { organizationId: organization.id };
    orThrow(await users.setDefaultOrganization(ada.actor, input));
    expect(await pointed()).toBe(organization.id);
    expect(orThrow(await users.get(ada.actor, {})).defaultOrg).toBe(organization.id);
    orThrow(await memberships.remove(admin.actor, { ...input, userId: ada.id }));
    expect(await pointed()).toBe(personal.id);
    expect(await users.setDefaultOrganization(ada.actor, input)).toMatchObject(
      refused('organization_not_found'),
    );
    expect(await users.getDefaultOrganization(admin.actor, userId(ada))).toMatchObject(
      refused('permission_denied'),
    );
    expect(orThrow(await users.getDefaultOrganization(theSystem, userId(ada))).id).toBe(
      personal.id,
    );
  });
});
