import { slugOf } from '../../domain/slug/slug.js';
import { userStates } from '../../domain/user/user.js';
import { insertOf, touchOf } from './changes.js';
import { type Clause, clause } from './clause.js';
import { holds, same } from './expectations.js';
import {
  addressed,
  at,
  email,
  ended,
  membership,
  organization,
  slugRecord,
  user,
} from './specimens.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const [mentra, acme] = [organization(1), organization(2)];
const gone = organization(3, { deletedAt: at(1) });
const firstPage = { limit: 100, after: null, skip: 0 };

export const readsOfUsersAndOrganizations: readonly Clause[] = [
  clause(
    'READ-1',
    '`users.findById` finds users in every state; null where there is none of that id.',
    async (storage, { write }) => {
      for (const [n, state] of userStates.entries()) {
        const person = user(n, { state });
        await write([insertOf('users', person)]);
        same(await storage.users.findById(person.id), { value: person, version: 1 }, state);
      }
      same(await storage.users.findById(user(9).id), null, 'an unknown id');
    },
  ),

  clause(
    'READ-2',
    '`users.findByEmailKey` compares the whole key, character by character.',
    async (storage, { write }) => {
      const person = user(1, addressed('ada.é@example.org'));
      await write([insertOf('users', person)]);
      const { users } = storage;
      same((await users.findByEmailKey(person.emailKey))?.value, person, 'the key');
      for (const text of [
        'ada.e@example.org',
        'ada.É@example.org',
        'ada@example.org',
        'adaxé@example.org',
      ]) {
        same(await users.findByEmailKey(email(text).key), null, `the key of ${text}`);
      }
    },
  ),

  clause(
    'READ-3',
    '`organizations.findById` finds deleted organizations, too; null where there is none of that id.',
    async (storage, { write }) => {
      await write([insertOf('organizations', mentra), insertOf('organizations', gone)]);
      const { organizations } = storage;
      same(await organizations.findById(mentra.id), { value: mentra, version: 1 }, 'a live one');
      same(await organizations.findById(gone.id), { value: gone, version: 1 }, 'a deleted one');
      same(await organizations.findById(acme.id), null, 'an unknown id');
    },
  ),

  clause(
    'READ-4',
    '`organizations.findPersonal` finds the one that is a user’s own; null where there is none, whatever else the user has founded.',
    async (storage, { write }) => {
      const own = organization(4, { foundedBy: ada.id, personalOf: ada.id });
      await write([
        insertOf('organizations', organization(1, { foundedBy: ben.id })),
        insertOf('organizations', organization(2, { foundedBy: ada.id })),
        insertOf('organizations', own),
      ]);
      const { organizations } = storage;
      same(await organizations.findPersonal(ada.id), { value: own, version: 1 }, 'the own one');
      same(await organizations.findPersonal(ben.id), null, 'who has none');
    },
  ),

  clause(
    'READ-5',
    '`organizations.findBySlug` leads from a current and from a former slug to the organization, deleted or not; null where nobody has the slug.',
    async (storage, { write }) => {
      await write([
        insertOf('organizations', mentra),
        insertOf('organizations', gone),
        insertOf('slugs', slugRecord('mentra', mentra)),
        insertOf('slugs', slugRecord('mentra-labs', mentra, { state: 'former' })),
        insertOf('slugs', slugRecord('gone', gone)),
      ]);
      await write([touchOf('organizations', mentra, 1)]);
      const led = (text: string) => storage.organizations.findBySlug(slugOf(text), null);
      const expected = {
        organization: { value: mentra, version: 2 },
        user: null,
        membership: null,
      };
      same(await led('mentra'), expected, 'the current slug');
      same(await led('mentra-labs'), expected, 'the former slug');
      same((await led('gone'))?.organization?.value, gone, 'a deleted organization');
      same(await led('mentr'), null, 'a part of a slug');
      same(await led('organization-1'), null, 'a slug that stands in no record');
    },
  ),

  clause(
    'READ-6',
    '`organizations.findBySlug` gives with it what the viewer is there, as `memberships.standing` does.',
    async (storage, { write }) => {
      await write([
        insertOf('organizations', mentra),
        insertOf('slugs', slugRecord('mentra', mentra)),
        ...[ada, ben].map((person) => insertOf('users', person)),
        insertOf('memberships', membership(1, mentra, ada)),
        insertOf('memberships', ended(membership(2, mentra, ben))),
      ]);
      await write([touchOf('memberships', membership(1, mentra, ada), 1)]);
      for (const { id } of [ada, ben, eve]) {
        const led = await storage.organizations.findBySlug(slugOf('mentra'), id);
        same(led, await storage.memberships.standing(mentra.id, id), `for ${id}`);
      }
    },
  ),

  clause(
    'READ-7',
    '`organizations.countFoundedBy` leaves out personal and deleted organizations and those of others, and counts no further than `limit`.',
    async (storage, { write }) => {
      const foundedBy = ada.id;
      await write([
        ...[1, 2, 3].map((n) => insertOf('organizations', organization(n, { foundedBy }))),
        insertOf('organizations', organization(4, { foundedBy, personalOf: ada.id })),
        insertOf('organizations', organization(5, { foundedBy, deletedAt: at(1) })),
        insertOf('organizations', organization(6, { foundedBy: ben.id })),
      ]);
      const counts = [1, 2, 3, 4, 100].map((limit) =>
        storage.organizations.countFoundedBy(ada.id, limit),
      );
      same(await Promise.all(counts), [1, 2, 3, 3, 3], 'the counts up to 1, 2, 3, 4 and 100');
      same(await storage.organizations.countFoundedBy(eve.id, 100), 0, 'who founded none');
    },
  ),

  clause(
    'READ-8',
    '`organizations.listByMember` gives each organization with the role and the day of joining; ended memberships and deleted organizations are not in it.',
    async (storage, { write }) => {
      await write([
        ...[mentra, acme, gone].map((each) => insertOf('organizations', each)),
        insertOf('memberships', membership(1, mentra, ada, { role: 'admin', joinedAt: at(3) })),
        insertOf('memberships', ended(membership(2, acme, ada))),
        insertOf('memberships', membership(3, gone, ada)),
        insertOf('memberships', membership(4, acme, ben)),
      ]);
      const { items } = await storage.organizations.listByMember(ada.id, firstPage);
      const expected = {
        membershipId: membership(1, mentra, ada).id,
        role: 'admin',
        joinedAt: at(3),
        organization: mentra,
      };
      same(items, [expected], 'the organizations');
    },
  ),

  clause(
    'READ-9',
    '`slugs.taken` gives those of the slugs that are taken, current or former, in the order given.',
    async (storage, { write }) => {
      await write([
        insertOf('slugs', slugRecord('a', mentra)),
        insertOf('slugs', slugRecord('c', mentra, { state: 'former' })),
        insertOf('slugs', slugRecord('b', acme)),
      ]);
      const taken = (texts: readonly string[]) => storage.slugs.taken(texts.map(slugOf));
      same(await taken(['x', 'c', 'a', 'y', 'b']), ['c', 'a', 'b'], 'the taken ones');
      same(await taken(['x']), [], 'none');
      same(await taken([]), [], 'nothing asked');
    },
  ),

  clause('READ-10', '`time` gives a valid date.', async (storage) => {
    const now = await storage.time();
    holds(now instanceof Date && !Number.isNaN(now.getTime()), 'the storage’s time must be a date');
  }),
];
