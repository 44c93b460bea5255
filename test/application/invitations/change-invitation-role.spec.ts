// The role of a pending invitation is changed.
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltInRole, type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeSuspendedUser,
} from '../../support/world.js';
import { writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('changing the role of an invitation on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  const refused = (code: string, ...path: string[]) => ({
    ok: false,
    refusal: { code, ...(path.length === 0 ? {} : { path }) },
  });
  const of = () => ({ organizationId: acme.id });
  const storedOf = async (id: string) => {
    const rows = await recorded.invitations.listAllByOrganization(acme.id, 1_000);
    return assertPresent(rows.find(({ value }) => value.id === id)).value;
  };

  async function invitedPerson(as: BuiltInRole = 'member', by = ada) {
    const invitee = await createPerson(world);
    const invitation = await createInvitation(world, { by, to: acme, as, email: invitee.email });
    return { invitee, invitation, token: await currentTokenOf(world, invitation.id) };
  }

  it('keeps its link, which shows and gives the new role, and sends no mail', async () => {
    const { changeRole, preview, accept } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    await world.guildhall.relay.runOnce({ limit: 100 });
    const input = { ...of(), invitationId: invitation.id, role: 'admin' as const };
    const changed = orThrow(await changeRole(ada.actor, input));
    expect(changed).toMatchObject({ id: invitation.id, role: 'admin', revision: 1 });
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      action: 'invitation.change_role',
      auditOrganizationIds: [acme.id],
      events: [
        { type: 'invitation_role_changed', invitationId: changed.id, from: 'member', to: 'admin' },
      ],
    });
    expect(await world.guildhall.relay.runOnce({ limit: 100 })).toMatchObject({ claimed: 0 });
    expect(world.mailer.mailsTo(invitee.email)).toHaveLength(1);
    expect(orThrow(await preview(null, { token })).role).toBe('admin');
    expect(orThrow(await accept(invitee.actor, { token })).role).toBe('admin');
    expect(await world.guildhall.memberships.hasRole(acme.id, invitee.id, 'admin')).toBe(true);
  });

  it('changes nothing if it has this role', async () => {
    const { changeRole } = world.guildhall.invitations;
    const { invitation } = await invitedPerson();
    const before = await storedOf(invitation.id);
    const count = writtenCommands(recorded).length;
    world.clock.advance(1);
    const grace = await createMember(world, { by: ada, to: acme, as: 'admin' });
    const since = writtenCommands(recorded).length;
    expect(since).toBeGreaterThan(count);
    for (const actor of [ada.actor, grace.actor, systemActor]) {
      const input = { ...of(), invitationId: invitation.id, role: 'member' as const };
      expect(orThrow(await changeRole(actor, input)).role).toBe('member');
    }
    expect(writtenCommands(recorded)).toHaveLength(since);
    expect(await storedOf(invitation.id)).toEqual(before);
  });

  it('is for who may invite, and only while it is pending', async () => {
    const { changeRole, revoke } = world.guildhall.invitations;
    const { invitation } = await invitedPerson();
    const input = { ...of(), invitationId: invitation.id, role: 'admin' as const };
    const member = await createMember(world, { by: ada, to: acme, as: 'member' });
    const stranger = await createPerson(world);
    expect(await changeRole(member.actor, input)).toEqual(refused('permission_denied', 'actor'));
    expect(await changeRole(stranger.actor, input)).toEqual(
      refused('organization_not_found', 'organizationId'),
    );
    const elsewhere = await createOrganization(world, ada);
    expect(await changeRole(ada.actor, { ...input, organizationId: elsewhere.id })).toEqual(
      refused('invitation_not_found', 'invitationId'),
    );
    const late = await invitedPerson();
    orThrow(await revoke(ada.actor, { ...of(), invitationId: invitation.id }));
    expect(await changeRole(ada.actor, input)).toEqual(refused('invitation_revoked'));
    world.clock.advance(8 * day);
    expect(await changeRole(ada.actor, { ...input, invitationId: late.invitation.id })).toEqual(
      refused('invitation_expired'),
    );
  });

  it('makes who changes it its inviter, with whose right it falls', async () => {
    const { changeRole, accept } = world.guildhall.invitations;
    const grace = await createMember(world, { by: ada, to: acme, as: 'admin' });
    const { invitee, invitation, token } = await invitedPerson();
    const input = { ...of(), invitationId: invitation.id, role: 'admin' as const };
    expect(orThrow(await changeRole(grace.actor, input)).invitedBy).toBe(grace.id);
    await writeSuspendedUser(world, grace.id);
    expect(await accept(invitee.actor, { token })).toEqual(refused('inviter_not_permitted'));
    expect(orThrow(await changeRole(ada.actor, { ...input, role: 'member' })).invitedBy).toBe(
      ada.id,
    );
    expect(orThrow(await accept(invitee.actor, { token })).role).toBe('member');
  });

  it('by the embedding service keeps its inviter, who must still be allowed to invite', async () => {
    const { changeRole, accept } = world.guildhall.invitations;
    const grace = await createMember(world, { by: ada, to: acme, as: 'admin' });
    const first = await invitedPerson('member', grace);
    const second = await invitedPerson('member', grace);
    const inputOf = ({ invitation }: typeof first) => ({
      ...of(),
      invitationId: invitation.id,
      role: 'admin' as const,
    });
    const changed = orThrow(await changeRole(systemActor, inputOf(first)));
    expect(changed).toMatchObject({ role: 'admin', invitedBy: grace.id });
    expect(writtenCommands(recorded).at(-1)?.journal.kind).toBe('command');
    expect(orThrow(await accept(first.invitee.actor, { token: first.token })).role).toBe('admin');
    await writeSuspendedUser(world, grace.id);
    expect(await changeRole(systemActor, inputOf(second))).toEqual(
      refused('inviter_not_permitted', 'role'),
    );
  });
});
