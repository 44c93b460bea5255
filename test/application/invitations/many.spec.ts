// Invitations beside the plain mail: many at once, handed over, blocked, limited, and issued anew.
import { beforeAll, describe, expect, it } from 'vitest';
import { type InvitationSecret, type OrganizationView, orThrow } from '../../../src/index.js';
import {
  type RecordingStorage,
  recordingStorage,
  tokenIn,
} from '../../../src/testing/doubles/index.js';
import {
  besides,
  day,
  invited,
  joined,
  organizationOf,
  type Person,
  person,
  present,
  storages,
  theSystem,
  tokenOf,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { landed, writesAsked } from '../support/calls.js';
import { freshAddress } from '../support/commands.js';

const older: InvitationSecret = { kid: 'older', secret: 'the older secret, of more than 32 bytes' };
const newer: InvitationSecret = { kid: 'newer', secret: 'the newer secret, of more than 32 bytes' };

describe.each(storages)('invitations on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = worldOn(recorded);
    ada = await person(world);
    acme = await organizationOf(world, ada, 'Acme');
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });
  const of = () => ({ organizationId: acme.id });
  const linkOf = async (invitationId: string) => {
    const input = { organizationId: acme.id, invitationId };
    const { link } = orThrow(await world.guildhall.invitations.linkToHandOver(ada.actor, input));
    return present(link);
  };
  const tokenFrom = (link: string) => present(new URL(link).searchParams.get('token'));

  describe('many at once', () => {
    it('are written in one commit, each with its role', async () => {
      const addresses = Array.from({ length: 20 }, freshAddress);
      const before = landed(recorded).length;
      const made = orThrow(
        await world.guildhall.invitations.inviteMany(ada.actor, {
          ...of(),
          invitations: addresses.map((email, index) =>
            index === 0 ? { email, role: 'admin' as const } : { email },
          ),
        }),
      );
      expect(made.map(({ email }) => email)).toEqual(addresses);
      expect(made.map(({ role }) => role)).toEqual(['admin', ...Array(19).fill('member')]);
      expect(landed(recorded).slice(before)).toMatchObject([
        { journal: { action: 'invitation.invite_many' } },
      ]);
      await world.guildhall.relay.runOnce({ limit: 100 });
      for (const address of addresses) expect(world.mails.to(address)).toHaveLength(1);
    });

    it('are none where one cannot be, and every failure is named by its index', async () => {
      const member = await joined(world, { by: ada, to: acme });
      const open = await invited(world, { by: ada, to: acme, email: freshAddress() });
      const before = writesAsked(recorded).length;
      const invitations = [
        { email: freshAddress() },
        { email: member.email },
        { email: open.email },
      ];
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
      const tooMany = Array.from({ length: 21 }, () => ({ email: freshAddress() }));
      for (const several of [[], tooMany]) {
        const answer = await world.guildhall.invitations.inviteMany(ada.actor, {
          ...of(),
          invitations: several,
        });
        expect(answer).toMatchObject(refused('invalid_input', { path: ['invitations'] }));
      }
      expect(writesAsked(recorded)).toHaveLength(before);
    });

    it('count together against what may be pending', async () => {
      const one = await organizationOf(world, ada, 'Small');
      const { guildhall } = besides(world, world.storage, { policy: { pendingInvitations: 2 } });
      const several = (count: number) => ({
        organizationId: one.id,
        invitations: Array.from({ length: count }, () => ({ email: freshAddress() })),
      });
      const over = refused('invitation_limit_reached', { limit: 2 });
      expect(await guildhall.invitations.inviteMany(ada.actor, several(3))).toEqual(over);
      orThrow(await guildhall.invitations.inviteMany(ada.actor, several(2)));
      expect(await guildhall.invitations.inviteMany(ada.actor, several(1))).toEqual(over);
    });
  });

  describe('handed over', () => {
    it('need no mail, and are bound to the address all the same', async () => {
      const [invitee, other] = [await person(world), await person(world)];
      const input = { ...of(), email: invitee.email, byMail: false };
      const { id } = orThrow(await world.guildhall.invitations.invite(ada.actor, input));
      const link = await linkOf(id);
      expect(link).toMatch(/^https:\/\/console\.example\.com\/invitations\/accept\?token=/);
      expect(landed(recorded).at(-1)?.journal).toMatchObject({
        action: 'invitation.hand_over',
        facts: [{ type: 'invitation_handed_over', invitationId: id, revision: 1 }],
      });
      const token = tokenFrom(link);
      const { invitations } = world.guildhall;
      expect(await invitations.accept(other.actor, { token })).toMatchObject(
        refused('invitation_email_mismatch'),
      );
      orThrow(await invitations.accept(invitee.actor, { token }));
      await world.guildhall.relay.runOnce({ limit: 100 });
      expect(world.mails.to(invitee.email)).toEqual([]);
      expect(
        await invitations.linkToHandOver(ada.actor, { ...of(), invitationId: id }),
      ).toMatchObject(refused('invitation_already_accepted'));
    });

    it('are for admins, and for services that know the key', async () => {
      const member = await joined(world, { by: ada, to: acme });
      const { id: invitationId } = await invited(world, {
        by: ada,
        to: acme,
        email: freshAddress(),
      });
      const input = { ...of(), invitationId };
      const { invitations } = world.guildhall;
      expect(await invitations.linkToHandOver(member.actor, input)).toMatchObject(
        refused('permission_denied'),
      );
      const stranger = besides(world, world.storage, { secrets: [newer] });
      expect(await stranger.guildhall.invitations.linkToHandOver(ada.actor, input)).toEqual(
        refused('invitation_key_unknown', { path: ['invitationId'] }),
      );
      const impostor = { kid: 'test', secret: 'another secret under the same name, 32 bytes' };
      const other = besides(world, world.storage, { secrets: [impostor] });
      expect(await other.guildhall.invitations.linkToHandOver(ada.actor, input)).toMatchObject(
        refused('invitation_key_unknown'),
      );
    });
  });

  describe('blocked', () => {
    it('are not mailed any more, and nobody in the organization is told', async () => {
      const { invitations, users, organizations, relay } = world.guildhall;
      const invitee = await person(world);
      const first = await invited(world, { by: ada, to: acme, email: invitee.email });
      const token = await tokenOf(world, first.id);
      orThrow(await invitations.declineAndBlock(invitee.actor, { token }));
      expect(orThrow(await users.get(invitee.actor, {})).blockedOrganizations).toEqual([acme.id]);
      const [entry] = orThrow(await organizations.audit(ada.actor, { ...of(), limit: 1 })).items;
      expect(entry).toMatchObject({
        action: 'invitation.decline',
        facts: [{ type: 'invitation_declined' }],
      });
      expect(JSON.stringify(entry)).not.toContain('block');
      await relay.runOnce({ limit: 100 });
      world.clock.advance(day);
      const again = await invited(world, { by: ada, to: acme, email: invitee.email });
      expect(again.state).toBe('pending');
      await relay.runOnce({ limit: 100 });
      expect(world.mails.to(invitee.email)).toEqual([]);
      const elsewhere = await organizationOf(world, ada, 'Elsewhere');
      await invited(world, { by: ada, to: elsewhere, email: invitee.email });
      await relay.runOnce({ limit: 100 });
      expect(world.mails.to(invitee.email)).toHaveLength(1);
    });

    it('are mailed again after an unblocking, and joining lifts the block', async () => {
      const { invitations, users, relay } = world.guildhall;
      const invitee = await person(world);
      const one = await invited(world, { by: ada, to: acme, email: invitee.email });
      const token = await tokenOf(world, one.id);
      orThrow(await invitations.declineAndBlock(invitee.actor, { token }));
      const second = await invited(world, { by: ada, to: acme, email: invitee.email });
      const handed = tokenFrom(await linkOf(second.id));
      orThrow(await invitations.accept(invitee.actor, { token: handed }));
      expect(orThrow(await users.get(invitee.actor, {})).blockedOrganizations).toEqual([]);

      const other = await person(world);
      const third = await invited(world, { by: ada, to: acme, email: other.email });
      const declined = { token: await tokenOf(world, third.id) };
      orThrow(await invitations.declineAndBlock(other.actor, declined));
      orThrow(await users.unblockOrganization(other.actor, of()));
      expect(
        orThrow(await users.unblockOrganization(other.actor, of())).blockedOrganizations,
      ).toEqual([]);
      await invited(world, { by: ada, to: acme, email: other.email });
      await relay.runOnce({ limit: 100 });
      expect(world.mails.to(other.email)).toHaveLength(1);
      const stranger = await users.unblockOrganization(ada.actor, { ...of(), userId: other.id });
      expect(stranger).toMatchObject(refused('permission_denied'));
    });
  });

  describe('limited', () => {
    const limited = (retryAfter: number, path: readonly unknown[]) =>
      refused('rate_limited', { path, retryAfter });

    /** Ends each invitation at once, so that nothing but the limit is in the way of the next. */
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

    it('to ten in ten minutes for one person’s addresses, over all organizations', async () => {
      const name = `one.person${freshAddress().replace(/\D/g, '')}`;
      const founders = await Promise.all(Array.from({ length: 4 }, () => person(world)));
      const all = await Promise.all(founders.map((one) => organizationOf(world, one, 'Limits')));
      for (let count = 0; count < 10; count += 1) {
        const by = present(founders[count % 4]);
        const email = `${name}+${count}@example.org`;
        orThrow(await inviteAndRevoke(by, present(all[count % 4]), email));
      }
      const by = present(founders[0]);
      const again = () => inviteAndRevoke(by, present(all[0]), `${name}@example.org`);
      expect(await again()).toEqual(limited(left(600), ['email']));
      world.clock.advance(left(600));
      orThrow(await again());
    });

    it('to ten a day for one person’s addresses in one organization', async () => {
      const one = await person(world);
      const organization = await organizationOf(world, one, 'Persistent');
      const email = `daily${freshAddress()}`;
      world.clock.advance(left(day));
      for (let count = 0; count < 10; count += 1) {
        orThrow(await inviteAndRevoke(one, organization, email));
        world.clock.advance(601);
      }
      expect(await inviteAndRevoke(one, organization, email)).toEqual(
        limited(left(day), ['email']),
      );
      const elsewhere = await organizationOf(world, one, 'Elsewhere');
      orThrow(await inviteAndRevoke(one, elsewhere, email));
    });

    it('to a hundred a day for one inviter', async () => {
      const one = await person(world);
      const organization = await organizationOf(world, one, 'Eager');
      const { guildhall } = besides(world, world.storage, {
        policy: { pendingInvitations: 1_000 },
      });
      const several = (count: number) => ({
        organizationId: organization.id,
        invitations: Array.from({ length: count }, () => ({ email: freshAddress() })),
      });
      for (let count = 0; count < 5; count += 1) {
        orThrow(await guildhall.invitations.inviteMany(one.actor, several(19)));
      }
      const before = landed(recorded).length;
      const over = await guildhall.invitations.inviteMany(one.actor, several(6));
      expect(over).toEqual(limited(left(day), ['actor']));
      expect(landed(recorded)).toHaveLength(before);
      orThrow(await guildhall.invitations.inviteMany(one.actor, several(5)));
      world.clock.advance(left(day));
      orThrow(await guildhall.invitations.inviteMany(one.actor, several(1)));
    });

    it('not by what was refused, and once however often a command is tried', async () => {
      const one = await person(world);
      const organization = await organizationOf(world, one, 'Refused');
      const stranger = await person(world);
      const email = freshAddress();
      for (let count = 0; count < 11; count += 1) {
        const input = { organizationId: organization.id, email };
        const answer = await world.guildhall.invitations.invite(stranger.actor, input);
        expect(answer).toMatchObject(refused('organization_not_found'));
      }
      const taken: number[] = [];
      const { guildhall } = besides(world, world.storage, {
        rateLimiter: {
          async take(_limit, cost) {
            taken.push(cost);
            return null;
          },
        },
      });
      const input = { organizationId: organization.id, email };
      const options = { idempotencyKey: 'once' };
      orThrow(await guildhall.invitations.invite(one.actor, input, options));
      orThrow(await guildhall.invitations.invite(one.actor, input, options));
      expect(taken).toEqual([1, 1, 1]);
    });
  });

  describe('issued anew', () => {
    it('all of them, when the key that signed them is withdrawn', async () => {
      while ((await world.guildhall.relay.runOnce({ limit: 100 })).claimed > 0);
      const before = besides(world, world.storage, { secrets: [older] });
      const one = await person(world);
      const [first, second] = [
        await organizationOf(world, one, 'Keys'),
        await organizationOf(world, one, 'Keys'),
      ];
      const invitee = await person(world);
      const { id } = orThrow(
        await before.guildhall.invitations.invite(one.actor, {
          organizationId: first.id,
          email: invitee.email,
        }),
      );
      const byHand = orThrow(
        await before.guildhall.invitations.invite(one.actor, {
          organizationId: second.id,
          email: freshAddress(),
          byMail: false,
        }),
      );
      await before.guildhall.relay.runOnce({ limit: 100 });
      const stolen = tokenIn(present(world.mails.to(invitee.email)[0]));
      const after = besides(world, world.storage, { secrets: [newer] });
      const { withdrawKey, preview, accept } = after.guildhall.invitations;
      expect(await withdrawKey(one.actor, { kid: 'older' })).toMatchObject(
        refused('permission_denied'),
      );
      expect(await withdrawKey(theSystem, { kid: 'newer' })).toEqual(
        refused('signing_key_in_use', { path: ['kid'] }),
      );
      expect(orThrow(await withdrawKey(theSystem, { kid: 'older' }))).toEqual({ count: 2 });
      expect(orThrow(await withdrawKey(theSystem, { kid: 'older' }))).toEqual({ count: 0 });
      for (const { guildhall } of [before, after]) {
        const old = await guildhall.invitations.preview(null, { token: stolen });
        expect(old).toMatchObject(refused('invitation_not_found'));
      }
      await after.guildhall.relay.runOnce({ limit: 100 });
      expect(world.mails.to(byHand.email)).toEqual([]);
      const token = tokenIn(present(world.mails.to(invitee.email)[1]));
      expect(orThrow(await preview(null, { token })).organization.id).toBe(first.id);
      const row = present(await world.storage.invitations.findById(id)).value;
      expect(row).toMatchObject({ kid: 'newer', revision: 2, state: 'pending' });
      const trail = orThrow(
        await after.guildhall.organizations.audit(one.actor, {
          organizationId: first.id,
          limit: 1,
        }),
      );
      expect(trail.items[0]).toMatchObject({
        action: 'invitation.reissue',
        facts: [{ type: 'invitation_reissued', invitationId: id, revision: 2 }],
      });
      orThrow(await accept(invitee.actor, { token }));
    });
  });
});
