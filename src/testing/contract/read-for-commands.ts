// Reads of everything that a command must check, in one call: what they return, and in which order they read.

import type { Organization } from '../../domain/organization/organization.js';
import type { User } from '../../domain/user/user.js';
import { insertChange, touchChange } from '../row-changes.js';
import { assertSame, assertTrue, foundOrThrow } from './assertions.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import {
  atMinute,
  emailFields,
  endedMembership,
  invitation,
  membership,
  organization,
  user,
} from './fixtures.js';
import { readUntilWritten } from './read-while-writing.js';

const [ada, ben, eve, stranger] = [user(1), user(2), user(3), user(9)];
const suspendedUser = user(4, { state: 'suspended' });
const deletedUser = user(5, { state: 'deleted' });
const [mentra, acme] = [organization(1), organization(2)];
const now = atMinute(10);

const open = invitation(1, mentra, ada);
const revoked = invitation(6, mentra, ada, { state: 'revoked', closedAt: atMinute(1) });
const inOtherOrganization = invitation(8, acme, ada, emailFields('invitee-1@example.org'));
const adaMembership = membership(1, mentra, ada, { role: 'admin' });
const benMembership = membership(2, mentra, ben);

/** Ada, Ben, a suspended and a deleted user are members, Eve has left, and Ada is also in another organization. She has sent three invitations. */
function writeMembersAndInvitations({ write }: TestWriter): Promise<void> {
  return write([
    ...[open, revoked, inOtherOrganization].map((each) => insertChange('invitations', each)),
    ...[ada, ben, eve, suspendedUser, deletedUser].map((each) => insertChange('users', each)),
    ...[mentra, acme].map((each) => insertChange('organizations', each)),
    ...[
      adaMembership,
      benMembership,
      endedMembership(membership(3, mentra, eve)),
      membership(4, mentra, suspendedUser),
      membership(7, mentra, deletedUser),
      membership(5, acme, ada),
    ].map((each) => insertChange('memberships', each)),
  ]);
}

