// The rules that the floor of the benchmark keeps when nothing else happens at the same moment.
import { mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBenchmarkData, createOperationInputs } from '../../bench/benchmark-data.js';
import { acceptInvitation } from '../../bench/floor/accept.js';
import { can, isMember } from '../../bench/floor/checks.js';
import { createOrganization } from '../../bench/floor/create-organization.js';
import {
  deleteOrganization,
  demoteAdmin,
  removeMember,
  suspendUser,
} from '../../bench/floor/endings.js';
import { createFloorSubject } from '../../bench/floor/index.js';
import { digestToken } from '../../bench/floor/invitation-token.js';
import type { Rows } from '../../bench/floor/layout.js';
import { listMembers } from '../../bench/floor/list-members.js';
import { listOrganizationsOf } from '../../bench/floor/list-organizations.js';
import { operations } from '../../bench/operations.js';
import { openTestConnection } from '../support/mongo-connections.js';
import {
  insertPeople,
  insertPerson,
  insertTeam,
  invitations,
  inviteFor,
  openFloor,
  organizations,
  settle,
} from './floor-world.js';

let rows: Rows;
beforeAll(async () => {
  rows = await openFloor();
});

describe('the floor', () => {
  it('answers every operation of the benchmark with the fewest statements', async () => {
    const connection = await openTestConnection({ monitorCommands: true });
    const subject = createFloorSubject(connection.getClient(), connection.name);
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
    expect(statements).toEqual({
      create: ['update', 'commitTransaction'],
      'invite-accept': ['find', 'insert', 'update', 'commitTransaction'],
      'is-member': ['find'],
      can: ['find'],
      'find-by-member': ['aggregate'],
      members: ['find', 'find'],
    });
  });

  it('numbers the slugs of one name up to 5, and then adds random characters', async () => {
    const people = await insertPeople(rows, 6);
    const slugs: string[] = [];
    for (const { _id: creator } of people)
      slugs.push(await createOrganization(rows, { creator, name: 'Ünder One Name', limit: 1 }));
    const numbered = ['', '-2', '-3', '-4', '-5'].map((suffix) => `under-one-name${suffix}`);
    expect(slugs.slice(0, 5)).toEqual(numbered);
    expect(slugs[5]).toMatch(/^under-one-name-[a-z2-7]{6}$/);
  });
});

