// Suspending, reinstating, deleting and restoring accounts, with their memberships and default organizations.
import { beforeAll, describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import {
  assertPresent,
  commitChanges,
  createInvitation,
  createMember,
  createOrganization,
  createOrganizationWithAdmins,
  createPerson,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';

describe.each(storageKinds)('accounts on $name', ({ open }) => {
  let world: World;
  beforeAll(async () => {
    world = createWorld(await open());
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });
  const userId = ({ id }: Person) => ({ userId: id });
  const latest = async (organizationId: string) => {
    const page = orThrow(
      await world.guildhall.organizations.audit(systemActor, { organizationId, limit: 1 }),
    );
    return page.items[0];
  };

  it('are suspended by the platform, and the answer names the organizations without an admin', async () => {
    const { users, memberships } = world.guildhall;
    const { organization: shared, admins } = await createOrganizationWithAdmins(world, 2);
    const ada = assertPresent(admins[1]);
    const own = await createOrganization(world, ada, 'Own');
    const { id } = await createInvitation(world, { by: ada, to: shared, email: uniqueEmail() });
    const token = await currentTokenOf(world, id);
    const { user, leftWithoutAdmin } = orThrow(await users.suspend(systemActor, userId(ada)));
    expect(user).toMatchObject({ state: 'suspended', suspendedAt: world.clock.now() });
    expect(leftWithoutAdmin).toEqual([own.id]);
    expect(await latest(own.id)).toMatchObject({
      action: 'user.suspend',
      events: [
        { type: 'user_suspended', userId: ada.id },
        { type: 'left_without_admin', organizationId: own.id, userId: ada.id },
      ],
    });
    expect(await latest(shared.id)).toMatchObject({
      events: [
        { type: 'user_suspended' },
        { type: 'invitation_revoked', organizationId: shared.id, reason: 'inviter_suspended' },
      ],
    });
    expect(await memberships.can(ada.actor, 'organization:read', shared.id)).toBe(false);
    expect(await world.guildhall.invitations.preview(null, { token })).toMatchObject(
      refused('invitation_revoked'),
    );
    expect(orThrow(await users.suspend(systemActor, userId(ada)))).toEqual({
      user,
      leftWithoutAdmin,
    });
    const back = orThrow(await users.reinstate(systemActor, userId(ada)));
    expect(back.state).toBe('active');
    expect(back).not.toHaveProperty('suspendedAt');
    expect(orThrow(await users.reinstate(systemActor, userId(ada)))).toEqual(back);
    expect(await memberships.can(ada.actor, 'members:manage', own.id)).toBe(true);
  });

  it('cannot make use of an invitation that committed during their suspension', async () => {
    const { users, invitations } = world.guildhall;
    const { organization, admins } = await createOrganizationWithAdmins(world, 2);
    const ada = assertPresent(admins[1]);
    const invitee = await createPerson(world);
    const { id } = await createInvitation(world, {
      by: ada,
      to: organization,
      email: invitee.email,
    });
    const token = await currentTokenOf(world, id);
    const { value } = assertPresent(await world.storage.invitations.findById(id));
    orThrow(await users.suspend(systemActor, userId(ada)));
    // As if the invitation had committed after the suspension had read.
    const { version } = assertPresent(await world.storage.invitations.findById(id));
    await commitChanges(world.storage, [
      { kind: 'update', collection: 'invitations', id, expectedVersion: version, value },
    ]);
    orThrow(await users.reinstate(systemActor, userId(ada)));
    expect(await invitations.accept(invitee.actor, { token })).toEqual(
      refused('inviter_not_permitted'),
    );
  });

  it('are deleted once no organization would be left without an admin', async () => {
    const { users, memberships, organizations } = world.guildhall;
    const ada = await createPerson(world);
    const grace = await createPerson(world);
    const alone = await createOrganization(world, ada, 'Alone');
    const shared = await createOrganization(world, ada, 'Shared');
    const asMember = await createOrganization(world, grace, 'Elsewhere');
    for (const [to, as, joiner] of [
      [shared, 'admin', grace],
      [asMember, 'member', ada],
    ] as const) {
      const by = to === shared ? ada : grace;
      const { id } = await createInvitation(world, { by, to, as, email: joiner.email });
      const token = await currentTokenOf(world, id);
      orThrow(await world.guildhall.invitations.accept(joiner.actor, { token }));
    }
    const inTheWay = refused('last_admin', { organizationIds: [alone.id] });
    expect(await users.delete(ada.actor, userId(ada))).toEqual(inTheWay);
    expect(await users.delete(systemActor, userId(ada))).toEqual(inTheWay);
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
    expect(orThrow(await users.delete(systemActor, userId(ada)))).toEqual(gone);
    expect(await users.suspend(systemActor, userId(ada))).toEqual(refused('account_deleted'));
    expect(await users.reinstate(systemActor, userId(ada))).toEqual(refused('account_deleted'));
    const taken = await users.register(systemActor, { email: ada.email });
    expect(taken).toMatchObject(refused('email_taken'));
    expect(await latest(asMember.id)).toMatchObject({
      action: 'user.delete',
      events: [
        { type: 'user_deleted', userId: ada.id },
        { type: 'member_left', organizationId: asMember.id, userId: ada.id },
      ],
    });
  });

  it('are restored with their personal organization, but no other membership', async () => {
    const { users, memberships, organizations } = world.guildhall;
    const { organization, admins } = await createOrganizationWithAdmins(world, 2);
    const ada = assertPresent(admins[1]);
    const personal = orThrow(await organizations.ensurePersonal(ada.actor, userId(ada)));
    const guest = await createMember(world, { by: ada, to: personal });
    const { id } = await createInvitation(world, { by: ada, to: personal, email: uniqueEmail() });
    const token = await currentTokenOf(world, id);
    orThrow(await users.delete(ada.actor, userId(ada)));
    expect(await users.restore(ada.actor, userId(ada))).toMatchObject(refused('permission_denied'));
    world.clock.advance(30 * day - 1);
    const back = orThrow(await users.restore(systemActor, userId(ada)));
    expect(back.state).toBe('active');
    expect(back).not.toHaveProperty('deletedAt');
    expect(await memberships.isMember(organization.id, ada.id)).toBe(false);
    expect(await memberships.hasRole(personal.id, ada.id, 'admin')).toBe(true);
    expect(await memberships.isMember(personal.id, guest.id)).toBe(true);
    expect(await world.guildhall.invitations.preview(null, { token })).toMatchObject(
      refused('invitation_revoked'),
    );
    expect(orThrow(await users.restore(systemActor, userId(ada)))).toEqual(back);
  });

  it('stay suspended through deletion and restore, and cannot be restored after 30 days', async () => {
    const { users } = world.guildhall;
    const ada = await createPerson(world);
    orThrow(await users.suspend(systemActor, userId(ada)));
    orThrow(await users.delete(systemActor, userId(ada)));
    expect(orThrow(await users.restore(systemActor, userId(ada))).state).toBe('suspended');
    orThrow(await users.delete(systemActor, userId(ada)));
    world.clock.advance(30 * day);
    expect(await users.restore(systemActor, userId(ada))).toEqual(refused('restore_window_over'));
  });

  it('are suspended only by the platform, and unknown ones are not found', async () => {
    const { users } = world.guildhall;
    const ada = await createPerson(world);
    const denied = refused('permission_denied');
    expect(await users.suspend(ada.actor, userId(ada))).toMatchObject(denied);
    expect(await users.reinstate(ada.actor, userId(ada))).toMatchObject(denied);
    expect(await users.purge(ada.actor, userId(ada))).toMatchObject(denied);
    const unknown = { userId: 'f'.repeat(24) };
    for (const command of ['suspend', 'reinstate', 'delete', 'restore', 'purge', 'get'] as const) {
      expect(await users[command](systemActor, unknown)).toMatchObject(refused('user_not_found'));
    }
    expect(await users.purge(systemActor, userId(ada))).toMatchObject(refused('user_not_deleted'));
  });

  it('have a default organization: the personal one after they leave the one that was set', async () => {
    const { users, memberships, organizations } = world.guildhall;
    const { organization, admins } = await createOrganizationWithAdmins(world, 1);
    const admin = assertPresent(admins[0]);
    const ada = await createMember(world, { by: admin, to: organization });
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
    expect(orThrow(await users.getDefaultOrganization(systemActor, userId(ada))).id).toBe(
      personal.id,
    );
  });
});
