// Reads of the number of members, of former members, and of what a user is everywhere.

import type { Role } from '../../domain/organization/role-permissions.js';
import { insertChange, removeChange, updateChange } from '../row-changes.js';
import { assertSame } from './assertions.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import { atMinute, endedMembership, membership, organization, user } from './fixtures.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const suspendedUser = user(4, { state: 'suspended' });
const deletedUser = user(5, { state: 'deleted', deletedAt: atMinute(1) });
const [mentra, acme] = [organization(1), organization(2)];
const deletedOrganization = organization(3, { deletedAt: atMinute(1) });

/** In the first organization: Ada is an admin, Ben was one, left and joined again, Eve left twice, and one member is suspended. Ada is also in two others, the first of them deleted. */
const samples = {
  ada: membership(1, mentra, ada, { role: 'admin' }),
  benBefore: endedMembership(membership(2, mentra, ben, { role: 'admin' }), ada),
  eveFirst: endedMembership(membership(3, mentra, eve), eve),
  suspended: membership(4, mentra, suspendedUser),
  ben: membership(5, mentra, ben),
  adaInDeleted: membership(6, deletedOrganization, ada, { role: 'admin' }),
  adaInAcme: membership(7, acme, ada),
  eveAgain: endedMembership(membership(8, mentra, eve)),
  eveInAcme: endedMembership(membership(9, acme, eve)),
};

function writeSamples({ write }: TestWriter): Promise<void> {
  return write([
    ...[ada, ben, eve, suspendedUser, deletedUser].map((each) => insertChange('users', each)),
    ...[mentra, acme, deletedOrganization].map((each) => insertChange('organizations', each)),
    ...Object.values(samples).map((each) => insertChange('memberships', each)),
  ]);
}

export const memberListReadClauses: readonly Clause[] = [
  clause(
    'READ-70',
    '`memberships.countMembers` counts the active memberships of an organization, or those with the role, whatever the state of the account; and returns the role of the viewer and whether the organization is live, as `memberships.listMembers` does.',
    async ({ memberships }, writer) => {
      await writeSamples(writer);
      const counts = await Promise.all(
        [undefined, 'admin' as const, 'member' as const].map(async (role?: Role) => {
          const filter = role === undefined ? {} : { role };
          return (await memberships.countMembers(mentra.id, null, filter)).count;
        }),
      );
      assertSame(counts, [3, 1, 2], 'all members, the admins, and the others');
      for (const viewer of [null, ada.id, eve.id, suspendedUser.id]) {
        for (const { id } of [mentra, acme, deletedOrganization, organization(9)]) {
          const firstPage = { limit: 10, after: null, skip: 0 };
          const listed = await memberships.listMembers(id, viewer, {}, firstPage);
          const { items, viewerRole, isOrganizationLive } = listed;
          assertSame(
            await memberships.countMembers(id, viewer, {}),
            { count: items.length, viewerRole, isOrganizationLive },
            `${id} for ${viewer}`,
          );
        }
      }
    },
  ),

  clause(
    'READ-71',
    '`memberships.listFormer` returns each ended membership of an organization, also of users who are members again, with the id, name and address of its user; null in place of a user who does not exist any more.',
    async ({ memberships }, writer) => {
      await writeSamples(writer);
      const { name: _name, ...nameless } = ben;
      await writer.write([updateChange('users', nameless, 1), removeChange('users', eve, 1)]);
      const { items } = await memberships.listFormer(mentra.id, {
        limit: 10,
        after: null,
        skip: 0,
      });
      const { id, email } = ben;
      assertSame(
        items,
        [
          { membership: samples.eveAgain, user: null },
          { membership: samples.eveFirst, user: null },
          { membership: samples.benBefore, user: { id, email } },
        ],
        'the former members',
      );
    },
  ),

  clause(
    'READ-72',
    '`memberships.listAccess` reads the next `limit` active memberships of a user by id, and returns the role and the organization’s id, name and slug of those whose organization is live; `next` is the id of the last one read, or null if no more follow; `canSignIn` is false for an account in any other state than `active`, and without an account.',
    async ({ memberships }, writer) => {
      await writeSamples(writer);
      const inMentra = { organization: partOf(mentra), role: 'admin' };
      const inAcme = { organization: partOf(acme), role: 'member' };
      const pageOf = (limit: number, after: typeof samples.ada.id | null) =>
        memberships.listAccess(ada.id, { limit, after });
      const canSignIn = true;
      assertSame(
        await pageOf(10, null),
        { items: [inMentra, inAcme], next: null, canSignIn },
        'all',
      );
      assertSame(
        await pageOf(2, null),
        { items: [inMentra], next: samples.adaInDeleted.id, canSignIn },
        'two memberships',
      );
      assertSame(
        await pageOf(1, samples.ada.id),
        { items: [], next: samples.adaInDeleted.id, canSignIn },
        'one membership of a deleted organization',
      );
      assertSame(
        await pageOf(1, samples.adaInDeleted.id),
        { items: [inAcme], next: null, canSignIn },
        'the last one',
      );
      for (const [one, items] of [
        [suspendedUser, [{ organization: partOf(mentra), role: 'member' }]],
        [deletedUser, []],
        [user(9), []],
      ] as const) {
        assertSame(
          await memberships.listAccess(one.id, { limit: 1, after: null }),
          { items, next: null, canSignIn: false },
          `an account that cannot sign in: ${one.id}`,
        );
      }
      assertSame(
        await memberships.listAccess(eve.id, { limit: 1, after: null }),
        { items: [], next: null, canSignIn },
        'a user without a membership',
      );
    },
  ),
];

function partOf({ id, name, slug }: typeof mentra) {
  return { id, name, slug };
}
