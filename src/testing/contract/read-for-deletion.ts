// Reads for the deletion and the purge of accounts and organizations.

import type { Organization } from '../../domain/organization/organization.js';
import type { User } from '../../domain/user/user.js';
import { insertChange, touchChange } from '../row-changes.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import {
  atMinute,
  emailFields,
  emailWithKeyOrThrow,
  endedMembership,
  membership,
  organization,
  user,
} from './fixtures.js';
import { assertListUpToLimits } from './list-limits.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const [mentra, acme] = [organization(1), organization(2)];
const deletedOrganization = organization(3, { deletedAt: atMinute(1) });
/** More rows than a database returns in one batch. */
const numbersTo250 = Array.from({ length: 250 }, (_, index) => index + 1);

export const deletionReadClauses: readonly Clause[] = [
  clause(
    'READ-26',
    '`users.listIdsDeletedUntil` returns the ids of users deleted at or before `until`, including those being purged, by the time of deletion, up to `limit`. Those of one time come in any order.',
    async ({ users }, { write }) => {
      const deleted = (n: number, minute: number, overrides: Partial<User> = {}) =>
        user(n, { state: 'deleted', deletedAt: atMinute(minute), ...overrides });
      const people = [
        user(1),
        user(2, { state: 'suspended', suspendedAt: atMinute(1) }),
        deleted(3, 5, { suspendedAt: atMinute(1) }),
        deleted(4, 7, { purgingSince: atMinute(8) }),
        deleted(5, 9),
        deleted(6, 6),
        user(7, { state: 'deleted', deletedAt: new Date(atMinute(7).getTime() + 1) }),
      ];
      await write(people.toReversed().map((each) => insertChange('users', each)));
      const expected = [3, 6, 4].map((n) => user(n).id);
      await assertListUpToLimits(
        (limit) => users.listIdsDeletedUntil(atMinute(7), limit),
        expected,
        'the ids',
      );
      assertSame(await users.listIdsDeletedUntil(atMinute(4), 100), [], 'before the first');
    },
  ),

  clause(
    'READ-27',
    '`organizations.listIdsDeletedUntil` returns the ids of organizations deleted at or before `until`, including those being purged and without personal ones, by the time of deletion, then by id, up to `limit`.',
    async ({ organizations }, { write }) => {
      const rows = [
        organization(1),
        organization(2, { deletedAt: atMinute(2), personalOf: ada.id }),
        organization(3, { deletedAt: atMinute(7) }),
        organization(4, { deletedAt: atMinute(5), purgingSince: atMinute(8) }),
        organization(5, { deletedAt: atMinute(9) }),
        organization(6, { deletedAt: atMinute(5) }),
        organization(7, { deletedAt: new Date(atMinute(7).getTime() + 1) }),
      ];
      await write(rows.toReversed().map((each) => insertChange('organizations', each)));
      const expected = [4, 6, 3].map((n) => organization(n).id);
      await assertListUpToLimits(
        (limit) => organizations.listIdsDeletedUntil(atMinute(7), limit),
        expected,
        'the ids',
      );
      assertSame(await organizations.listIdsDeletedUntil(atMinute(4), 100), [], 'before the first');
    },
  ),

  clause(
    'READ-28',
    '`organizations.listByContactEmail` returns the organizations whose contact address has the key, in any spelling, including deleted and personal ones, by id, up to `limit`.',
    async ({ organizations }, { write }) => {
      const withContact = (n: number, text: string, overrides: Partial<Organization> = {}) => {
        const { email: contactEmail } = emailFields(text);
        const made = organization(n, overrides);
        return { ...made, profile: { ...made.profile, contactEmail } };
      };
      const rows = [
        withContact(1, 'Press@Bücher.example'),
        withContact(2, 'press@xn--bcher-kva.example', { deletedAt: atMinute(1) }),
        withContact(3, 'press@example.org'),
        withContact(4, 'PRESS@BÜCHER.example', { personalOf: ada.id }),
        withContact(5, 'press+1@bücher.example'),
      ];
      const [first, second, , fourth] = rows;
      await write(rows.toReversed().map((each) => insertChange('organizations', each)));
      await write([touchChange('organizations', organization(2), 1)]);
      const expected = [
        { value: first, version: 1 },
        { value: second, version: 2 },
        { value: fourth, version: 1 },
      ];
      const { key } = emailWithKeyOrThrow('press@bücher.example');
      await assertListUpToLimits(
        (limit) => organizations.listByContactEmail(key, limit),
        expected,
        'the organizations',
      );
      const unknown = emailWithKeyOrThrow('nobody@example.org').key;
      assertSame(
        await organizations.listByContactEmail(unknown, 100),
        [],
        'an address of no organization',
      );
    },
  ),

  clause(
    'READ-29',
    '`memberships.listActiveByUser` returns all active memberships of a user, including those in deleted organizations, by id and with their versions.',
    async ({ memberships }, { write }) => {
      const [first, inDeleted] = [
        membership(1, acme, ada),
        membership(3, deletedOrganization, ada),
      ];
      await write([
        ...[mentra, acme, deletedOrganization].map((each) => insertChange('organizations', each)),
        insertChange('memberships', membership(4, mentra, ada, { role: 'admin' })),
        insertChange('memberships', inDeleted),
        insertChange('memberships', endedMembership(membership(2, mentra, ada))),
        insertChange('memberships', first),
        insertChange('memberships', membership(5, mentra, ben)),
      ]);
      await write([touchChange('memberships', first, 1)]);
      const expected = [
        { value: first, version: 2 },
        { value: inDeleted, version: 1 },
        { value: membership(4, mentra, ada, { role: 'admin' }), version: 1 },
      ];
      assertSame(await memberships.listActiveByUser(ada.id), expected, 'those of Ada');
      assertSame(
        await memberships.listActiveByUser(user(9).id),
        [],
        'those of a user without memberships',
      );

      const everywhere = numbersTo250.map((n) => membership(1_000 + n, organization(n), eve));
      await write(everywhere.toReversed().map((each) => insertChange('memberships', each)));
      const all = (await memberships.listActiveByUser(eve.id)).map(({ value }) => value);
      assertSame(all, everywhere, 'those of a user with many memberships');
    },
  ),

  clause(
    'READ-30',
    '`memberships.listAllByOrganization` returns the active and ended memberships of an organization, by id, up to `limit`.',
    async ({ memberships }, { write }) => {
      const rows = [
        membership(1, mentra, ada, { role: 'admin' }),
        endedMembership(membership(2, mentra, ben), ada),
        membership(4, mentra, ben),
      ] as const;
      await write([
        ...rows.toReversed().map((each) => insertChange('memberships', each)),
        insertChange('memberships', membership(3, acme, ada)),
        insertChange('memberships', endedMembership(membership(5, acme, ben))),
      ]);
      await write([touchChange('memberships', rows[1], 1)]);
      const expected = rows.map((value) => ({ value, version: value === rows[1] ? 2 : 1 }));
      await assertListUpToLimits(
        (limit) => memberships.listAllByOrganization(mentra.id, limit),
        expected,
        'the memberships',
      );
      assertSame(
        await memberships.listAllByOrganization(deletedOrganization.id, 100),
        [],
        'an organization without memberships',
      );
    },
  ),
];
