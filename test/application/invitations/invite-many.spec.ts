// Invites many addresses at once: all of them or none, or those that can be invited.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
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
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('inviting many at once on $name', ({ open }) => {
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

  it('writes all invitations in one commit, each with its role', async () => {
    const eve = await createPerson(world);
    const large = await createOrganization(world, eve, 'Large');
    const addresses = Array.from({ length: 100 }, uniqueEmail);
    const before = writtenCommands(recorded).length;
    const { invitations: made, failures } = orThrow(
      await world.guildhall.invitations.inviteMany(eve.actor, {
        organizationId: large.id,
        invitations: addresses.map((email, index) =>
          index === 0 ? { email, role: 'admin' as const } : { email },
        ),
      }),
    );
    expect(failures).toEqual([]);
    expect(made.map(({ email }) => email)).toEqual(addresses);
    expect(made.map(({ role }) => role)).toEqual(['admin', ...Array(99).fill('member')]);
    expect(writtenCommands(recorded).slice(before)).toMatchObject([
      { journal: { action: 'invitation.invite_many' } },
    ]);
    await world.guildhall.relay.runOnce({ limit: 100 });
    for (const address of addresses) expect(world.mailer.mailsTo(address)).toHaveLength(1);
  });

  it('invites nobody where one address is refused, and names every failure by its index', async () => {
    const member = await createMember(world, { by: ada, to: acme });
    const open = await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    const before = requestedWrites(recorded).length;
    const invitations = [{ email: uniqueEmail() }, { email: member.email }, { email: open.email }];
    expect(
      await world.guildhall.invitations.inviteMany(ada.actor, { ...of(), invitations }),
    ).toEqual(
      refused('bulk_refused', {
        failures: [
          { index: 1, code: 'already_a_member', path: ['invitations', 1, 'email'] },
          {
            index: 2,
            code: 'already_invited',
            path: ['invitations', 2, 'email'],
            invitationId: open.id,
          },
        ],
      }),
    );
    const bad = [{ email: 'no address' }, { email: 'a@example.org' }, { email: 'A@EXAMPLE.org' }];
    const unread = await world.guildhall.invitations.inviteMany(ada.actor, {
      ...of(),
      invitations: bad,
    });
    expect(unread).toMatchObject(
      refused('invalid_input', {
        issues: [{ path: ['invitations', 0, 'email'] }, { path: ['invitations', 2, 'email'] }],
      }),
    );
    const tooMany = Array.from({ length: 101 }, () => ({ email: uniqueEmail() }));
    for (const several of [[], tooMany]) {
      const answer = await world.guildhall.invitations.inviteMany(ada.actor, {
        ...of(),
        invitations: several,
      });
      expect(answer).toMatchObject(refused('invalid_input', { path: ['invitations'] }));
    }
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('counts all of them against the limit of pending invitations', async () => {
    const one = await createOrganization(world, ada, 'Small');
    const { guildhall } = createSecondService(world, world.storage, {
      policy: { maxPendingInvitations: 2 },
    });
    const several = (count: number) => ({
      organizationId: one.id,
      invitations: Array.from({ length: count }, () => ({ email: uniqueEmail() })),
    });
    const over = refused('invitation_limit_reached', { limit: 2 });
    expect(await guildhall.invitations.inviteMany(ada.actor, several(3))).toEqual(over);
    orThrow(await guildhall.invitations.inviteMany(ada.actor, several(2)));
    expect(await guildhall.invitations.inviteMany(ada.actor, several(1))).toEqual(over);
  });
});
