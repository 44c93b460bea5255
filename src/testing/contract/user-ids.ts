// The clause on the ids of users, which the embedding service chooses.

import type { MembershipId } from '../../domain/shared/ids.js';
import { parseUserId } from '../../domain/shared/ids.js';
import { insertChange } from '../row-changes.js';
import { assertInserted } from './assert-inserted.js';
import { assertSame, foundOrThrow } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { membership, organization, user } from './fixtures.js';

const texts = [
  '507f1f77bcf86cd799439011',
  '507F1F77BCF86CD799439011',
  '507f1F77bcf86cd799439011',
  '507f1f77bcf86cd79943901',
  '000000000000000000000000',
  '0190b6e2-7c1f-7a3b-8d42-5f0f3c1e9a77',
  '0190B6E2-7C1F-7A3B-8D42-5F0F3C1E9A77',
  'V1StGXR8_Z5jdHi6B-myT',
  'user_2xAbC',
  'auth0|5f7c8ec7c33c6c004bbafe82',
  'jane@example.org',
  'Jane@example.org',
  '1',
  '01',
  '!',
  '~'.repeat(128),
  '$ne',
  'a.b',
  'a:b',
  'a',
  '"a"',
  '__proto__',
  'constructor',
  'null',
];

export const userIdClause: Clause = clause(
  'ROUNDTRIP-16',
  'The id of a user is any text of 1 to 128 visible ASCII characters. Ids that differ only in case, or in form, are those of different users.',
  async (storage, { write }) => {
    const home = organization(1);
    const people = texts.map((text, n) =>
      user(n, {
        id: foundOrThrow(parseUserId(text), 'a user id'),
        ...(n % 3 === 0 ? { state: 'suspended' } : {}),
      }),
    );
    const memberships = people.map((person, n) =>
      membership(n, home, person, { role: n % 2 === 0 ? 'admin' : 'member' }),
    );
    const changes = [
      insertChange('organizations', home),
      ...people.map((person) => insertChange('users', person)),
      ...memberships.map((each) => insertChange('memberships', each)),
    ];
    await write(changes);
    await assertInserted(storage, changes);
    for (const [n, { id, state }] of people.entries()) {
      const role = await storage.memberships.findRole(home.id, id);
      const expected = { role: memberships[n]?.role, canSignIn: state === 'active' };
      assertSame(role, expected, `the role of ${id}`);
      const active = await storage.memberships.listActiveByUser(id);
      assertSame(
        active.map(({ value }) => value.id),
        [memberships[n]?.id],
        `the memberships of ${id}`,
      );
    }
    const listed: string[] = [];
    let after: MembershipId | null = null;
    do {
      const page = await storage.memberships.listMembers(
        home.id,
        null,
        {},
        { limit: 5, after, skip: 0 },
      );
      listed.push(
        ...page.items.map(({ membership: { userId }, user: { id } }) => {
          assertSame(id, userId, 'the user of a membership');
          return id;
        }),
      );
      after = page.next;
    } while (after !== null);
    assertSame(listed, texts, 'the members, page by page');
  },
);
