// What is read where accounts and organizations end: by settlements and purges.

import type { Organization } from '../../domain/organization/organization.js';
import type { User } from '../../domain/user/user.js';
import { insertOf, touchOf } from './changes.js';
import { type Clause, clause } from './clause.js';
import { same } from './expectations.js';
import { sameUpToLimits } from './limited.js';
import { addressed, at, email, ended, membership, organization, user } from './specimens.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const [mentra, acme] = [organization(1), organization(2)];
const gone = organization(3, { deletedAt: at(1) });
/** More than a database hands out at once unless it is asked again. */
const many = Array.from({ length: 250 }, (_, index) => index + 1);

export const readsOfEndings: readonly Clause[] = [
  clause(
    'READ-26',
    '`users.deletedUntil` gives the ids of users deleted at `until` or before, such as are being purged too, by the time of deletion, then by id, and no more than `limit`.',
    async ({ users }, { write }) => {
      const deleted = (n: number, minute: number, about: Partial<User> = {}) =>
        user(n, { state: 'deleted', deletedAt: at(minute), ...about });
      const people = [
        user(1),
        user(2, { state: 'suspended', suspendedAt: at(1) }),
        deleted(3, 7, { suspendedAt: at(1) }),
        deleted(4, 5, { purgingSince: at(8) }),
        deleted(5, 9),
        deleted(6, 5),
        user(7, { state: 'deleted', deletedAt: new Date(at(7).getTime() + 1) }),
      ];
      await write(people.toReversed().map((each) => insertOf('users', each)));
      const expected = [4, 6, 3].map((n) => user(n).id);
      await sameUpToLimits((limit) => users.deletedUntil(at(7), limit), expected, 'the ids');
      same(await users.deletedUntil(at(4), 100), [], 'before the first');
    },
  ),

  clause(
    'READ-27',
    '`organizations.deletedUntil` gives the ids of organizations deleted at `until` or before, such as are being purged too and personal ones not, by the time of deletion, then by id, and no more than `limit`.',
    async ({ organizations }, { write }) => {
      const rows = [
        organization(1),
        organization(2, { deletedAt: at(2), personalOf: ada.id }),
        organization(3, { deletedAt: at(7) }),
        organization(4, { deletedAt: at(5), purgingSince: at(8) }),
        organization(5, { deletedAt: at(9) }),
        organization(6, { deletedAt: at(5) }),
        organization(7, { deletedAt: new Date(at(7).getTime() + 1) }),
      ];
      await write(rows.toReversed().map((each) => insertOf('organizations', each)));
      const expected = [4, 6, 3].map((n) => organization(n).id);
      await sameUpToLimits(
        (limit) => organizations.deletedUntil(at(7), limit),
        expected,
        'the ids',
      );
      same(await organizations.deletedUntil(at(4), 100), [], 'before the first');
    },
  ),

  clause(
    'READ-28',
    '`organizations.listByContact` gives the organizations, deleted and personal ones too, whose contact address has the key, however it is written, by id and no more than `limit`.',
    async ({ organizations }, { write }) => {
      const reachedAt = (n: number, text: string, about: Partial<Organization> = {}) => {
        const { email: contactEmail } = addressed(text);
        const made = organization(n, about);
        return { ...made, profile: { ...made.profile, contactEmail } };
      };
      const rows = [
        reachedAt(1, 'Press@Bücher.example'),
        reachedAt(2, 'press@xn--bcher-kva.example', { deletedAt: at(1) }),
        reachedAt(3, 'press@example.org'),
        reachedAt(4, 'PRESS@BÜCHER.example', { personalOf: ada.id }),
        reachedAt(5, 'press+1@bücher.example'),
      ];
      const [first, second, , fourth] = rows;
      await write(rows.toReversed().map((each) => insertOf('organizations', each)));
      await write([touchOf('organizations', organization(2), 1)]);
      const expected = [
        { value: first, version: 1 },
        { value: second, version: 2 },
        { value: fourth, version: 1 },
      ];
      const { key } = email('press@bücher.example');
      await sameUpToLimits(
        (limit) => organizations.listByContact(key, limit),
        expected,
        'the organizations',
      );
      const unknown = email('nobody@example.org').key;
      same(await organizations.listByContact(unknown, 100), [], 'whom nobody names');
    },
  ),

  clause(
    'READ-29',
    '`memberships.activeOf` gives all active memberships of a user, those in deleted organizations too, by id and with their versions.',
    async ({ memberships }, { write }) => {
      const [first, inTheGone] = [membership(1, acme, ada), membership(3, gone, ada)];
      await write([
        ...[mentra, acme, gone].map((each) => insertOf('organizations', each)),
        insertOf('memberships', membership(4, mentra, ada, { role: 'admin' })),
        insertOf('memberships', inTheGone),
        insertOf('memberships', ended(membership(2, mentra, ada))),
        insertOf('memberships', first),
        insertOf('memberships', membership(5, mentra, ben)),
      ]);
      await write([touchOf('memberships', first, 1)]);
      const expected = [
        { value: first, version: 2 },
        { value: inTheGone, version: 1 },
        { value: membership(4, mentra, ada, { role: 'admin' }), version: 1 },
      ];
      same(await memberships.activeOf(ada.id), expected, 'those of Ada');
      same(await memberships.activeOf(user(9).id), [], 'those of who belongs nowhere');

      const everywhere = many.map((n) => membership(1_000 + n, organization(n), eve));
      await write(everywhere.toReversed().map((each) => insertOf('memberships', each)));
      const all = (await memberships.activeOf(eve.id)).map(({ value }) => value);
      same(all, everywhere, 'those of who belongs to many');
    },
  ),

  clause(
    'READ-30',
    '`memberships.ofOrganization` gives the memberships of an organization, active and ended ones, by id and no more than `limit`.',
    async ({ memberships }, { write }) => {
      const rows = [
        membership(1, mentra, ada, { role: 'admin' }),
        ended(membership(2, mentra, ben), ada),
        membership(4, mentra, ben),
      ] as const;
      await write([
        ...rows.toReversed().map((each) => insertOf('memberships', each)),
        insertOf('memberships', membership(3, acme, ada)),
        insertOf('memberships', ended(membership(5, acme, ben))),
      ]);
      await write([touchOf('memberships', rows[1], 1)]);
      const expected = rows.map((value) => ({ value, version: value === rows[1] ? 2 : 1 }));
      await sameUpToLimits(
        (limit) => memberships.ofOrganization(mentra.id, limit),
        expected,
        'the memberships',
      );
      same(await memberships.ofOrganization(gone.id, 100), [], 'of an organization without any');
    },
  ),
];
