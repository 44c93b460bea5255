// Reads of memberships.

import type { Role } from '../../domain/organization/role-permissions.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { User } from '../../domain/user/user.js';
import { insertChange, touchChange, updateChange } from '../row-changes.js';
import { assertSame, assertTrue, foundOrThrow } from './assertions.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import { atMinute, endedMembership, membership, organization, user } from './fixtures.js';
import { readUntilWritten } from './read-while-writing.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const suspendedUser = user(4, { state: 'suspended' });
const [mentra, acme] = [organization(1), organization(2)];
const deletedOrganization = organization(3, { deletedAt: atMinute(1) });
const firstPageRequest = { limit: 100, after: null, skip: 0 };

/** In the first organization: Ada is an admin, Ben left and joined again, Eve left, and one member is suspended. Ada is also in two others, one of them deleted. */
const membershipSamples = {
  ada: membership(1, mentra, ada, { role: 'admin' }),
  benBefore: endedMembership(membership(2, mentra, ben, { role: 'admin' }), ada),
  ben: membership(5, mentra, ben),
  eve: endedMembership(membership(3, mentra, eve)),
  suspended: membership(4, mentra, suspendedUser),
  adaInAcme: membership(6, acme, ada),
  adaInDeletedOrganization: membership(7, deletedOrganization, ada, { role: 'admin' }),
};

function writeMembershipSamples({ write }: TestWriter): Promise<void> {
  return write([
    ...[ada, ben, eve, suspendedUser].map((each) => insertChange('users', each)),
    ...[mentra, acme, deletedOrganization].map((each) => insertChange('organizations', each)),
    ...Object.values(membershipSamples).map((each) => insertChange('memberships', each)),
  ]);
}

