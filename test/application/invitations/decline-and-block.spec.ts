// Users who block an organization get no mail about its invitations.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import {
  assertPresent,
  createInvitation,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  type World,
} from '../../support/world.js';

describe.each(storageKinds)('blocking an organization on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = createWorld(await open());
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });
  const of = () => ({ organizationId: acme.id });
  const linkOf = async (invitationId: string) => {
    const input = { organizationId: acme.id, invitationId };
    const { link } = orThrow(await world.guildhall.invitations.createLink(ada.actor, input));
    return assertPresent(link);
  };
  const tokenFrom = (link: string) => assertPresent(new URL(link).searchParams.get('token'));

  it('stops its invitation mails, and the organization does not see the block', async () => {
    const { invitations, users, organizations, relay } = world.guildhall;
    const invitee = await createPerson(world);
    const first = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
    const token = await currentTokenOf(world, first.id);
    orThrow(await invitations.declineAndBlock(invitee.actor, { token }));
    expect(orThrow(await users.get(invitee.actor, {})).blockedOrganizations).toEqual([acme.id]);
    const [entry] = orThrow(await organizations.audit(ada.actor, { ...of(), limit: 1 })).items;
    expect(entry).toMatchObject({
      action: 'invitation.decline',
      events: [{ type: 'invitation_declined' }],
    });
    expect(JSON.stringify(entry)).not.toContain('block');
    await relay.runOnce({ limit: 100 });
    world.clock.advance(day);
    const again = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
    expect(again.state).toBe('pending');
    await relay.runOnce({ limit: 100 });
    expect(world.mailer.mailsTo(invitee.email)).toEqual([]);
    const elsewhere = await createOrganization(world, ada, 'Elsewhere');
    await createInvitation(world, { by: ada, to: elsewhere, email: invitee.email });
    await relay.runOnce({ limit: 100 });
    expect(world.mailer.mailsTo(invitee.email)).toHaveLength(1);
  });

  it('shows the organization nothing: an invitation that was not sent looks like one that was', async () => {
    const { invitations, organizations, relay } = world.guildhall;
    const [blocker, decliner] = [await createPerson(world), await createPerson(world)];
    for (const [person, answer] of [
      [blocker, invitations.declineAndBlock],
      [decliner, invitations.decline],
    ] as const) {
      const { id } = await createInvitation(world, { by: ada, to: acme, email: person.email });
      const token = await currentTokenOf(world, id);
      orThrow(await answer(person.actor, { token }));
    }
    await relay.runOnce({ limit: 100 });
    world.clock.advance(day);
    const both = [
      await createInvitation(world, { by: ada, to: acme, email: blocker.email }),
      await createInvitation(world, { by: ada, to: acme, email: decliner.email }),
    ];
    const { audit, getDocumented } = organizations;
    /** All that admins can read of the invitation, without what is its own: ids, address, token. */
    const seenOf = async (index: number) => {
      const { id, email } = assertPresent(both[index]);
      const { items } = orThrow(await invitations.list(ada.actor, { ...of(), limit: 200 }));
      const entries = orThrow(await audit(ada.actor, { ...of(), limit: 100 })).items;
      const documented = orThrow(await getDocumented(ada.actor, of())).pendingInvites;
      const stored = assertPresent(await world.storage.invitations.findById(id)).value;
      const about = (value: unknown) => JSON.stringify(value).includes(id);
      const text = JSON.stringify([
        items.filter((item) => item.id === id),
        entries.filter(about).map(({ id: _, ...entry }) => entry),
        documented.filter((invite) => invite.email === email),
        stored.delivery,
        stored.sendWindow,
      ]);
      return text
        .replaceAll(id, 'id')
        .replaceAll(email, 'email')
        .replace(/"token[^,]*,/g, '');
    };
    expect(await relay.runOnce({ limit: 100 })).toMatchObject({ claimed: 2, sent: 2 });
    expect(await seenOf(0)).toBe(await seenOf(1));
    expect(await seenOf(0)).toContain('"lastEmailSentAt"');
    world.clock.advance(day);
    for (const { id } of both) {
      orThrow(await invitations.resend(ada.actor, { ...of(), invitationId: id }));
    }
    expect(await relay.runOnce({ limit: 100 })).toMatchObject({ claimed: 2, sent: 2 });
    expect(await seenOf(0)).toBe(await seenOf(1));
    expect(world.mailer.mailsTo(blocker.email)).toHaveLength(0);
    expect(world.mailer.mailsTo(decliner.email)).toHaveLength(2);
  });

  it('ends with an unblocking, and with joining', async () => {
    const { invitations, users, relay } = world.guildhall;
    const invitee = await createPerson(world);
    const one = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
    const token = await currentTokenOf(world, one.id);
    orThrow(await invitations.declineAndBlock(invitee.actor, { token }));
    const second = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
    const linkToken = tokenFrom(await linkOf(second.id));
    orThrow(await invitations.accept(invitee.actor, { token: linkToken }));
    expect(orThrow(await users.get(invitee.actor, {})).blockedOrganizations).toEqual([]);

    const other = await createPerson(world);
    const third = await createInvitation(world, { by: ada, to: acme, email: other.email });
    const declined = { token: await currentTokenOf(world, third.id) };
    orThrow(await invitations.declineAndBlock(other.actor, declined));
    orThrow(await users.unblockOrganization(other.actor, of()));
    expect(
      orThrow(await users.unblockOrganization(other.actor, of())).blockedOrganizations,
    ).toEqual([]);
    await createInvitation(world, { by: ada, to: acme, email: other.email });
    await relay.runOnce({ limit: 100 });
    expect(world.mailer.mailsTo(other.email)).toHaveLength(1);
    const stranger = await users.unblockOrganization(ada.actor, { ...of(), userId: other.id });
    expect(stranger).toMatchObject(refused('permission_denied'));
  });
});
