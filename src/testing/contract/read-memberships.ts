import type { Role } from '../../domain/organization/role.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { User } from '../../domain/user/user.js';
import { insertOf, touchOf, updateOf } from './changes.js';
import { type Clause, clause, type Tools } from './clause.js';
import { found, holds, same } from './expectations.js';
import { lookMeanwhile } from './meanwhile.js';
import { at, ended, membership, organization, user } from './specimens.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const suspended = user(4, { state: 'suspended' });
const [mentra, acme] = [organization(1), organization(2)];
const gone = organization(3, { deletedAt: at(1) });
const firstPage = { limit: 100, after: null, skip: 0 };

/** Ada is an admin, Ben has left and come back, Eve has left; a suspended member; two organizations, one deleted. */
const rows = {
  ada: membership(1, mentra, ada, { role: 'admin' }),
  benBefore: ended(membership(2, mentra, ben, { role: 'admin' }), ada),
  ben: membership(5, mentra, ben),
  eve: ended(membership(3, mentra, eve)),
  suspended: membership(4, mentra, suspended),
  adaElsewhere: membership(6, acme, ada),
  adaInTheGone: membership(7, gone, ada, { role: 'admin' }),
};

function writeRows({ write }: Tools): Promise<void> {
  return write([
    ...[ada, ben, eve, suspended].map((each) => insertOf('users', each)),
    ...[mentra, acme, gone].map((each) => insertOf('organizations', each)),
    ...Object.values(rows).map((each) => insertOf('memberships', each)),
  ]);
}

