// Changing roles, removing members, and leaving.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganizationWithAdmins,
  createPerson,
  createWorld,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('changing members on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
  });

  interface Team {
    readonly acme: OrganizationView;
    readonly organizationId: string;
    readonly ada: Person;
    readonly grace: Person;
    readonly member: Person;
  }

  /** An organization with two admins and a member. */
  async function team(): Promise<Team> {
    const { organization, admins } = await createOrganizationWithAdmins(world, 2);
    const [ada, grace] = [assertPresent(admins[0]), assertPresent(admins[1])];
    const member = await createMember(world, { by: ada, to: organization });
    return { acme: organization, organizationId: organization.id, ada, grace, member };
  }

  const refusedWith = (code: string, ...path: string[]) => ({
    ok: false,
    refusal: { code, ...(path.length === 0 ? {} : { path }) },
  });

  it('promotes and demotes, and mails the member', async () => {
    const { changeRole, hasRole } = world.guildhall.memberships;
    const { organizationId, ada, member } = await team();
    const of = { organizationId, userId: member.id };
    const promoted = orThrow(await changeRole(ada.actor, { ...of, role: 'admin' }));
    expect(promoted).toMatchObject({ userId: member.id, email: member.email, role: 'admin' });
    expect(writtenCommands(recorded).at(-1)).toMatchObject({
      journal: { events: [{ type: 'role_changed', ...of, from: 'member', to: 'admin' }] },
      messages: [{ kind: 'role_changed', to: member.id }],
    });
    expect(await hasRole(organizationId, member.id, 'admin')).toBe(true);
    const before = requestedWrites(recorded).length;
    expect(await changeRole(ada.actor, { ...of, role: 'admin' })).toEqual({
      ok: true,
      value: promoted,
    });
    expect(requestedWrites(recorded)).toHaveLength(before);
    orThrow(await changeRole(systemActor, { ...of, role: 'member' }));
    expect(await hasRole(organizationId, member.id, 'admin')).toBe(false);
  });

  it('removes a member, mails them, and lets them be invited again', async () => {
    const { remove, isMember } = world.guildhall.memberships;
    const { acme, organizationId, ada, member } = await team();
    const of = { organizationId, userId: member.id };
    world.clock.advance(60);
    expect(await remove(ada.actor, of)).toEqual({
      ok: true,
      value: { ...of, leftAt: world.clock.now() },
    });
    expect(writtenCommands(recorded).at(-1)).toMatchObject({
      journal: { events: [{ type: 'member_removed', ...of }] },
      messages: [{ kind: 'member_removed', to: member.id }],
    });
    expect(await isMember(organizationId, member.id)).toBe(false);
    expect(await remove(ada.actor, of)).toEqual(refusedWith('member_not_found', 'userId'));
    await createInvitation(world, { by: ada, to: acme, email: member.email });
  });

  it('lets a member leave, without a message', async () => {
    const { leave, isMember } = world.guildhall.memberships;
    const { organizationId, member } = await team();
    orThrow(await leave(member.actor, { organizationId }));
    expect(writtenCommands(recorded).at(-1)).toMatchObject({
      journal: { events: [{ type: 'member_left', userId: member.id }] },
      messages: [],
    });
    expect(await isMember(organizationId, member.id)).toBe(false);
    const again = await leave(member.actor, { organizationId });
    expect(again).toEqual(refusedWith('organization_not_found', 'organizationId'));
  });

  it('refuses to remove or demote the last admin who can sign in', async () => {
    const { changeRole, remove, leave } = world.guildhall.memberships;
    const { organizationId, ada, grace } = await team();
    await writeSuspendedUser(world, grace.id);
    const of = { organizationId, userId: ada.id };
    const last = {
      ok: false,
      refusal: { code: 'last_admin', organizationIds: [organizationId] },
    };
    for (const actor of [ada.actor, systemActor]) {
      expect(await changeRole(actor, { ...of, role: 'member' })).toEqual(last);
      expect(await remove(actor, of)).toEqual(last);
    }
    expect(await leave(ada.actor, { organizationId })).toEqual(last);
    orThrow(await remove(ada.actor, { organizationId, userId: grace.id }));
  });

  it('refuses to remove or demote the owner of a personal organization', async () => {
    const { changeRole, remove, leave } = world.guildhall.memberships;
    const owner = await createPerson(world);
    const personal = orThrow(
      await world.guildhall.organizations.ensurePersonal(owner.actor, { userId: owner.id }),
    );
    const other = await createMember(world, { by: owner, to: personal, as: 'admin' });
    const of = { organizationId: personal.id, userId: owner.id };
    const kept = { ok: false, refusal: { code: 'personal_organization', ownerId: owner.id } };
    expect(await changeRole(other.actor, { ...of, role: 'member' })).toEqual(kept);
    expect(await remove(other.actor, of)).toEqual(kept);
    expect(await leave(owner.actor, { organizationId: personal.id })).toEqual(kept);
    orThrow(await leave(other.actor, { organizationId: personal.id }));
  });

  it.each(['demotion', 'removal', 'leaving'] as const)(
    'revokes the pending invitations that the member sent: %s',
    async (how) => {
      const { changeRole, remove, leave } = world.guildhall.memberships;
      const { acme, organizationId, ada, grace } = await team();
      const theirs = [
        await createInvitation(world, { by: grace, to: acme, email: uniqueEmail() }),
        await createInvitation(world, { by: grace, to: acme, email: uniqueEmail() }),
      ];
      const ours = await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
      const of = { organizationId, userId: grace.id };
      if (how === 'demotion') orThrow(await changeRole(ada.actor, { ...of, role: 'member' }));
      if (how === 'removal') orThrow(await remove(ada.actor, of));
      if (how === 'leaving') orThrow(await leave(grace.actor, { organizationId }));
      const { items } = orThrow(
        await world.guildhall.invitations.list(ada.actor, { organizationId, state: 'revoked' }),
      );
      expect(items.map(({ id }) => id).sort()).toEqual(theirs.map(({ id }) => id).sort());
      const because = how === 'demotion' ? 'inviter_demoted' : 'inviter_left';
      expect(writtenCommands(recorded).at(-1)?.journal.events.slice(1)).toMatchObject([
        { type: 'invitation_revoked', reason: because },
        { type: 'invitation_revoked', reason: because },
      ]);
      const pending = { organizationId, state: 'pending' } as const;
      const still = orThrow(await world.guildhall.invitations.list(ada.actor, pending));
      expect(still.items.map(({ id }) => id)).toEqual([ours.id]);
    },
  );

  it('is only for admins of this organization', async () => {
    const { changeRole, remove, leave } = world.guildhall.memberships;
    const [{ organizationId, ada, grace, member }, elsewhere] = [await team(), await team()];
    const of = { organizationId, userId: member.id };
    const denied = refusedWith('permission_denied', 'actor');
    expect(await changeRole(member.actor, { ...of, role: 'admin' })).toEqual(denied);
    expect(await remove(member.actor, of)).toEqual(denied);
    const notThere = refusedWith('organization_not_found', 'organizationId');
    expect(await changeRole(elsewhere.ada.actor, { ...of, role: 'admin' })).toEqual(notThere);
    expect(await remove(elsewhere.ada.actor, of)).toEqual(notThere);
    expect(await leave(elsewhere.ada.actor, { organizationId })).toEqual(notThere);
    expect(await remove({ kind: 'reviewer', userId: ada.id }, of)).toEqual(notThere);
    expect(await leave(systemActor, { organizationId })).toEqual(denied);
    const foreign = { organizationId, userId: elsewhere.member.id };
    const noMember = refusedWith('member_not_found', 'userId');
    expect(await remove(ada.actor, foreign)).toEqual(noMember);
    expect(await changeRole(ada.actor, { ...foreign, role: 'admin' })).toEqual(noMember);
    await writeSuspendedUser(world, grace.id);
    const inactive = refusedWith('account_inactive', 'actor');
    expect(await remove(grace.actor, of)).toEqual(inactive);
    expect(await leave(grace.actor, { organizationId })).toEqual(inactive);
  });

  it('changes nothing in a deleted organization', async () => {
    const { changeRole, remove, leave } = world.guildhall.memberships;
    const { acme, organizationId, ada, member } = await team();
    await writeDeletedOrganization(world, acme.id);
    const deleted = refusedWith('organization_deleted', 'organizationId');
    const of = { organizationId, userId: member.id };
    expect(await changeRole(ada.actor, { ...of, role: 'admin' })).toEqual(deleted);
    expect(await remove(systemActor, of)).toEqual(deleted);
    expect(await leave(member.actor, { organizationId })).toEqual(deleted);
  });
});
