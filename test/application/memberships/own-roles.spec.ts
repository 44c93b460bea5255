// Roles and permissions of the embedding service's own.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createGuildhall,
  developmentKeys,
  type OrganizationView,
  orThrow,
} from '../../../src/index.js';
import { interceptStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  currentTokenOf,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { insertApp } from '../keys/key-helpers.js';
import {
  type GuildhallWithRoles,
  ownRoles,
  type RoleName,
  withOwnRoles,
} from '../support/own-roles.js';

describe.each(storageKinds)('own roles on $name', ({ open }) => {
  let world: World;
  let guildhall: GuildhallWithRoles;
  let ada: Person;
  let acme: OrganizationView;
  let organizationId: OrganizationView['id'];
  beforeAll(async () => {
    world = createWorld(await open(), { policy: { personalOrganizations: 'never' } });
    guildhall = withOwnRoles(world);
  });
  beforeEach(async () => {
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
    organizationId = acme.id;
  });

  async function addPerson(role: RoleName): Promise<Person> {
    const person = await createPerson(world);
    const input = { organizationId, userId: person.id, role };
    orThrow(await guildhall.memberships.add(systemActor, input));
    return person;
  }

  const refusal = (code: string, ...path: (string | number)[]) => ({
    ok: false,
    refusal: { code, path },
  });

  it('give their permissions, Guildhall’s and the service’s own', async () => {
    const people = {
      admin: ada,
      viewer: await addPerson('viewer'),
      member: await addPerson('member'),
      outsider: await createPerson(world),
    };
    const { can } = guildhall.memberships;
    const whoCan = async (permission: Parameters<typeof can>[1]) => {
      const asked = Object.entries(people).map(
        async ([name, { actor }]) => [name, await can(actor, permission, organizationId)] as const,
      );
      return (await Promise.all(asked)).flatMap(([name, isAllowed]) => (isAllowed ? [name] : []));
    };
    expect(await whoCan('reports:export')).toEqual(['admin', 'viewer']);
    expect(await whoCan('members:read')).toEqual(['admin', 'viewer', 'member']);
    expect(await whoCan('apps:edit')).toEqual(['admin', 'member']);
    expect(await can(systemActor, 'reports:export', organizationId)).toBe(true);
    for (const { actor } of [...Object.values(people), { actor: systemActor }]) {
      const answer = await Reflect.apply(can, null, [actor, 'reports:delete', organizationId]);
      expect(answer).toBe(false);
    }
  });

  it('are shown in every list, with their permissions in the claims of a session', async () => {
    const viewer = await addPerson('viewer');
    const { items } = orThrow(await guildhall.memberships.accessOf(viewer.actor, {}));
    expect(items).toEqual([
      {
        organizationId,
        name: 'Acme',
        slug: acme.slug,
        role: 'viewer',
        permissions: ['organization:read', 'members:read', 'reports:export'],
      },
    ]);
    const listed = orThrow(
      await guildhall.memberships.list(ada.actor, { organizationId, role: 'viewer' }),
    );
    expect(listed.items.map(({ userId, role }) => [userId, role])).toEqual([[viewer.id, 'viewer']]);
    expect(await guildhall.memberships.hasRole(organizationId, viewer.id, 'viewer')).toBe(true);
    const count = { organizationId, role: 'manager' } as const;
    expect(await guildhall.memberships.count(ada.actor, count)).toEqual({ ok: true, value: 0 });
  });

  it('are named in the schemas, and an unknown one is refused', async () => {
    const viewer = await addPerson('viewer');
    const input = { organizationId, userId: viewer.id, role: 'owner' };
    const { changeRole } = guildhall.memberships;
    expect(await Reflect.apply(changeRole, null, [ada.actor, input])).toMatchObject(
      refusal('invalid_input', 'role'),
    );
    const { properties } = guildhall.memberships.changeRole.schema.toJSONSchema();
    expect(properties?.['role']).toMatchObject({
      enum: ['admin', 'member', ...Object.keys(ownRoles)],
    });
  });

  it('are given only by those who have all their permissions', async () => {
    const manager = await addPerson('manager');
    const viewer = await addPerson('viewer');
    const change = (userId: string, role: RoleName) =>
      guildhall.memberships.changeRole(manager.actor, { organizationId, userId, role });
    expect(await change(viewer.id, 'member')).toEqual(refusal('permission_denied', 'role'));
    expect(await change(viewer.id, 'admin')).toEqual(refusal('permission_denied', 'role'));
    expect(orThrow(await change(viewer.id, 'manager')).role).toBe('manager');
    const invite = (role: RoleName) =>
      guildhall.invitations.invite(manager.actor, {
        organizationId,
        email: `${role}-${organizationId}@example.com`,
        role,
      });
    expect(await invite('member')).toEqual(refusal('permission_denied', 'role'));
    const { id: invitationId, role } = orThrow(await invite('viewer'));
    expect(role).toBe('viewer');
    const raise = (to: RoleName) =>
      guildhall.invitations.changeRole(manager.actor, { organizationId, invitationId, role: to });
    expect(await raise('publisher')).toEqual(refusal('permission_denied', 'role'));
    expect(orThrow(await raise('manager')).role).toBe('manager');
  });

  it('protect who has more: nobody demotes or removes a member above themselves', async () => {
    const manager = await addPerson('manager');
    const [member, viewer] = [await addPerson('member'), await addPerson('viewer')];
    const remove = ({ id: userId }: Person) =>
      guildhall.memberships.remove(manager.actor, { organizationId, userId });
    const demote = ({ id: userId }: Person) =>
      guildhall.memberships.changeRole(manager.actor, { organizationId, userId, role: 'viewer' });
    for (const above of [ada, member]) {
      expect(await remove(above)).toEqual(refusal('permission_denied', 'userId'));
      expect(await demote(above)).toEqual(refusal('permission_denied', 'userId'));
    }
    expect(await remove(viewer)).toMatchObject({ ok: true });
    expect(await remove(viewer)).toEqual(refusal('member_not_found', 'userId'));
    expect(await demote(manager)).toMatchObject({ ok: true });
  });

  it('protect pending invitations to a role above that of who manages invitations', async () => {
    const manager = await addPerson('manager');
    const invite = async (role: RoleName) => {
      const input = { organizationId, email: `new-${role}-${organizationId}@example.com`, role };
      return orThrow(await guildhall.invitations.invite(ada.actor, input)).id;
    };
    const above = { organizationId, invitationId: await invite('admin') };
    const { invitations } = guildhall;
    world.clock.advance(3_600);
    for (const act of [invitations.revoke, invitations.resend, invitations.createLink]) {
      expect(await act(manager.actor, above)).toEqual(refusal('permission_denied', 'invitationId'));
    }
    const lower = { ...above, role: 'viewer' } as const;
    expect(await invitations.changeRole(manager.actor, lower)).toEqual(
      refusal('permission_denied', 'invitationId'),
    );
    const own = { organizationId, invitationId: await invite('viewer') };
    expect(await invitations.revoke(manager.actor, own)).toMatchObject({ ok: true });
  });

  it('show members and drafts only to those who may read them', async () => {
    const [auditor, publisher] = [await addPerson('auditor'), await addPerson('publisher')];
    const app = await insertApp(world, organizationId);
    const list = ({ actor }: Person) => guildhall.memberships.list(actor, { organizationId });
    const run = ({ actor }: Person) =>
      guildhall.apps.getRunnable(actor, { packageName: app.packageName });
    expect(await list(auditor)).toEqual(refusal('permission_denied', 'actor'));
    expect(await guildhall.memberships.count(auditor.actor, { organizationId })).toEqual(
      refusal('permission_denied', 'actor'),
    );
    expect(await run(auditor)).toMatchObject({ refusal: { code: 'app_not_found' } });
    expect(await list(publisher)).toEqual(refusal('permission_denied', 'actor'));
    expect(await run(publisher)).toMatchObject({ ok: true });
    expect(orThrow(await list(await addPerson('viewer'))).items).toHaveLength(4);
  });

  it('do not count as an admin, whatever they may do', async () => {
    await addPerson('manager');
    const demote = { organizationId, userId: ada.id, role: 'manager' } as const;
    expect(await guildhall.memberships.changeRole(ada.actor, demote)).toEqual({
      ok: false,
      refusal: { code: 'last_admin', organizationIds: [organizationId] },
    });
    expect(await guildhall.memberships.leave(ada.actor, { organizationId })).toMatchObject({
      refusal: { code: 'last_admin' },
    });
  });

  describe('of who has invited', () => {
    async function inviteAs(
      role: RoleName,
      by?: Person,
    ): Promise<{
      readonly inviter: Person;
      accept(): Promise<string>;
    }> {
      const inviter = by ?? (await addPerson('manager'));
      const invitee = await createPerson(world);
      const input = { organizationId, email: invitee.email, role };
      const { id } = orThrow(await guildhall.invitations.invite(inviter.actor, input));
      const token = await currentTokenOf(world, id);
      return {
        inviter,
        async accept() {
          const accepted = await guildhall.invitations.accept(invitee.actor, { token });
          return accepted.ok ? accepted.value.role : accepted.refusal.code;
        },
      };
    }
    const changeTo = async ({ id: userId }: Person, role: RoleName) =>
      orThrow(await guildhall.memberships.changeRole(ada.actor, { organizationId, userId, role }));

    it('keep their invitations valid if they only get more', async () => {
      const { inviter, accept } = await inviteAs('viewer');
      await changeTo(inviter, 'admin');
      expect(await accept()).toBe('viewer');
    });

    it('revoke their invitations if they lose something, even if they get it back', async () => {
      const { inviter, accept } = await inviteAs('viewer');
      await changeTo(inviter, 'member');
      await changeTo(inviter, 'manager');
      expect(await accept()).toBe('invitation_revoked');
    });

    it('do not survive a suspension of the account, also if the invitation commits during it', async () => {
      let late: Awaited<ReturnType<typeof inviteAs>> | null = null;
      const early = await inviteAs('viewer');
      const storage = interceptStorage(world.storage, async (call, proceed) => {
        if (call.method === 'commit' && late === null)
          late = await inviteAs('viewer', early.inviter);
        return proceed();
      });
      const { users } = createSecondService(world, storage).guildhall;
      orThrow(await users.suspend(systemActor, { userId: early.inviter.id }));
      orThrow(await users.reinstate(systemActor, { userId: early.inviter.id }));
      expect(await early.accept()).toBe('invitation_revoked');
      expect(await assertPresent<{ accept(): Promise<string> }>(late).accept()).toBe(
        'inviter_not_permitted',
      );
    });
  });

  it('allow nothing in a service that does not know them, but their holder is a member and may leave', async () => {
    const [viewer, manager] = [await addPerson('viewer'), await addPerson('manager')];
    const other = world.guildhall;
    const input = { organizationId };
    expect(await other.memberships.isMember(organizationId, viewer.id)).toBe(true);
    expect(await other.memberships.can(viewer.actor, 'organization:read', organizationId)).toBe(
      false,
    );
    expect(await other.organizations.get(viewer.actor, input)).toEqual(
      refusal('permission_denied', 'actor'),
    );
    const claims = orThrow(await other.memberships.accessOf(viewer.actor, {}));
    expect(claims.items[0]).toMatchObject({ role: 'viewer', permissions: [] });
    expect(orThrow(await other.memberships.list(ada.actor, input)).items).toHaveLength(3);
    const half = createGuildhall({
      storage: world.storage,
      clock: world.clock,
      keys: developmentKeys(),
      baseUrl: 'http://localhost:3000',
      roles: { manager: ownRoles.manager },
    });
    const removal = { ...input, userId: viewer.id };
    expect(await half.memberships.remove(manager.actor, removal)).toEqual(
      refusal('permission_denied', 'userId'),
    );
    const demote = { ...input, userId: manager.id, role: 'member' } as const;
    expect(orThrow(await other.memberships.changeRole(ada.actor, demote)).role).toBe('member');
    expect(await other.memberships.leave(viewer.actor, input)).toMatchObject({ ok: true });
  });

  it('count in the rate of changes if they manage people', async () => {
    const few = createGuildhall({
      storage: world.storage,
      clock: world.clock,
      keys: developmentKeys(),
      baseUrl: 'http://localhost:3000',
      roles: ownRoles,
      policy: { maxChangesPerMinute: 10 },
    });
    const { id: userId } = await addPerson('viewer');
    const answers: string[] = [];
    for (let index = 0; index < 30; index += 1) {
      const role = index % 2 === 0 ? 'manager' : 'viewer';
      const changed = await few.memberships.changeRole(ada.actor, { organizationId, userId, role });
      answers.push(changed.ok ? 'ok' : changed.refusal.code);
    }
    expect(answers.filter((answer) => answer === 'overloaded').length).toBeGreaterThan(0);
  });

  it('can accept again, whatever they may read', async () => {
    const invitee = await createPerson(world);
    const input = { organizationId, email: invitee.email, role: 'auditor' } as const;
    const { id } = orThrow(await guildhall.invitations.invite(ada.actor, input));
    const token = await currentTokenOf(world, id);
    const accept = () =>
      guildhall.invitations.accept(invitee.actor, { token }, { idempotencyKey: 'accept-twice' });
    expect(await accept()).toEqual(await accept());
    expect(await accept()).toMatchObject({ ok: true, value: { role: 'auditor' } });
  });

  it('are named in the mails', async () => {
    const invitee = await createPerson(world);
    const input = { organizationId, email: invitee.email, role: 'viewer' } as const;
    orThrow(await guildhall.invitations.invite(ada.actor, input));
    await guildhall.relay.runOnce({ limit: 100 });
    const [mail] = world.mailer.mailsTo(invitee.email);
    expect(mail?.text).toContain('to join Acme as viewer.');
  });
});

describe('the option roles', () => {
  const options = { baseUrl: 'http://localhost:3000', keys: developmentKeys() };
  it('is refused at once if it is not valid', async () => {
    const storage = await storageKinds[0]?.open();
    const create = (roles: object) => () =>
      Reflect.apply(createGuildhall, null, [{ ...options, storage, roles }]);
    expect(create({ admin: [] })).toThrow('the role "admin" has every permission');
    for (const roles of [
      { viewer: 'members:read' },
      { viewer: [1] },
      [],
      new Map([['viewer', []]]),
    ]) {
      expect(create(roles)).toThrow('must be an object with lists');
    }
    expect(create({ viewer: ['members:export'] })).toThrow('begins with another word');
    expect(create(ownRoles)).not.toThrow();
  });
});