export const readsOfMemberships: readonly Clause[] = [
  clause(
    'READ-11',
    '`memberships.findActive` finds the active membership of a user in an organization and no ended one.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      same(await memberships.findActive(mentra.id, ada.id), { value: rows.ada, version: 1 }, 'Ada');
      same(await memberships.findActive(mentra.id, ben.id), { value: rows.ben, version: 1 }, 'Ben');
      same(await memberships.findActive(mentra.id, eve.id), null, 'Eve, who has left');
      same(await memberships.findActive(acme.id, ben.id), null, 'Ben elsewhere');
    },
  ),

  clause(
    'READ-12',
    '`memberships.findById` finds active and ended ones; null where there is none of that id.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      for (const row of [rows.ada, rows.benBefore]) {
        same(await memberships.findById(row.id), { value: row, version: 1 }, row.state);
      }
      same(await memberships.findById(membership(99, mentra, ada).id), null, 'an unknown id');
    },
  ),

  clause(
    'READ-13',
    '`memberships.standing` gives the organization, deleted or not, the user in whatever state, and the active membership, each with its own version and null where it is missing.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      await tools.write([touchOf('organizations', mentra, 1), touchOf('users', ada, 1)]);
      await tools.write([touchOf('organizations', mentra, 2)]);
      const there = { value: mentra, version: 3 };
      same(
        await memberships.standing(mentra.id, ada.id),
        {
          organization: there,
          user: { value: ada, version: 2 },
          membership: { value: rows.ada, version: 1 },
        },
        'a member',
      );
      same(
        await memberships.standing(mentra.id, eve.id),
        { organization: there, user: { value: eve, version: 1 }, membership: null },
        'who has left',
      );
      const ofSuspended = await memberships.standing(mentra.id, suspended.id);
      same(ofSuspended.user?.value, suspended, 'a suspended member');
      const inTheGone = await memberships.standing(gone.id, ada.id);
      same(inTheGone.organization?.value, gone, 'a deleted organization');
      same(inTheGone.membership?.value, rows.adaInTheGone, 'a member of it');
      const nothing = { organization: null, user: null, membership: null };
      same(await memberships.standing(organization(9).id, user(9).id), nothing, 'unknown ids');
    },
  ),

  clause(
    'READ-14',
    '`memberships.standing` reads the organization first: neither the user nor the membership is older than what the organization’s version stands for.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      const writing = async () => {
        for (let last = 1; last <= 20; last += 1) {
          await tools.write([
            touchOf('organizations', mentra, last),
            touchOf('users', ada, last),
            touchOf('memberships', rows.ada, last),
          ]);
        }
      };
      await lookMeanwhile(writing(), async () => {
        const seen = await memberships.standing(mentra.id, ada.id);
        const guard = found(seen.organization, 'the organization').version;
        holds((seen.user?.version ?? 0) >= guard, 'the user is older than the organization');
        holds((seen.membership?.version ?? 0) >= guard, 'the membership is older');
      });
    },
  ),

  clause(
    'READ-15',
    '`memberships.findRole` gives the role of an active member of a live organization and whether the account can sign in; null otherwise.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      const roleOf = (id: UserId) => memberships.findRole(mentra.id, id);
      same(await roleOf(ada.id), { role: 'admin', canSignIn: true }, 'an admin');
      same(await roleOf(ben.id), { role: 'member', canSignIn: true }, 'who has come back');
      same(await roleOf(suspended.id), { role: 'member', canSignIn: false }, 'a suspended member');
      same(await roleOf(eve.id), null, 'who has left');
      same(await memberships.findRole(acme.id, ben.id), null, 'who never was there');
      same(await memberships.findRole(gone.id, ada.id), null, 'a deleted organization');
      same(await memberships.findRole(organization(9).id, ada.id), null, 'no organization');
    },
  ),

  clause(
    'READ-16',
    '`memberships.adminsAbleToSignIn` gives active admins by membership id; members and admins who cannot sign in are left out and take no place of `limit`.',
    async ({ memberships }, { write }) => {
      const admin = { role: 'admin' } as const;
      await write([
        ...[user(1, { state: 'suspended' }), user(2), user(3, { state: 'deleted' })].map((each) =>
          insertOf('users', each),
        ),
        ...[4, 5, 6, 7].map((n) => insertOf('users', user(n))),
        insertOf('memberships', membership(1, mentra, user(1), admin)),
        insertOf('memberships', membership(5, mentra, user(2), admin)),
        insertOf('memberships', membership(2, mentra, user(3), admin)),
        insertOf('memberships', membership(3, mentra, user(4), admin)),
        insertOf('memberships', membership(4, mentra, user(5), admin)),
        insertOf('memberships', membership(6, mentra, user(6))),
        insertOf('memberships', ended(membership(7, mentra, user(7), admin))),
        insertOf('memberships', membership(8, acme, user(7), admin)),
      ]);
      const admins = [4, 5, 2].map((n) => user(n).id);
      for (const limit of [1, 2, 3, 10]) {
        const expected = admins.slice(0, limit);
        same(await memberships.adminsAbleToSignIn(mentra.id, limit), expected, `up to ${limit}`);
      }
      same(await memberships.adminsAbleToSignIn(gone.id, 2), [], 'of an organization without any');
    },
  ),

  clause(
    'READ-17',
    '`memberships.list` gives each active membership with the id, the name, the address and the state of its user, and nothing else of the user.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      const { name: _name, ...nameless } = ben;
      await tools.write([updateOf('users', nameless, 1)]);
      const { items } = await memberships.list(mentra.id, null, {}, firstPage);
      const { name: _none, ...person } = personOf(ben);
      const expected = [
        { membership: rows.ada, user: personOf(ada) },
        { membership: rows.suspended, user: personOf(suspended) },
        { membership: rows.ben, user: person },
      ];
      same(items, expected, 'the members');
    },
  ),

  clause(
    'READ-18',
    '`memberships.list` by role gives those of that role only.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      const idsOf = async (role: Role) => {
        const { items } = await memberships.list(mentra.id, null, { role }, firstPage);
        return items.map(({ membership: { id } }) => id);
      };
      same(await idsOf('admin'), [rows.ada.id], 'the admins');
      same(await idsOf('member'), [rows.suspended.id, rows.ben.id], 'the members');
    },
  ),

  clause(
    'READ-19',
    '`memberships.list` says what the viewer is there, as `findRole` does, on whatever page; null where there is no viewer.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      for (const viewer of [ada, ben, eve, suspended, user(9)]) {
        for (const where of [mentra, acme, gone]) {
          const first = { limit: 1, after: null, skip: 0 };
          const beyond = { limit: 1, after: rows.adaInTheGone.id, skip: 0 };
          const expected = await memberships.findRole(where.id, viewer.id);
          for (const keyset of [first, beyond]) {
            const list = await memberships.list(where.id, viewer.id, {}, keyset);
            same(list.viewer, expected, `${viewer.id} in ${where.id}`);
          }
        }
      }
      same((await memberships.list(mentra.id, null, {}, firstPage)).viewer, null, 'no viewer');
    },
  ),

  clause(
    'READ-20',
    '`memberships.list` says whether the organization is live: it exists and is not deleted.',
    async ({ memberships }, tools) => {
      await writeRows(tools);
      await tools.write([insertOf('organizations', organization(4))]);
      const isLive = async (n: number) =>
        (await memberships.list(organization(n).id, ada.id, {}, firstPage)).isLive;
      const answers = await Promise.all([1, 4, 3, 9].map(isLive));
      same(
        answers,
        [true, true, false, false],
        'one with members, one without, a deleted one, none',
      );
    },
  ),
];

function personOf({ id, name, email, state }: User) {
  return { id, name, email, state };
}
