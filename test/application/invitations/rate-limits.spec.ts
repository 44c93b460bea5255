// The rate limits of invitations.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  type Person,
  storageKinds,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('the rate limits of invitations on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });

  const limited = (retryAfter: number, path: readonly unknown[]) =>
    refused('rate_limited', { path, retryAfter });

  /** Revokes each invitation at once, so that only the limit can refuse the next one. */
  async function inviteAndRevoke(by: Person, to: OrganizationView, email: string) {
    const { invitations } = world.guildhall;
    const answer = await invitations.invite(by.actor, { organizationId: to.id, email });
    if (answer.ok) {
      const input = { organizationId: to.id, invitationId: answer.value.id };
      orThrow(await invitations.revoke(by.actor, input));
    }
    return answer;
  }

  /** Seconds until the window of this length ends. */
  const left = (window: number) => {
    const seconds = world.clock.now().getTime() / 1000;
    return Math.ceil(window - (seconds % window));
  };

  it('allow ten in ten minutes to one person’s addresses, over all organizations', async () => {
    const name = `one.person${uniqueEmail().replace(/\D/g, '')}`;
    const inviters = await Promise.all(Array.from({ length: 4 }, () => createPerson(world)));
    const all = await Promise.all(inviters.map((one) => createOrganization(world, one, 'Limits')));
    for (let count = 0; count < 10; count += 1) {
      const by = assertPresent(inviters[count % 4]);
      const email = `${name}+${count}@example.org`;
      orThrow(await inviteAndRevoke(by, assertPresent(all[count % 4]), email));
    }
    const by = assertPresent(inviters[0]);
    const again = () => inviteAndRevoke(by, assertPresent(all[0]), `${name}@example.org`);
    expect(await again()).toEqual(limited(left(600), ['email']));
    world.clock.advance(left(600));
    orThrow(await again());
  });

  it('allow ten a day to one person’s addresses in one organization', async () => {
    const one = await createPerson(world);
    const organization = await createOrganization(world, one, 'Persistent');
    const email = `daily${uniqueEmail()}`;
    world.clock.advance(left(day));
    for (let count = 0; count < 10; count += 1) {
      orThrow(await inviteAndRevoke(one, organization, email));
      world.clock.advance(601);
    }
    expect(await inviteAndRevoke(one, organization, email)).toEqual(limited(left(day), ['email']));
    const elsewhere = await createOrganization(world, one, 'Elsewhere');
    orThrow(await inviteAndRevoke(one, elsewhere, email));
  });

  it('allow a hundred a day to one inviter', async () => {
    const one = await createPerson(world);
    const organization = await createOrganization(world, one, 'Eager');
    const { guildhall } = createSecondService(world, world.storage, {
      policy: { maxPendingInvitations: 1_000 },
    });
    const several = (count: number) => ({
      organizationId: organization.id,
      invitations: Array.from({ length: count }, () => ({ email: uniqueEmail() })),
    });
    for (let count = 0; count < 5; count += 1) {
      orThrow(await guildhall.invitations.inviteMany(one.actor, several(19)));
    }
    const before = writtenCommands(recorded).length;
    const over = await guildhall.invitations.inviteMany(one.actor, several(6));
    expect(over).toEqual(limited(left(day), ['actor']));
    expect(writtenCommands(recorded)).toHaveLength(before);
    orThrow(await guildhall.invitations.inviteMany(one.actor, several(5)));
    world.clock.advance(left(day));
    orThrow(await guildhall.invitations.inviteMany(one.actor, several(1)));
  });

  it('count what is sent again like what is sent: ten in ten minutes to one person, from twelve organizations', async () => {
    const email = `flood${uniqueEmail()}`;
    world.clock.advance(left(600));
    const sent: { by: Person; of: { organizationId: string; invitationId: string } }[] = [];
    for (let count = 0; count < 12; count += 1) {
      const by = await createPerson(world);
      const organization = await createOrganization(world, by, 'Flood');
      const input = { organizationId: organization.id, email, byMail: false };
      const { id } = orThrow(await world.guildhall.invitations.invite(by.actor, input));
      sent.push({ by, of: { organizationId: organization.id, invitationId: id } });
    }
    world.clock.advance(left(600));
    const answers: string[] = [];
    for (const { by, of } of sent) {
      const again = await world.guildhall.invitations.resend(by.actor, of);
      answers.push(again.ok ? 'sent' : again.refusal.code);
    }
    expect(answers).toEqual([
      ...Array.from({ length: 10 }, () => 'sent'),
      'rate_limited',
      'rate_limited',
    ]);
  });

  it('take nothing that others need from a sender whom their own limits refuse', async () => {
    const [hostile, honest] = [await createPerson(world), await createPerson(world)];
    const organization = await createOrganization(world, hostile, 'Hostile');
    const other = await createOrganization(world, honest, 'Honest');
    const policy = { maxInvitationsPerAddress: 3 };
    const { guildhall } = createSecondService(world, world.storage, { policy });
    const email = `target${uniqueEmail()}`;
    world.clock.advance(left(day));
    const refusals: string[] = [];
    for (let count = 0; count < 120; count += 1) {
      const input = { organizationId: organization.id, email };
      const answer = await guildhall.invitations.invite(hostile.actor, input);
      if (!answer.ok) refusals.push(answer.refusal.code);
      else {
        const { organizationId } = input;
        const of = { organizationId, invitationId: answer.value.id };
        orThrow(await guildhall.invitations.revoke(hostile.actor, of));
      }
    }
    expect(refusals).toEqual(Array.from({ length: 117 }, () => 'rate_limited'));
    orThrow(await inviteAndRevoke(honest, other, email));
  });

  it('take nothing for the first addresses of a request if a later one is refused', async () => {
    const [one, two] = [await createPerson(world), await createPerson(world)];
    const [own, other] = [
      await createOrganization(world, one, 'Own'),
      await createOrganization(world, two, 'Other'),
    ];
    const policy = { maxInvitationsPerAddressOverall: 1, maxInvitationsPerInviter: 3 };
    const { invitations } = createSecondService(world, world.storage, { policy }).guildhall;
    const [free, used] = [`free${uniqueEmail()}`, `used${uniqueEmail()}`];
    world.clock.advance(left(day));
    const toUsed = { organizationId: other.id, email: used };
    orThrow(await invitations.invite(two.actor, toUsed));
    const both = { organizationId: own.id, invitations: [{ email: free }, { email: used }] };
    for (let count = 0; count < 3; count += 1) {
      const answer = await invitations.inviteMany(one.actor, both);
      expect(answer).toEqual(limited(left(600), ['invitations', 1, 'email']));
    }
    orThrow(await invitations.invite(two.actor, { ...toUsed, email: free }));
  });

  it('do not count refused invitations, and count a repeated command once', async () => {
    const one = await createPerson(world);
    const organization = await createOrganization(world, one, 'Refused');
    const stranger = await createPerson(world);
    const email = uniqueEmail();
    for (let count = 0; count < 11; count += 1) {
      const input = { organizationId: organization.id, email };
      const answer = await world.guildhall.invitations.invite(stranger.actor, input);
      expect(answer).toMatchObject(refused('organization_not_found'));
    }
    const taken: number[] = [];
    const { guildhall } = createSecondService(world, world.storage, {
      rateLimiter: {
        async take(_limit, cost) {
          taken.push(cost);
          return null;
        },
        giveBack: async () => {},
      },
    });
    const input = { organizationId: organization.id, email };
    const options = { idempotencyKey: 'once' };
    orThrow(await guildhall.invitations.invite(one.actor, input, options));
    orThrow(await guildhall.invitations.invite(one.actor, input, options));
    expect(taken).toEqual([1, 1, 1]);
  });
});