export const commandReadClauses: readonly Clause[] = [
  clause(
    'READ-62',
    '`organizations.readForCreation` reads the creator first: the count is not older than the version of the creator.',
    async ({ organizations }, { write }) => {
      await write([insertChange('users', ada)]);
      const writing = async () => {
        for (let n = 1; n <= 20; n += 1) {
          const created = organization(n, { createdBy: ada.id });
          await write([insertChange('organizations', created), touchChange('users', ada, n)]);
        }
      };
      await readUntilWritten(writing(), async () => {
        const { creator, createdCount } = await organizations.readForCreation(ada.id, [], 100);
        const guard = foundOrThrow(creator, 'the creator').version;
        assertTrue(createdCount >= guard - 1, 'the count is older than the creator');
      });
    },
  ),

  clause(
    'READ-63',
    '`invitations.readForInviting` returns the inviter’s access with the rows of `memberships.findAccess`, and for each address whether its account, in any state, is an active member of the organization.',
    async ({ invitations, memberships }, writer) => {
      await writeMembersAndInvitations(writer);
      const people = [eve, ada, stranger, ben, suspendedUser, deletedUser];
      const keys = people.map(({ emailKey }) => emailKey);
      const read = (where: Organization, inviter: User) =>
        invitations.readForInviting(where.id, inviter.id, keys, { now, limit: 9 });
      for (const inviter of [ada, eve, stranger]) {
        const { access } = await read(mentra, inviter);
        assertSame(access, await memberships.findAccess(mentra.id, inviter.id), 'the access');
      }
      const membersOf = async (where: Organization) =>
        (await read(where, ada)).addressees.map(({ isMember }) => isMember);
      assertSame(await membersOf(mentra), [false, true, false, true, true, true], 'the members');
      assertSame(
        await membersOf(acme),
        [false, true, false, false, false, false],
        'of another one',
      );
    },
  ),

  clause(
    'READ-64',
    '`invitations.readForAnswer` returns the invitation in any state and of any organization; and of the given organization the user’s access with the rows of `memberships.findAccess`, and the account and active membership of the inviter, each null if it is missing.',
    async ({ invitations, memberships }, writer) => {
      await writeMembersAndInvitations(writer);
      await writer.write([touchChange('invitations', open, 1), touchChange('users', ada, 1)]);
      const inviterIn = async (where: Organization, { id }: User) => {
        const { user: account, membership: own } = await memberships.findAccess(where.id, id);
        return { user: account, membership: own };
      };
      for (const person of [ben, eve, stranger]) {
        const read = await invitations.readForAnswer(mentra.id, open.id, person.id);
        const expected = {
          invitation: { value: open, version: 2 },
          access: await memberships.findAccess(mentra.id, person.id),
          inviter: await inviterIn(mentra, ada),
        };
        assertSame(read, expected, `for ${person.id}`);
      }
      const other = await invitations.readForAnswer(acme.id, inOtherOrganization.id, ben.id);
      assertSame(other.inviter, await inviterIn(acme, ada), 'the inviter in another organization');
      const elsewhere = await invitations.readForAnswer(mentra.id, inOtherOrganization.id, eve.id);
      const expected = {
        invitation: { value: inOtherOrganization, version: 1 },
        access: await memberships.findAccess(mentra.id, eve.id),
        inviter: await inviterIn(mentra, ada),
      };
      assertSame(elsewhere, expected, 'an invitation of another organization');
      const closed = await invitations.readForAnswer(mentra.id, revoked.id, ben.id);
      assertSame(closed.invitation, { value: revoked, version: 1 }, 'a revoked invitation');
      const fromEve = invitation(70, mentra, eve, emailFields('invitee-70@example.org'));
      const fromStranger = invitation(71, mentra, stranger, emailFields('invitee-71@example.org'));
      await writer.write([fromEve, fromStranger].map((row) => insertChange('invitations', row)));
      for (const { id, invitedBy } of [fromEve, fromStranger]) {
        const { inviter } = await invitations.readForAnswer(mentra.id, id, ben.id);
        assertSame(inviter, await inviterIn(mentra, user(invitedBy === eve.id ? 3 : 9)), 'inviter');
      }
      const unknown = await invitations.readForAnswer(
        mentra.id,
        invitation(99, mentra, ada).id,
        ben.id,
      );
      assertSame(
        unknown,
        {
          invitation: null,
          access: await memberships.findAccess(mentra.id, ben.id),
          inviter: { user: null, membership: null },
        },
        'an unknown invitation',
      );
    },
  ),

  clause(
    'READ-65',
    '`invitations.readForAnswer` reads the invitation first, then the user: nothing that it returns is older than the invitation, and the membership is not older than the user.',
    async ({ invitations }, writer) => {
      await writeMembersAndInvitations(writer);
      const writing = async () => {
        for (let last = 1; last <= 20; last += 1) {
          await writer.write([
            touchChange('invitations', open, last),
            touchChange('organizations', mentra, last),
            ...[ada, ben].map((person) => touchChange('users', person, last)),
            ...[adaMembership, benMembership].map((own) => touchChange('memberships', own, last)),
          ]);
        }
      };
      await readUntilWritten(writing(), async () => {
        const read = await invitations.readForAnswer(mentra.id, open.id, ben.id);
        const { organization: where, user: person, membership: own } = read.access;
        const guard = foundOrThrow(read.invitation, 'the invitation').version;
        const others = [where, person, own, read.inviter.user, read.inviter.membership];
        const versions = others.map((row) => foundOrThrow(row, 'a row').version);
        assertTrue(Math.min(...versions) >= guard, 'something is older than the invitation');
        const isCovered = foundOrThrow(own, 'the membership').version >= (person?.version ?? 0);
        assertTrue(isCovered, 'the membership is older than the user');
      });
    },
  ),
];
