// The embedding service invites in the name of an admin.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('inviting in the name of an admin on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded, { policy: { maxInvitationsPerInviter: 1 } });
    ada = await createPerson(world, { name: 'Ada' });
    acme = await createOrganization(world, ada, 'Acme');
  });

  const refused = (code: string, ...path: string[]) => ({ ok: false, refusal: { code, path } });
  const inNameOf = ({ id }: Person, to = acme) => ({ organizationId: to.id, inviterId: id });

  it('names the admin to the invitee, and the service in the journal', async () => {
    const { invite, inviteMany, accept, preview } = world.guildhall.invitations;
    const invitee = await createPerson(world);
    const input = { ...inNameOf(ada), email: invitee.email };
    const options = { idempotencyKey: 'one' };
    const invited = orThrow(await invite(systemActor, input, options));
    expect(invited.invitedBy).toBe(ada.id);
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({ actor: systemActor });
    expect(await invite(systemActor, input, options)).toEqual({ ok: true, value: invited });
    const token = await currentTokenOf(world, invited.id);
    expect(orThrow(await preview(null, { token })).inviterName).toBe('Ada');
    orThrow(await accept(invitee.actor, { token }));
    // The limit of the admin is 1, and counts only what they send themselves.
    const several = [{ email: uniqueEmail() }, { email: uniqueEmail() }];
    orThrow(await inviteMany(systemActor, { ...inNameOf(ada), invitations: several }));
    const own = { organizationId: acme.id, email: uniqueEmail() };
    orThrow(await invite(ada.actor, own));
  });

  it('is for the embedding service only, and it must name the admin', async () => {
    const { invite, inviteMany } = world.guildhall.invitations;
    const email = uniqueEmail();
    for (const inviter of [ada, await createPerson(world)]) {
      const input = inNameOf(inviter);
      const notSystem = refused('permission_denied', 'inviterId');
      expect(await invite(ada.actor, { ...input, email })).toEqual(notSystem);
      expect(await inviteMany(ada.actor, { ...input, invitations: [{ email }] })).toEqual(
        notSystem,
      );
    }
    const unnamed = { organizationId: acme.id, email };
    expect(await invite(systemActor, unnamed)).toEqual(refused('permission_denied', 'actor'));
  });

  it('needs an inviter who may invite', async () => {
    const { invite } = world.guildhall.invitations;
    const stranger = await createPerson(world);
    const email = uniqueEmail();
    const to = await createOrganization(world, stranger);
    const member = await createMember(world, { by: stranger, to, as: 'member' });
    const notPermitted = refused('inviter_not_permitted', 'inviterId');
    for (const one of [ada, member]) {
      expect(await invite(systemActor, { ...inNameOf(one, to), email })).toEqual(notPermitted);
    }
    const unknown = { organizationId: to.id, inviterId: acme.id, email };
    expect(await invite(systemActor, unknown)).toEqual(notPermitted);
    await writeSuspendedUser(world, stranger.id);
    expect(await invite(systemActor, { ...inNameOf(stranger, to), email })).toEqual(notPermitted);
    await writeDeletedOrganization(world, to.id);
    expect(await invite(systemActor, { ...inNameOf(stranger, to), email })).toEqual(
      refused('organization_deleted', 'organizationId'),
    );
    const gone = { organizationId: 'f'.repeat(24), inviterId: ada.id, email };
    expect(await invite(systemActor, gone)).toEqual(
      refused('organization_not_found', 'organizationId'),
    );
  });
});
