// Reads of users, organizations and slugs, and the time of the storage.

import type { UserId } from '../../domain/shared/ids.js';
import { slugOrThrow } from '../../domain/slug/slug.js';
import { userStates } from '../../domain/user/user.js';
import { insertChange, touchChange } from '../row-changes.js';
import { assertSame, assertTrue } from './assertions.js';
import { type Clause, clause } from './clause.js';
import {
  atMinute,
  emailFields,
  emailWithKeyOrThrow,
  endedMembership,
  membership,
  organization,
  slugRecord,
  user,
} from './fixtures.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const suspendedUser = user(4, { state: 'suspended' });
const [mentra, acme] = [organization(1), organization(2)];
const deletedOrganization = organization(3, { deletedAt: atMinute(1) });
const firstPageRequest = { limit: 100, after: null, skip: 0 };

export const userAndOrganizationReadClauses: readonly Clause[] = [
  clause(
    'READ-1',
    '`users.findById` finds users in every state; null if no user has the id.',
    async (storage, { write }) => {
      for (const [n, state] of userStates.entries()) {
        const person = user(n, { state });
        await write([insertChange('users', person)]);
        assertSame(await storage.users.findById(person.id), { value: person, version: 1 }, state);
      }
      assertSame(await storage.users.findById(user(9).id), null, 'an unknown id');
    },
  ),

  clause(
    'READ-2',
    '`users.findByEmailKey` compares the whole key, character by character.',
    async (storage, { write }) => {
      const person = user(1, emailFields('ada.é@example.org'));
      await write([insertChange('users', person)]);
      const { users } = storage;
      assertSame((await users.findByEmailKey(person.emailKey))?.value, person, 'the key');
      for (const text of [
        'ada.e@example.org',
        'ada.É@example.org',
        'ada@example.org',
        'adaxé@example.org',
      ]) {
        assertSame(
          await users.findByEmailKey(emailWithKeyOrThrow(text).key),
          null,
          `the key of ${text}`,
        );
      }
    },
  ),

  clause(
    'READ-3',
    '`organizations.findById` also finds deleted organizations; null if no organization has the id.',
    async (storage, { write }) => {
      await write([
        insertChange('organizations', mentra),
        insertChange('organizations', deletedOrganization),
      ]);
      const { organizations } = storage;
      assertSame(
        await organizations.findById(mentra.id),
        { value: mentra, version: 1 },
        'a live one',
      );
      assertSame(
        await organizations.findById(deletedOrganization.id),
        { value: deletedOrganization, version: 1 },
        'a deleted one',
      );
      assertSame(await organizations.findById(acme.id), null, 'an unknown id');
    },
  ),

  clause(
    'READ-4',
    '`organizations.findPersonal` finds the personal organization of a user; null if there is none, even if the user has created other organizations.',
    async (storage, { write }) => {
      const own = organization(4, { createdBy: ada.id, personalOf: ada.id });
      await write([
        insertChange('organizations', organization(1, { createdBy: ben.id })),
        insertChange('organizations', organization(2, { createdBy: ada.id })),
        insertChange('organizations', own),
      ]);
      const { organizations } = storage;
      assertSame(
        await organizations.findPersonal(ada.id),
        { value: own, version: 1 },
        'the own one',
      );
      assertSame(await organizations.findPersonal(ben.id), null, 'a user without one');
    },
  ),

  clause(
    'READ-5',
    '`organizations.findBySlug` finds an organization, live or deleted, by its current slug and by its former ones; null if no organization has the slug.',
    async (storage, { write }) => {
      await write([
        insertChange('organizations', mentra),
        insertChange('organizations', deletedOrganization),
        insertChange('slugs', slugRecord('mentra', mentra)),
        insertChange('slugs', slugRecord('mentra-labs', mentra, { state: 'former' })),
        insertChange('slugs', slugRecord('gone', deletedOrganization)),
      ]);
      await write([touchChange('organizations', mentra, 1)]);
      const find = (text: string) => storage.organizations.findBySlug(slugOrThrow(text), null);
      const expected = {
        organization: { value: mentra, version: 2 },
        user: null,
        membership: null,
      };
      assertSame(await find('mentra'), expected, 'the current slug');
      assertSame(await find('mentra-labs'), expected, 'the former slug');
      assertSame(
        (await find('gone'))?.organization?.value,
        deletedOrganization,
        'a deleted organization',
      );
      assertSame(await find('mentr'), null, 'a part of a slug');
      assertSame(await find('organization-1'), null, 'a slug without a record');
    },
  ),

  clause(
    'READ-6',
    '`organizations.findBySlug` also returns the access of the viewer, as `memberships.findAccess` does.',
    async (storage, { write }) => {
      await write([
        insertChange('organizations', mentra),
        insertChange('slugs', slugRecord('mentra', mentra)),
        ...[ada, ben].map((person) => insertChange('users', person)),
        insertChange('memberships', membership(1, mentra, ada)),
        insertChange('memberships', endedMembership(membership(2, mentra, ben))),
      ]);
      await write([touchChange('memberships', membership(1, mentra, ada), 1)]);
      for (const { id } of [ada, ben, eve]) {
        const found = await storage.organizations.findBySlug(slugOrThrow('mentra'), id);
        assertSame(found, await storage.memberships.findAccess(mentra.id, id), `for ${id}`);
      }
    },
  ),

  clause(
    'READ-7',
    '`organizations.readForCreation` returns the creator, the number of organizations that the creator has created, including deleted ones, without personal ones and up to `limit`, and those of the given slugs that are taken, as `slugs.listTaken` does.',
    async (storage, { write }) => {
      const createdBy = ada.id;
      await write([
        ...[1, 2, 3].map((n) => insertChange('organizations', organization(n, { createdBy }))),
        insertChange('organizations', organization(4, { createdBy, personalOf: ada.id })),
        insertChange('organizations', organization(5, { createdBy, deletedAt: atMinute(1) })),
        insertChange('organizations', organization(6, { createdBy: ben.id })),
      ]);
      await write([
        insertChange('users', ada),
        insertChange('users', suspendedUser),
        insertChange('slugs', slugRecord('a', mentra)),
        insertChange('slugs', slugRecord('c', mentra, { state: 'former' })),
      ]);
      await write([touchChange('users', ada, 1)]);
      const read = (creator: UserId, limit: number, slugs: readonly string[] = []) =>
        storage.organizations.readForCreation(creator, slugs.map(slugOrThrow), limit);
      const limits = [1, 3, 4, 5, 100];
      const reads = await Promise.all(limits.map((limit) => read(ada.id, limit)));
      const counts = reads.map(({ createdCount }) => createdCount);
      assertSame(counts, [1, 3, 4, 4, 4], 'the counts up to 1, 3, 4, 5 and 100');
      const creator = { value: ada, version: 2 };
      const all = { creator, createdCount: 4, takenSlugs: ['c', 'a'] };
      assertSame(await read(ada.id, 9, ['x', 'c', 'a']), all, 'creator, count and slugs');
      const ofSuspended = await read(suspendedUser.id, 9, ['x']);
      assertSame(ofSuspended.creator, { value: suspendedUser, version: 1 }, 'a suspended creator');
      const none = { creator: null, createdCount: 0, takenSlugs: ['a'] };
      assertSame(await read(eve.id, 9, ['a']), none, 'a user who is unknown and created none');
    },
  ),

  clause(
    'READ-8',
    '`organizations.listByMember` returns each organization with the role and the date of joining; it leaves out ended memberships and deleted organizations.',
    async (storage, { write }) => {
      await write([
        ...[mentra, acme, deletedOrganization].map((each) => insertChange('organizations', each)),
        insertChange(
          'memberships',
          membership(1, mentra, ada, { role: 'admin', joinedAt: atMinute(3) }),
        ),
        insertChange('memberships', endedMembership(membership(2, acme, ada))),
        insertChange('memberships', membership(3, deletedOrganization, ada)),
        insertChange('memberships', membership(4, acme, ben)),
      ]);
      const { items } = await storage.organizations.listByMember(ada.id, firstPageRequest);
      const expected = {
        membershipId: membership(1, mentra, ada).id,
        role: 'admin',
        joinedAt: atMinute(3),
        organization: mentra,
      };
      assertSame(items, [expected], 'the organizations');
    },
  ),

  clause(
    'READ-9',
    '`slugs.listTaken` returns those of the given slugs that are taken, current or former, in the given order.',
    async (storage, { write }) => {
      await write([
        insertChange('slugs', slugRecord('a', mentra)),
        insertChange('slugs', slugRecord('c', mentra, { state: 'former' })),
        insertChange('slugs', slugRecord('b', acme)),
      ]);
      const taken = (texts: readonly string[]) => storage.slugs.listTaken(texts.map(slugOrThrow));
      assertSame(await taken(['x', 'c', 'a', 'y', 'b']), ['c', 'a', 'b'], 'the taken ones');
      assertSame(await taken(['x']), [], 'none');
      assertSame(await taken([]), [], 'no slugs given');
    },
  ),

  clause(
    'READ-10',
    '`time` returns the present time with milliseconds: at most an hour off the clock of this machine, and never earlier than before.',
    async (storage) => {
      const seen: number[] = [];
      for (let count = 0; count < 5; count += 1) {
        await new Promise((resolve) => setTimeout(resolve, 3));
        const now = await storage.time();
        assertTrue(now instanceof Date, `the time must be a date, but is ${now}`);
        seen.push(now.getTime());
      }
      const what = `five times of the storage, some milliseconds apart: ${seen.join(', ')}`;
      const hour = 3_600_000;
      assertTrue(
        seen.every((ms) => Math.abs(ms - Date.now()) < hour),
        `${what}; the clock of this machine is at ${Date.now()}`,
      );
      assertTrue(
        seen.every((ms, n) => ms >= (seen[n - 1] ?? 0)),
        `${what}; they go back`,
      );
      assertTrue(new Set(seen).size > 1, `${what}; the clock stands still`);
      assertTrue(
        seen.some((ms) => ms % 1_000 !== 0),
        `${what}; none has milliseconds`,
      );
    },
  ),
];
