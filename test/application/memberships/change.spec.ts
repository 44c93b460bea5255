// What takes an admin away, or makes one: another role, removal, leaving.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  deleteOrganization,
  invited,
  joined,
  organizationWithAdmins,
  type Person,
  person,
  present,
  storages,
  suspend,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { landed, writesAsked } from '../support/calls.js';
import { freshAddress } from '../support/commands.js';

describe.each(storages)('changing members on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = worldOn(recorded);
  });

  interface Team {
    readonly acme: OrganizationView;
    readonly organizationId: string;
    readonly ada: Person;
    readonly grace: Person;
    readonly member: Person;
  }

  /** Two admins and a member. */
  async function team(): Promise<Team> {
    const { organization, admins } = await organizationWithAdmins(world, 2);
    const [ada, grace] = [present(admins[0]), present(admins[1])];
    const member = await joined(world, { by: ada, to: organization });
    return { acme: organization, organizationId: organization.id, ada, grace, member };
  }

  const refusedWith = (code: string, ...path: string[]) => ({
    ok: false,
    refusal: { code, ...(path.length === 0 ? {} : { path }) },
  });

  it('promotes and demotes, and tells the member', async () => {
    const { changeRole, hasRole } = world.guildhall.memberships;
    const { organizationId, ada, member } = await team();
    const of = { organizationId, userId: member.id };
    const promoted = orThrow(await changeRole(ada.actor, { ...of, role: 'admin' }));
    expect(promoted).toMatchObject({ userId: member.id, email: member.email, role: 'admin' });
    expect(landed(recorded).at(-1)).toMatchObject({
      journal: { facts: [{ type: 'role_changed', ...of, from: 'member', to: 'admin' }] },
      messages: [{ kind: 'role_changed', to: member.id }],
    });
    expect(await hasRole(organizationId, member.id, 'admin')).toBe(true);
    const before = writesAsked(recorded).length;
    expect(await changeRole(ada.actor, { ...of, role: 'admin' })).toEqual({
      ok: true,
      value: promoted,
    });
    expect(writesAsked(recorded)).toHaveLength(before);
    orThrow(await changeRole(theSystem, { ...of, role: 'member' }));
    expect(await hasRole(organizationId, member.id, 'admin')).toBe(false);
  });

  it('removes a member, who is told, and who may be invited back', async () => {
    const { remove, isMember } = world.guildhall.memberships;
    const { acme, organizationId, ada, member } = await team();
    const of = { organizationId, userId: member.id };
    world.clock.advance(60);
    expect(await remove(ada.actor, of)).toEqual({
      ok: true,
      value: { ...of, leftAt: world.clock.now() },
    });
    expect(landed(recorded).at(-1)).toMatchObject({
      journal: { facts: [{ type: 'member_removed', ...of }] },
      messages: [{ kind: 'member_removed', to: member.id }],
    });
    expect(await isMember(organizationId, member.id)).toBe(false);
    expect(await remove(ada.actor, of)).toEqual(refusedWith('member_not_found', 'userId'));
    await invited(world, { by: ada, to: acme, email: member.email });
  });

  it('lets a member leave, without a message', async () => {
    const { leave, isMember } = world.guildhall.memberships;
    const { organizationId, member } = await team();
    orThrow(await leave(member.actor, { organizationId }));
    expect(landed(recorded).at(-1)).toMatchObject({
      journal: { facts: [{ type: 'member_left', userId: member.id }] },
      messages: [],
    });
    expect(await isMember(organizationId, member.id)).toBe(false);
    const again = await leave(member.actor, { organizationId });
    expect(again).toEqual(refusedWith('organization_not_found', 'organizationId'));
  });

  it('keeps the last admin who can sign in', async () => {
    const { changeRole, remove, leave } = world.guildhall.memberships;
    const { organizationId, ada, grace } = await team();
    await suspend(world, grace.id);
    const of = { organizationId, userId: ada.id };
    const last = {
      ok: false,
      refusal: { code: 'last_admin', organizationIds: [organizationId] },
    };
    for (const actor of [ada.actor, theSystem]) {
      expect(await changeRole(actor, { ...of, role: 'member' })).toEqual(last);
      expect(await remove(actor, of)).toEqual(last);
    }
    expect(await leave(ada.actor, { organizationId })).toEqual(last);
    orThrow(await remove(ada.actor, { organizationId, userId: grace.id }));
  });

  it('keeps the owner of a personal organization its admin', async () => {
    const { changeRole, remove, leave } = world.guildhall.memberships;
    const owner = await person(world);
    const personal = orThrow(
      await world.guildhall.organizations.ensurePersonal(owner.actor, { userId: owner.id }),
    );
    const other = await joined(world, { by: owner, to: personal, as: 'admin' });
    const of = { organizationId: personal.id, userId: owner.id };
    const kept = { ok: false, refusal: { code: 'personal_organization', ownerId: owner.id } };
    expect(await changeRole(other.actor, { ...of, role: 'member' })).toEqual(kept);
    expect(await remove(other.actor, of)).toEqual(kept);
    expect(await leave(owner.actor, { organizationId: personal.id })).toEqual(kept);
    orThrow(await leave(other.actor, { organizationId: personal.id }));
  });

  it.each(['demotion', 'removal', 'leaving'] as const)(
    'revokes by %s the pending invitations that the member has sent',
    async (how) => {
      const { changeRole, remove, leave } = world.guildhall.memberships;
      const { acme, organizationId, ada, grace } = await team();
      const theirs = [
        await invited(world, { by: grace, to: acme, email: freshAddress() }),
        await invited(world, { by: grace, to: acme, email: freshAddress() }),
      ];
      const ours = await invited(world, { by: ada, to: acme, email: freshAddress() });
      const of = { organizationId, userId: grace.id };
      if (how === 'demotion') orThrow(await changeRole(ada.actor, { ...of, role: 'member' }));
      if (how === 'removal') orThrow(await remove(ada.actor, of));
      if (how === 'leaving') orThrow(await leave(grace.actor, { organizationId }));
      const { items } = orThrow(
        await world.guildhall.invitations.list(ada.actor, { organizationId, state: 'revoked' }),
      );
      expect(items.map(({ id }) => id).sort()).toEqual(theirs.map(({ id }) => id).sort());
      const because = how === 'demotion' ? 'inviter_demoted' : 'inviter_left';
      expect(landed(recorded).at(-1)?.journal.facts.slice(1)).toMatchObject([
        { type: 'invitation_revoked', because },
        { type: 'invitation_revoked', because },
      ]);
      const pending = { organizationId, state: 'pending' } as const;
      const still = orThrow(await world.guildhall.invitations.list(ada.actor, pending));
      expect(still.items.map(({ id }) => id)).toEqual([ours.id]);
    },
  );

  it('is for admins of this organization', async () => {
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
    expect(await leave(theSystem, { organizationId })).toEqual(denied);
    const foreign = { organizationId, userId: elsewhere.member.id };
    const noMember = refusedWith('member_not_found', 'userId');
    expect(await remove(ada.actor, foreign)).toEqual(noMember);
    expect(await changeRole(ada.actor, { ...foreign, role: 'admin' })).toEqual(noMember);
    await suspend(world, grace.id);
    const inactive = refusedWith('account_inactive', 'actor');
    expect(await remove(grace.actor, of)).toEqual(inactive);
    expect(await leave(grace.actor, { organizationId })).toEqual(inactive);
  });

  it('leaves a deleted organization as it is', async () => {
    const { changeRole, remove, leave } = world.guildhall.memberships;
    const { acme, organizationId, ada, member } = await team();
    await deleteOrganization(world, acme.id);
    const deleted = refusedWith('organization_deleted', 'organizationId');
    const of = { organizationId, userId: member.id };
    expect(await changeRole(ada.actor, { ...of, role: 'admin' })).toEqual(deleted);
    expect(await remove(theSystem, of)).toEqual(deleted);
    expect(await leave(member.actor, { organizationId })).toEqual(deleted);
  });
});
