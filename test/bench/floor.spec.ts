// The rules that the floors of the benchmark keep when nothing else happens at the same moment.
import { mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBenchmarkData, createOperationInputs } from '../../bench/benchmark-data.js';
import { digestToken, signToken } from '../../bench/floor/invitation-token.js';
import { operations } from '../../bench/operations.js';
import { openTestConnection } from '../support/mongo-connections.js';
import { insertPeople, insertTeam, inviteFor, settle } from './floor-world.js';
import { type Floor, floors } from './floors.js';

describe.each(floors)('%s', (_title, { open, createSubject, statements: expected }) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await open();
  });

  describe('the subject', () => {
    it('answers every operation of the benchmark with the fewest statements', async () => {
      const connection = await openTestConnection({ monitorCommands: true });
      const subject = createSubject(connection.getClient(), connection.name);
      const data = createBenchmarkData(30, 60);
      await subject.ensureIndexes();
      await subject.seed(data);
      const inputs = createOperationInputs(data);
      const sent: string[] = [];
      connection.getClient().on('commandStarted', ({ commandName }) => sent.push(commandName));
      const statements: Record<string, readonly string[]> = {};
      for (const operation of operations) {
        sent.length = 0;
        await operation.run(subject, data, inputs);
        statements[operation.name] = [...sent];
      }
      expect(statements).toEqual(expected);
    });

    it('numbers the slugs of one name up to 5, and then adds random characters', async () => {
      const people = await insertPeople(floor, 6);
      const slugs: string[] = [];
      for (const { _id: creator } of people)
        slugs.push(await floor.createOrganization({ creator, name: 'Ünder One Name', limit: 1 }));
      const numbered = ['', '-2', '-3', '-4', '-5'].map((suffix) => `under-one-name${suffix}`);
      expect(slugs.slice(0, 5)).toEqual(numbered);
      expect(slugs[5]).toMatch(/^under-one-name-[a-z2-7]{6}$/);
    });
  });

  describe('a command', () => {
    it('that creates is written once by a repeated operation', async () => {
      const { _id: creator } = await floor.insertPerson();
      const given = { creator, name: 'Twice', limit: 1, operation: new mongo.ObjectId() };
      const slug = await floor.createOrganization(given);
      expect(await floor.createOrganization(given)).toBe(slug);
      expect(await settle([floor.createOrganization({ ...given, name: 'Thrice' })])).toEqual([
        'idempotency_key_reused',
      ]);
      expect(await floor.organizations().countDocuments({ createdBy: creator })).toBe(1);
    });

    it('writes an audit entry under the id of its operation, unless it is refused', async () => {
      const { _id: user, email } = await floor.insertPerson();
      const { _id: creator } = await floor.insertPerson();
      const [organization, invited] = [new mongo.ObjectId(), new mongo.ObjectId()];
      const [accepted, refused] = [new mongo.ObjectId(), new mongo.ObjectId()];
      await floor.createOrganization({ creator, name: 'Kept', limit: 9, operation: organization });
      const input = { organization, inviter: creator, email, operation: invited };
      const token = signToken(await floor.invite(input));
      const stranger = await floor.insertPerson();
      await settle([
        floor.acceptInvitation({ user: stranger._id, token, operation: refused }),
        floor.createOrganization({ creator: refused, name: 'Lost', limit: 9, operation: refused }),
      ]);
      await floor.acceptInvitation({ user, token, operation: accepted });
      const entries = [organization, invited, accepted, refused].map(floor.hasAuditEntry);
      expect(await Promise.all(entries)).toEqual([true, true, true, false]);
    });
  });

  describe('the checks', () => {
    it('are true for members and admins only', async () => {
      const { organization, ada } = await insertTeam(floor);
      const [{ _id: member, email }, { _id: other }] = [
        await floor.insertPerson(),
        await floor.insertPerson(),
      ];
      const token = await inviteFor(floor, { organization, ada }, email);
      await floor.acceptInvitation({ user: member, token });
      const people = [ada, member, other];
      const answers = people.map(async (one) => [
        await floor.isMember(organization, one),
        await floor.can(organization, one),
      ]);
      expect(await Promise.all(answers)).toEqual([
        [true, true],
        [true, false],
        [false, false],
      ]);
    });

    it.each([
      [
        'the organization is deleted',
        ({ organization, ada }) => floor.deleteOrganization(organization, ada),
      ],
      ['the account is suspended', ({ grace }) => floor.suspendUser(grace)],
      [
        'the membership has ended',
        ({ organization, ada, grace }) => floor.removeMember(organization, grace, ada),
      ],
    ] satisfies [string, (team: Awaited<ReturnType<typeof insertTeam>>) => Promise<void>][])(
      'are false once %s',
      async (_title, end) => {
        const team = await insertTeam(floor);
        await end(team);
        expect(await floor.isMember(team.organization, team.grace)).toBe(false);
        expect(await floor.can(team.organization, team.grace)).toBe(false);
      },
    );
  });

  describe('an invitation', () => {
    it('stores no token, only its digest', async () => {
      const team = await insertTeam(floor);
      const token = await inviteFor(floor, team, 'digest@example.org');
      const stored = await floor.invitations().findOne({ invited: 'digest@example.org' });
      expect(stored?.tokenDigest.toString('hex')).toBe(digestToken(token).toString('hex'));
      expect(JSON.stringify(stored)).not.toContain(token);
    });

    it('is refused for a member, an invited address, a plain member as inviter, and at the limit', async () => {
      const team = await insertTeam(floor);
      const { organization, ada, grace } = team;
      const { _id: member, email } = await floor.insertPerson();
      await floor.acceptInvitation({ user: member, token: await inviteFor(floor, team, email) });
      await inviteFor(floor, team, 'invited@example.org');
      const refused = [
        inviteFor(floor, team, email),
        inviteFor(floor, team, 'Invited@Example.org'),
        inviteFor(floor, { organization, ada: member }, 'new@example.org'),
      ];
      expect(await settle(refused)).toEqual([
        'already_a_member',
        'already_invited',
        'permission_denied',
      ]);
      for (let sent = 1; sent < 100; sent += 1)
        await inviteFor(floor, { organization, ada: grace }, `number-${sent}@example.org`);
      expect(await settle([inviteFor(floor, { organization, ada }, 'new@example.org')])).toEqual([
        'invitation_limit_reached',
      ]);
    });

    it('is accepted only by the verified owner of the address, with the current token', async () => {
      const team = await insertTeam(floor);
      const { _id: user, email } = await floor.insertPerson({ verified: false });
      const { _id: other } = await floor.insertPerson();
      const token = await inviteFor(floor, team, email);
      const forged = `${token.slice(0, -4)}AAAA`;
      const refused = [
        floor.acceptInvitation({ user, token }),
        floor.acceptInvitation({ user: other, token }),
        floor.acceptInvitation({ user, token: forged }),
      ];
      expect(await settle(refused)).toEqual([
        'email_not_verified',
        'invitation_email_mismatch',
        'invitation_not_found',
      ]);
    });

    it('that has expired is renewed in its row, and its old token is void', async () => {
      const team = await insertTeam(floor);
      const { _id: user, email } = await floor.insertPerson();
      const old = await inviteFor(floor, team, email);
      await floor.invitations().updateOne({ invited: email }, { $set: { expires: new Date(0) } });
      const token = await inviteFor(floor, team, email, 'admin');
      expect(await settle([floor.acceptInvitation({ user, token: old })])).toEqual([
        'invitation_not_found',
      ]);
      await floor.acceptInvitation({ user, token });
      expect(await floor.invitations().countDocuments({ invited: email })).toBe(1);
      expect(await floor.can(team.organization, user)).toBe(true);
    });

    it('is written once by a repeated operation, even if it was accepted since', async () => {
      const { organization, ada: inviter } = await insertTeam(floor);
      const { _id: user, email } = await floor.insertPerson();
      const given = { organization, inviter, email, operation: new mongo.ObjectId() };
      const claims = await floor.invite(given);
      expect(await floor.invite(given)).toEqual(claims);
      await floor.acceptInvitation({ user, token: signToken(claims) });
      expect(await floor.invite(given)).toEqual(claims);
      expect(await floor.invitations().countDocuments({ invited: email })).toBe(1);
      const other = { ...given, email: 'other@example.org' };
      expect(await settle([floor.invite(other)])).toEqual(['idempotency_key_reused']);
    });

    it('that is renewed is written once by a repeated operation', async () => {
      const team = await insertTeam(floor);
      const { organization, ada: inviter } = team;
      const { _id: user, email } = await floor.insertPerson();
      const old = await inviteFor(floor, team, email);
      const past = { $set: { expires: new Date(0) } };
      await floor.invitations().updateOne({ invited: email }, past);
      const given = { organization, inviter, email, operation: new mongo.ObjectId() };
      const claims = await floor.invite(given);
      expect(claims.revision).toBe(2);
      expect(await floor.invite(given)).toEqual(claims);
      const accept = floor.acceptInvitation({ user, token: old });
      expect(await settle([accept])).toEqual(['invitation_not_found']);
    });

    it('cannot be accepted again by somebody who was removed', async () => {
      const team = await insertTeam(floor);
      const { _id: user, email } = await floor.insertPerson();
      const token = await inviteFor(floor, team, email);
      await floor.acceptInvitation({ user, token });
      await floor.removeMember(team.organization, user, team.ada);
      const accept = floor.acceptInvitation({ user, token });
      expect(await settle([accept])).toEqual(['invitation_already_accepted']);
      await floor.acceptInvitation({ user, token: await inviteFor(floor, team, email) });
      expect(await floor.isMember(team.organization, user)).toBe(true);
    });

    it('is accepted once by a repeated operation, and refused for a member', async () => {
      const team = await insertTeam(floor);
      const { _id: user, email } = await floor.insertPerson();
      const token = await inviteFor(floor, team, email);
      const operation = new mongo.ObjectId();
      await floor.acceptInvitation({ user, token, operation });
      await floor.acceptInvitation({ user, token, operation });
      expect(await settle([floor.acceptInvitation({ user, token })])).toEqual([
        'invitation_already_accepted',
      ]);
    });

    it('is refused for somebody who has become a member since', async () => {
      const team = await insertTeam(floor);
      const { _id: user, email } = await floor.insertPerson();
      const token = await inviteFor(floor, team, email);
      const first = await floor.invitations().findOneAndDelete({ invited: email });
      await floor.acceptInvitation({ user, token: await inviteFor(floor, team, email) });
      if (first !== null) await floor.invitations().insertOne(first);
      const accept = floor.acceptInvitation({ user, token });
      expect(await settle([accept])).toEqual(['already_a_member']);
      expect(await floor.countMemberships(team.organization, user)).toBe(1);
    });

    it('ends when its inviter is suspended, demoted or removed', async () => {
      const said: string[] = [];
      for (const end of [
        (_: mongo.ObjectId, ada: mongo.ObjectId) => floor.suspendUser(ada),
        (organization: mongo.ObjectId, ada: mongo.ObjectId, grace: mongo.ObjectId) =>
          floor.demoteAdmin(organization, ada, grace),
        (organization: mongo.ObjectId, ada: mongo.ObjectId, grace: mongo.ObjectId) =>
          floor.removeMember(organization, ada, grace),
      ]) {
        const team = await insertTeam(floor);
        const { _id: user, email } = await floor.insertPerson();
        const token = await inviteFor(floor, team, email);
        await end(team.organization, team.ada, team.grace);
        said.push(...(await settle([floor.acceptInvitation({ user, token })])));
      }
      expect(said).toEqual(['invitation_revoked', 'invitation_revoked', 'invitation_revoked']);
    });
  });

  describe('the lists', () => {
    it('show the organizations of a user in the order of joining, without deleted ones', async () => {
      const { _id: user, email } = await floor.insertPerson();
      const [first, second, third] = [
        await insertTeam(floor),
        await insertTeam(floor),
        await insertTeam(floor),
      ];
      for (const team of [first, second, third])
        await floor.acceptInvitation({ user, token: await inviteFor(floor, team, email) });
      await floor.deleteOrganization(second.organization, second.ada);
      const found = await floor.listOrganizationsOf(user, 2);
      expect(found.map(({ organization: { id }, role }) => [id, role])).toEqual([
        [first.organization.toHexString(), 'member'],
        [third.organization.toHexString(), 'member'],
      ]);
      const stored = await floor.organizations().findOne({ _id: first.organization });
      expect(found[0]?.organization).toEqual({
        id: first.organization.toHexString(),
        name: stored?.name,
        slug: stored?.slug,
        profile: { contactEmail: `person-${first.ada}@example.net` },
        createdAt: stored?.createdAt,
        updatedAt: stored?.updatedAt,
      });
    });

    it('show members in the order of joining, and addresses to admins only', async () => {
      const team = await insertTeam(floor);
      const { _id: user, email } = await floor.insertPerson();
      await floor.acceptInvitation({ user, token: await inviteFor(floor, team, email) });
      const [asMember, asAdmin] = [
        await floor.listMembers(team.organization, user, 10),
        await floor.listMembers(team.organization, team.ada, 10),
      ];
      expect(asMember.map(({ userId, role }) => [userId, role])).toEqual([
        [team.ada.toHexString(), 'admin'],
        [team.grace.toHexString(), 'admin'],
        [user.toHexString(), 'member'],
      ]);
      expect(asMember.some((one) => 'email' in one || 'state' in one)).toBe(false);
      expect(asAdmin[2]).toEqual({
        userId: user.toHexString(),
        name: 'Ada Byron',
        email,
        state: 'active',
        role: 'member',
        joinedAt: expect.any(Date),
      });
      const { _id: stranger } = await floor.insertPerson();
      expect(await settle([floor.listMembers(team.organization, stranger, 10)])).toEqual([
        'organization_not_found',
      ]);
    });
  });
});