describe('the checks', () => {
  it('are true for members and admins only', async () => {
    const { organization, ada } = await insertTeam(rows);
    const [{ _id: member, email }, { _id: other }] = [
      await insertPerson(rows),
      await insertPerson(rows),
    ];
    const token = await inviteFor(rows, { organization, ada }, email);
    await acceptInvitation(rows, { user: member, token });
    const people = [ada, member, other];
    const answers = people.map(async (one) => [
      await isMember(rows, organization, one),
      await can(rows, organization, one),
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
      ({ organization, ada }) => deleteOrganization(rows, organization, ada),
    ],
    ['the account is suspended', ({ grace }) => suspendUser(rows, grace)],
    [
      'the membership has ended',
      ({ organization, ada, grace }) => removeMember(rows, organization, grace, ada),
    ],
  ] satisfies [string, (team: Awaited<ReturnType<typeof insertTeam>>) => Promise<void>][])(
    'are false once %s',
    async (_title, end) => {
      const team = await insertTeam(rows);
      await end(team);
      expect(await isMember(rows, team.organization, team.grace)).toBe(false);
      expect(await can(rows, team.organization, team.grace)).toBe(false);
    },
  );
});

describe('an invitation', () => {
  it('stores no token, only its digest', async () => {
    const team = await insertTeam(rows);
    const token = await inviteFor(rows, team, 'digest@example.org');
    const stored = await invitations(rows).findOne({ invited: 'digest@example.org' });
    expect(stored?.tokenDigest.toString('hex')).toBe(digestToken(token).toString('hex'));
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('is refused for a member, an invited address, a plain member as inviter, and at the limit', async () => {
    const team = await insertTeam(rows);
    const { organization, ada, grace } = team;
    const { _id: member, email } = await insertPerson(rows);
    await acceptInvitation(rows, { user: member, token: await inviteFor(rows, team, email) });
    await inviteFor(rows, team, 'invited@example.org');
    const refused = [
      inviteFor(rows, team, email),
      inviteFor(rows, team, 'Invited@Example.org'),
      inviteFor(rows, { organization, ada: member }, 'new@example.org'),
    ];
    expect(await settle(refused)).toEqual([
      'already_a_member',
      'already_invited',
      'permission_denied',
    ]);
    for (let sent = 1; sent < 100; sent += 1)
      await inviteFor(rows, { organization, ada: grace }, `number-${sent}@example.org`);
    expect(await settle([inviteFor(rows, { organization, ada }, 'new@example.org')])).toEqual([
      'invitation_limit_reached',
    ]);
  });

  it('is accepted only by the verified owner of the address, with the current token', async () => {
    const team = await insertTeam(rows);
    const { _id: user, email } = await insertPerson(rows, { verified: false });
    const { _id: other } = await insertPerson(rows);
    const token = await inviteFor(rows, team, email);
    const forged = `${token.slice(0, -4)}AAAA`;
    const refused = [
      acceptInvitation(rows, { user, token }),
      acceptInvitation(rows, { user: other, token }),
      acceptInvitation(rows, { user, token: forged }),
    ];
    expect(await settle(refused)).toEqual([
      'email_not_verified',
      'invitation_email_mismatch',
      'invitation_not_found',
    ]);
  });

  it('that has expired is renewed in its row, and its old token is void', async () => {
    const team = await insertTeam(rows);
    const { _id: user, email } = await insertPerson(rows);
    const old = await inviteFor(rows, team, email);
    await invitations(rows).updateOne({ invited: email }, { $set: { expires: new Date(0) } });
    const token = await inviteFor(rows, team, email, 'admin');
    expect(await settle([acceptInvitation(rows, { user, token: old })])).toEqual([
      'invitation_not_found',
    ]);
    await acceptInvitation(rows, { user, token });
    expect(await invitations(rows).countDocuments({ invited: email })).toBe(1);
    expect(await can(rows, team.organization, user)).toBe(true);
  });

  it('is accepted once by a repeated operation, and refused for a member', async () => {
    const team = await insertTeam(rows);
    const { _id: user, email } = await insertPerson(rows);
    const token = await inviteFor(rows, team, email);
    const operation = new mongo.ObjectId();
    await acceptInvitation(rows, { user, token, operation });
    await acceptInvitation(rows, { user, token, operation });
    expect(await settle([acceptInvitation(rows, { user, token })])).toEqual([
      'invitation_already_accepted',
    ]);
  });

  it('ends when its inviter is suspended, demoted or removed', async () => {
    const said: string[] = [];
    for (const end of [
      (_: mongo.ObjectId, ada: mongo.ObjectId) => suspendUser(rows, ada),
      (organization: mongo.ObjectId, ada: mongo.ObjectId, grace: mongo.ObjectId) =>
        demoteAdmin(rows, organization, ada, grace),
      (organization: mongo.ObjectId, ada: mongo.ObjectId, grace: mongo.ObjectId) =>
        removeMember(rows, organization, ada, grace),
    ]) {
      const team = await insertTeam(rows);
      const { _id: user, email } = await insertPerson(rows);
      const token = await inviteFor(rows, team, email);
      await end(team.organization, team.ada, team.grace);
      said.push(...(await settle([acceptInvitation(rows, { user, token })])));
    }
    expect(said).toEqual(['invitation_revoked', 'invitation_revoked', 'invitation_revoked']);
  });
});

describe('the lists', () => {
  it('show the organizations of a user in the order of joining, without deleted ones', async () => {
    const { _id: user, email } = await insertPerson(rows);
    const [first, second, third] = [
      await insertTeam(rows),
      await insertTeam(rows),
      await insertTeam(rows),
    ];
    for (const team of [first, second, third])
      await acceptInvitation(rows, { user, token: await inviteFor(rows, team, email) });
    await deleteOrganization(rows, second.organization, second.ada);
    const found = await listOrganizationsOf(rows, user, 2);
    expect(found.map(({ organization: { id }, role }) => [id, role])).toEqual([
      [first.organization.toHexString(), 'member'],
      [third.organization.toHexString(), 'member'],
    ]);
    const stored = await organizations(rows).findOne({ _id: first.organization });
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
    const team = await insertTeam(rows);
    const { _id: user, email } = await insertPerson(rows);
    await acceptInvitation(rows, { user, token: await inviteFor(rows, team, email) });
    const [asMember, asAdmin] = [
      await listMembers(rows, team.organization, user, 10),
      await listMembers(rows, team.organization, team.ada, 10),
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
    const { _id: stranger } = await insertPerson(rows);
    expect(await settle([listMembers(rows, team.organization, stranger, 10)])).toEqual([
      'organization_not_found',
    ]);
  });
});
