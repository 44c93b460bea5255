// The link of an invitation, as an admin gets it without a mail.
import { beforeAll, describe, expect, it } from 'vitest';
import { type InvitationSecret, type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  storageKinds,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { writtenCommands } from '../support/storage-calls.js';

const newer: InvitationSecret = { kid: 'newer', secret: 'the newer secret, of more than 32 bytes' };

describe.each(storageKinds)('the link of an invitation on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
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

  it('needs no mail, and works only for the invited address', async () => {
    const [invitee, other] = [await createPerson(world), await createPerson(world)];
    const input = { ...of(), email: invitee.email, byMail: false };
    const { id } = orThrow(await world.guildhall.invitations.invite(ada.actor, input));
    const link = await linkOf(id);
    expect(link).toMatch(/^https:\/\/console\.example\.com\/invitations\/accept\?token=/);
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      action: 'invitation.create_link',
      events: [{ type: 'invitation_link_created', invitationId: id, revision: 1 }],
    });
    const token = tokenFrom(link);
    const { invitations } = world.guildhall;
    expect(await invitations.accept(other.actor, { token })).toMatchObject(
      refused('invitation_email_mismatch'),
    );
    orThrow(await invitations.accept(invitee.actor, { token }));
    await world.guildhall.relay.runOnce({ limit: 100 });
    expect(world.mailer.mailsTo(invitee.email)).toEqual([]);
    expect(await invitations.createLink(ada.actor, { ...of(), invitationId: id })).toMatchObject(
      refused('invitation_already_accepted'),
    );
  });

  it('is given only to admins, and only by a service that has the key', async () => {
    const member = await createMember(world, { by: ada, to: acme });
    const { id: invitationId } = await createInvitation(world, {
      by: ada,
      to: acme,
      email: uniqueEmail(),
    });
    const input = { ...of(), invitationId };
    const { invitations } = world.guildhall;
    expect(await invitations.createLink(member.actor, input)).toMatchObject(
      refused('permission_denied'),
    );
    const stranger = createSecondService(world, world.storage, { secrets: [newer] });
    expect(await stranger.guildhall.invitations.createLink(ada.actor, input)).toEqual(
      refused('invitation_key_unknown', { path: ['invitationId'] }),
    );
    const impostor = { kid: 'test', secret: 'another secret under the same name, 32 bytes' };
    const other = createSecondService(world, world.storage, { secrets: [impostor] });
    expect(await other.guildhall.invitations.createLink(ada.actor, input)).toMatchObject(
      refused('invitation_key_unknown'),
    );
  });
});