export const membershipReadClauses: readonly Clause[] = [
  clause(
    'READ-11',
    '`memberships.findActive` finds the active membership of a user in an organization, and never an ended one.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      assertSame(
        await memberships.findActive(mentra.id, ada.id),
        { value: membershipSamples.ada, version: 1 },
        'Ada',
      );
      assertSame(
        await memberships.findActive(mentra.id, ben.id),
        { value: membershipSamples.ben, version: 1 },
        'Ben',
      );
      assertSame(await memberships.findActive(mentra.id, eve.id), null, 'Eve, who has left');
      assertSame(
        await memberships.findActive(acme.id, ben.id),
        null,
        'Ben in another organization',
      );
    },
  ),

  clause(
    'READ-12',
    '`memberships.findById` finds active and ended memberships; null if no membership has the id.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      for (const row of [membershipSamples.ada, membershipSamples.benBefore]) {
        assertSame(await memberships.findById(row.id), { value: row, version: 1 }, row.state);
      }
      assertSame(await memberships.findById(membership(99, mentra, ada).id), null, 'an unknown id');
    },
  ),

  clause(
    'READ-13',
    '`memberships.findAccess` returns the organization, live or deleted, the user in any state, and the active membership, each with its own version and each null if it is missing.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      await writer.write([touchChange('organizations', mentra, 1), touchChange('users', ada, 1)]);
      await writer.write([touchChange('organizations', mentra, 2)]);
      const there = { value: mentra, version: 3 };
      assertSame(
        await memberships.findAccess(mentra.id, ada.id),
        {
          organization: there,
          user: { value: ada, version: 2 },
          membership: { value: membershipSamples.ada, version: 1 },
        },
        'a member',
      );
      assertSame(
        await memberships.findAccess(mentra.id, eve.id),
        { organization: there, user: { value: eve, version: 1 }, membership: null },
        'a former member',
      );
      const ofSuspended = await memberships.findAccess(mentra.id, suspendedUser.id);
      assertSame(ofSuspended.user?.value, suspendedUser, 'a suspended member');
      const inDeleted = await memberships.findAccess(deletedOrganization.id, ada.id);
      assertSame(inDeleted.organization?.value, deletedOrganization, 'a deleted organization');
      assertSame(
        inDeleted.membership?.value,
        membershipSamples.adaInDeletedOrganization,
        'a member of it',
      );
      const nothing = { organization: null, user: null, membership: null };
      assertSame(
        await memberships.findAccess(organization(9).id, user(9).id),
        nothing,
        'unknown ids',
      );
    },
  ),

  clause(
    'READ-14',
    '`memberships.findAccess` reads the organization first: a user or membership that it returns is never older than the organization that it returns.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      const writing = async () => {
        for (let last = 1; last <= 20; last += 1) {
          await writer.write([
            touchChange('organizations', mentra, last),
            touchChange('users', ada, last),
            touchChange('memberships', membershipSamples.ada, last),
          ]);
        }
      };
      await readUntilWritten(writing(), async () => {
        const seen = await memberships.findAccess(mentra.id, ada.id);
        const guard = foundOrThrow(seen.organization, 'the organization').version;
        assertTrue((seen.user?.version ?? 0) >= guard, 'the user is older than the organization');
        assertTrue((seen.membership?.version ?? 0) >= guard, 'the membership is older');
      });
    },
  ),

  clause(
    'READ-15',
    '`memberships.findRole` returns the role of an active member of a live organization and whether the account can sign in; otherwise null.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      const roleOf = (id: UserId) => memberships.findRole(mentra.id, id);
      assertSame(await roleOf(ada.id), { role: 'admin', canSignIn: true }, 'an admin');
      assertSame(
        await roleOf(ben.id),
        { role: 'member', canSignIn: true },
        'a member who joined again',
      );
      assertSame(
        await roleOf(suspendedUser.id),
        { role: 'member', canSignIn: false },
        'a suspended member',
      );
      assertSame(await roleOf(eve.id), null, 'a former member');
      assertSame(
        await memberships.findRole(acme.id, ben.id),
        null,
        'a user who was never a member',
      );
      assertSame(
        await memberships.findRole(deletedOrganization.id, ada.id),
        null,
        'a deleted organization',
      );
      assertSame(
        await memberships.findRole(organization(9).id, ada.id),
        null,
        'an unknown organization',
      );
    },
  ),

  clause(
    'READ-16',
    '`memberships.listActiveAdminIds` returns the active admins who can sign in, by membership id; other members do not count toward `limit`.',
    async ({ memberships }, { write }) => {
      const admin = { role: 'admin' } as const;
      await write([
        ...[user(1, { state: 'suspended' }), user(2), user(3, { state: 'deleted' })].map((each) =>
          insertChange('users', each),
        ),
        ...[4, 5, 6, 7].map((n) => insertChange('users', user(n))),
        insertChange('memberships', membership(1, mentra, user(1), admin)),
        insertChange('memberships', membership(5, mentra, user(2), admin)),
        insertChange('memberships', membership(2, mentra, user(3), admin)),
        insertChange('memberships', membership(3, mentra, user(4), admin)),
        insertChange('memberships', membership(4, mentra, user(5), admin)),
        insertChange('memberships', membership(6, mentra, user(6))),
        insertChange('memberships', endedMembership(membership(7, mentra, user(7), admin))),
        insertChange('memberships', membership(8, acme, user(7), admin)),
      ]);
      const admins = [4, 5, 2].map((n) => user(n).id);
      for (const limit of [1, 2, 3, 10]) {
        const expected = admins.slice(0, limit);
        assertSame(
          await memberships.listActiveAdminIds(mentra.id, limit),
          expected,
          `up to ${limit}`,
        );
      }
      assertSame(
        await memberships.listActiveAdminIds(deletedOrganization.id, 2),
        [],
        'an organization without admins',
      );
    },
  ),

  clause(
    'READ-17',
    '`memberships.listMembers` returns each active membership with the id, name, address and state of its user, and no other field of the user.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      const { name: _name, ...nameless } = ben;
      await writer.write([updateChange('users', nameless, 1)]);
      const { items } = await memberships.listMembers(mentra.id, null, {}, firstPageRequest);
      const { name: _none, ...person } = listedUserOf(ben);
      const expected = [
        { membership: membershipSamples.ada, user: listedUserOf(ada) },
        { membership: membershipSamples.suspended, user: listedUserOf(suspendedUser) },
        { membership: membershipSamples.ben, user: person },
      ];
      assertSame(items, expected, 'the members');
    },
  ),

  clause(
    'READ-18',
    '`memberships.listMembers` with a role returns only members of that role.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      const idsOf = async (role: Role) => {
        const { items } = await memberships.listMembers(
          mentra.id,
          null,
          { role },
          firstPageRequest,
        );
        return items.map(({ membership: { id } }) => id);
      };
      assertSame(await idsOf('admin'), [membershipSamples.ada.id], 'the admins');
      assertSame(
        await idsOf('member'),
        [membershipSamples.suspended.id, membershipSamples.ben.id],
        'the members',
      );
    },
  ),

  clause(
    'READ-19',
    '`memberships.listMembers` returns the role of the viewer on every page, as `findRole` does; null without a viewer.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      for (const viewer of [ada, ben, eve, suspendedUser, user(9)]) {
        for (const where of [mentra, acme, deletedOrganization]) {
          const first = { limit: 1, after: null, skip: 0 };
          const beyond = {
            limit: 1,
            after: membershipSamples.adaInDeletedOrganization.id,
            skip: 0,
          };
          const expected = await memberships.findRole(where.id, viewer.id);
          for (const pageRequest of [first, beyond]) {
            const list = await memberships.listMembers(where.id, viewer.id, {}, pageRequest);
            assertSame(list.viewerRole, expected, `${viewer.id} in ${where.id}`);
          }
        }
      }
      assertSame(
        (await memberships.listMembers(mentra.id, null, {}, firstPageRequest)).viewerRole,
        null,
        'no viewer',
      );
    },
  ),

  clause(
    'READ-20',
    '`memberships.listMembers` returns whether the organization is live: it exists and is not deleted.',
    async ({ memberships }, writer) => {
      await writeMembershipSamples(writer);
      await writer.write([insertChange('organizations', organization(4))]);
      const isLive = async (n: number) =>
        (await memberships.listMembers(organization(n).id, ada.id, {}, firstPageRequest))
          .isOrganizationLive;
      const answers = await Promise.all([1, 4, 3, 9].map(isLive));
      assertSame(
        answers,
        [true, true, false, false],
        'one with members, one without, a deleted one, none',
      );
    },
  ),
];

function listedUserOf({ id, name, email, state }: User) {
  return { id, name, email, state };
}
