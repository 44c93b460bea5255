import type { Change } from '../../ports/storage.js';
import { insertOf, removalOf, touchOf, updateOf } from './changes.js';
import { type Clause, clause, type Tools } from './clause.js';
import { same, type Verdict, verdictOf } from './expectations.js';
import {
  addressed,
  ended,
  entry,
  invitation,
  membership,
  message,
  organization,
  slugRecord,
  user,
} from './specimens.js';
import { apiKey, app, submission } from './specimens-of-apps.js';

const [mentra, acme] = [organization(1), organization(2)];
const [ada, ben] = [user(1), user(2)];

type Judged = readonly [change: Change, verdict: Verdict];

/** Both violate alone; together the first one must decide, in whichever order they are given. */
async function firstDecides({ write }: Tools, first: Judged, second: Judged): Promise<void> {
  const what = `${first[0].kind} in ${first[0].collection} before ${second[0].kind} in ${second[0].collection}`;
  same(await verdictOf(write([first[0]])), first[1], 'the first alone');
  same(await verdictOf(write([second[0]])), second[1], 'the second alone');
  same(await verdictOf(write([first[0], second[0]])), first[1], what);
  same(await verdictOf(write([second[0], first[0]])), first[1], `${what}, given last`);
}

export const orderOfVerdicts: readonly Clause[] = [
  clause(
    'COMMIT-4',
    'Removals, updates and touches are judged before all inserts.',
    async (_storage, tools) => {
      await tools.write([
        insertOf('users', ada),
        insertOf('invitations', invitation(1, mentra, ada)),
      ]);
      const taken: Judged = [insertOf('invitations', invitation(1, mentra, ada)), 'invitations.id'];
      await firstDecides(tools, [touchOf('users', ada, 7), 'version_conflict'], taken);
      await firstDecides(tools, [removalOf('users', ada, 7), 'version_conflict'], taken);
      await firstDecides(tools, [updateOf('users', ada, 7), 'version_conflict'], taken);
    },
  ),

  clause(
    'COMMIT-5',
    'Removals, updates and touches are judged by the collection’s name, then by id.',
    async (_storage, tools) => {
      await tools.write([
        insertOf('users', ada),
        insertOf('users', ben),
        insertOf('users', user(3)),
        insertOf('organizations', organization(1, { personalOf: ada.id })),
        insertOf('organizations', acme),
        insertOf('slugs', slugRecord('mentra', mentra)),
      ]);
      const owner: Judged = [
        updateOf('organizations', { ...acme, personalOf: ada.id }, 1),
        'organizations.personal',
      ];
      const addressOf = (n: number): Judged => [
        updateOf('users', user(n, addressed('person-1@example.org')), 1),
        'users.email',
      ];
      const stale = (n: number): Judged => [touchOf('users', user(n), 7), 'version_conflict'];
      const staleSlug: Judged = [
        removalOf('slugs', slugRecord('mentra', mentra), 7),
        'version_conflict',
      ];
      await firstDecides(tools, owner, stale(1));
      await firstDecides(tools, owner, staleSlug);
      await firstDecides(tools, owner, addressOf(2));
      await firstDecides(tools, staleSlug, addressOf(2));
      await firstDecides(tools, addressOf(2), stale(3));
      await firstDecides(tools, stale(2), addressOf(3));
    },
  ),

  clause(
    'COMMIT-6',
    'Inserts, entry and messages included, are judged by the collection’s name (`journal` and `outbox` for these two), then by id.',
    async (_storage, tools) => {
      const { write } = tools;
      const used = entry(9_999);
      const told = message(used.id, 0);
      const rows = {
        apikeys: insertOf('apikeys', apiKey(1, { kind: 'app', appId: app(1).id })),
        apps: insertOf('apps', app(1)),
        invitations: insertOf('invitations', invitation(1, mentra, ada)),
        memberships: insertOf('memberships', membership(1, mentra, ada)),
        organizations: insertOf('organizations', mentra),
        slugs: insertOf('slugs', slugRecord('mentra', mentra)),
        submissions: insertOf('submissions', submission(1, app(1))),
        users: insertOf('users', ada),
      };
      await write(Object.values(rows), { journal: used, messages: [told] });

      const inTheWay: readonly Judged[] = [
        [rows.apikeys, 'apikeys.id'],
        [insertOf('apps', app(2, { packageName: app(1).packageName })), 'apps.package_name'],
        [
          insertOf('invitations', {
            ...invitation(2, mentra, ada),
            ...addressed('invitee-1@example.org'),
          }),
          'invitations.pending',
        ],
        [insertOf('memberships', membership(2, mentra, ada)), 'memberships.organization_user'],
        [rows.organizations, 'organizations.id'],
        [rows.slugs, 'slugs.id'],
        [insertOf('submissions', submission(2, app(1))), 'submissions.open'],
        [insertOf('users', { ...ben, ...addressed('person-1@example.org') }), 'users.email'],
      ];
      for (const [place, first] of inTheWay.entries()) {
        for (const second of inTheWay.slice(place + 1)) await firstDecides(tools, first, second);
        const withEntry = await verdictOf(write([first[0]], { journal: used }));
        const isBeforeJournal = first[0].collection < 'journal';
        same(withEntry, isBeforeJournal ? first[1] : 'journal.id', `${first[1]} and the entry`);
        const withMessage = await verdictOf(write([first[0]], { messages: [told] }));
        const isBeforeOutbox = first[0].collection < 'outbox';
        same(withMessage, isBeforeOutbox ? first[1] : 'outbox.id', `${first[1]} and a message`);
      }
      await write([insertOf('users', user(5))]);
      await firstDecides(
        tools,
        [insertOf('users', user(4, addressed('person-1@example.org'))), 'users.email'],
        [insertOf('users', user(5)), 'users.id'],
      );
      await firstDecides(
        tools,
        [insertOf('users', user(5)), 'users.id'],
        [insertOf('users', user(6, addressed('person-1@example.org'))), 'users.email'],
      );
    },
  ),

  clause(
    'COMMIT-7',
    'Of one change the version is judged before the keys, and the id before the other keys.',
    async (_storage, { write }) => {
      await write([
        insertOf('users', ada),
        insertOf('users', ben),
        insertOf('memberships', membership(1, mentra, ada)),
      ]);
      const stale = updateOf('users', { ...ben, ...addressed('person-1@example.org') }, 7);
      same(await verdictOf(write([stale])), 'version_conflict', 'old version and taken address');
      const missing = updateOf('users', user(3, addressed('person-1@example.org')), 1);
      same(await verdictOf(write([missing])), 'version_conflict', 'no row and taken address');
      const again = insertOf('users', user(1, addressed('person-2@example.org')));
      same(await verdictOf(write([again])), 'users.id', 'taken id and taken address');
      const twice = insertOf('memberships', membership(1, mentra, ada));
      same(await verdictOf(write([twice])), 'memberships.id', 'taken id and taken place');
    },
  ),

  clause(
    'COMMIT-8',
    'What a change frees may be taken by a change that comes after it in that order, and not by one that comes before.',
    async (_storage, { write }) => {
      const [low, high] = [user(1), user(2)];
      const joined = membership(1, mentra, ada);
      await write([
        insertOf('users', low),
        insertOf('users', high),
        insertOf('memberships', joined),
        insertOf('slugs', slugRecord('mentra', mentra)),
      ]);
      const takesTooEarly = [
        updateOf('users', { ...low, ...addressed('person-2@example.org') }, 1),
        updateOf('users', { ...high, ...addressed('elsewhere@example.org') }, 1),
      ];
      same(await verdictOf(write(takesTooEarly)), 'users.email', 'an address freed later');
      const takesWhatIsFree = [
        updateOf('users', { ...high, ...addressed('person-1@example.org') }, 1),
        updateOf('users', { ...low, ...addressed('elsewhere@example.org') }, 1),
        insertOf('memberships', membership(2, mentra, ada, { role: 'admin' })),
        updateOf('memberships', ended(joined), 1),
        insertOf('slugs', slugRecord('mentra', acme)),
        removalOf('slugs', slugRecord('mentra', mentra), 1),
      ];
      same(await verdictOf(write(takesWhatIsFree)), 'done', 'what was freed before');
    },
  ),
];
