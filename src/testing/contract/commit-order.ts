// The order in which the violations of one commit are checked.

import type { Change } from '../../ports/storage.js';
import { insertChange, removeChange, touchChange, updateChange } from '../row-changes.js';
import { apiKey, app, submission } from './app-fixtures.js';
import { assertSame, type CallOutcome, outcomeOfCall } from './assertions.js';
import { type Clause, clauseWithoutPasts as clause, type TestWriter } from './clause.js';
import {
  commandEntry,
  emailFields,
  endedMembership,
  invitation,
  membership,
  notificationMessage,
  organization,
  slugRecord,
  userWithHexId as user,
  userIdOrThrow,
} from './fixtures.js';

const [mentra, acme] = [organization(1), organization(2)];
const [ada, ben] = [user(1), user(2)];

type ChangeAndOutcome = readonly [change: Change, outcome: CallOutcome];

/** Each change alone is a violation. Together, the first one must decide the outcome, in either order of the list. */
async function assertFirstViolationDecides(
  { write }: TestWriter,
  first: ChangeAndOutcome,
  second: ChangeAndOutcome,
): Promise<void> {
  const what = `${first[0].kind} in ${first[0].collection} before ${second[0].kind} in ${second[0].collection}`;
  assertSame(await outcomeOfCall(write([first[0]])), first[1], 'the first alone');
  assertSame(await outcomeOfCall(write([second[0]])), second[1], 'the second alone');
  assertSame(await outcomeOfCall(write([first[0], second[0]])), first[1], what);
  assertSame(await outcomeOfCall(write([second[0], first[0]])), first[1], `${what}, given last`);
}

export const commitOrderClauses: readonly Clause[] = [
  clause(
    'COMMIT-4',
    'Removals, updates and touches are checked before all inserts.',
    async (_storage, writer) => {
      await writer.write([
        insertChange('users', ada),
        insertChange('invitations', invitation(1, mentra, ada)),
      ]);
      const takenId: ChangeAndOutcome = [
        insertChange('invitations', invitation(1, mentra, ada)),
        'invitations.id',
      ];
      await assertFirstViolationDecides(
        writer,
        [touchChange('users', ada, 7), 'version_conflict'],
        takenId,
      );
      await assertFirstViolationDecides(
        writer,
        [removeChange('users', ada, 7), 'version_conflict'],
        takenId,
      );
      await assertFirstViolationDecides(
        writer,
        [updateChange('users', ada, 7), 'version_conflict'],
        takenId,
      );
    },
  ),

  clause(
    'COMMIT-5',
    'Removals, updates and touches are checked in the order of the collection name, then of the id.',
    async (_storage, writer) => {
      await writer.write([
        insertChange('users', ada),
        insertChange('users', ben),
        insertChange('users', user(3)),
        insertChange('organizations', organization(1, { personalOf: ada.id })),
        insertChange('organizations', acme),
        insertChange('slugs', slugRecord('mentra', mentra)),
      ]);
      const owner: ChangeAndOutcome = [
        updateChange('organizations', { ...acme, personalOf: ada.id }, 1),
        'organizations.personal',
      ];
      const takenAddress = (n: number): ChangeAndOutcome => [
        updateChange('users', user(n, emailFields('person-1@example.org')), 1),
        'users.email',
      ];
      const stale = (n: number): ChangeAndOutcome => [
        touchChange('users', user(n), 7),
        'version_conflict',
      ];
      const staleSlug: ChangeAndOutcome = [
        removeChange('slugs', slugRecord('mentra', mentra), 7),
        'version_conflict',
      ];
      await assertFirstViolationDecides(writer, owner, stale(1));
      await assertFirstViolationDecides(writer, owner, staleSlug);
      await assertFirstViolationDecides(writer, owner, takenAddress(2));
      await assertFirstViolationDecides(writer, staleSlug, takenAddress(2));
      await assertFirstViolationDecides(writer, takenAddress(2), stale(3));
      await assertFirstViolationDecides(writer, stale(2), takenAddress(3));
      const [upper, lower] = [
        user(4, { id: userIdOrThrow('B') }),
        user(5, { id: userIdOrThrow('a') }),
      ];
      await writer.write([insertChange('users', upper), insertChange('users', lower)]);
      await assertFirstViolationDecides(
        writer,
        [touchChange('users', upper, 7), 'version_conflict'],
        [
          updateChange('users', { ...lower, ...emailFields('person-1@example.org') }, 1),
          'users.email',
        ],
      );
    },
  ),

  clause(
    'COMMIT-6',
    'Inserts, including the journal entry and the messages, are checked in the order of the collection name (`journal` and `outbox` for these two), then of the id.',
    async (_storage, writer) => {
      const { write } = writer;
      const used = commandEntry(9_999);
      const message = notificationMessage(used.id, 0);
      const rows = {
        apikeys: insertChange('apikeys', apiKey(1, { kind: 'app', appId: app(1).id })),
        apps: insertChange('apps', app(1)),
        invitations: insertChange('invitations', invitation(1, mentra, ada)),
        memberships: insertChange('memberships', membership(1, mentra, ada)),
        organizations: insertChange('organizations', mentra),
        slugs: insertChange('slugs', slugRecord('mentra', mentra)),
        submissions: insertChange('submissions', submission(1, app(1))),
        users: insertChange('users', ada),
      };
      await write(Object.values(rows), { journal: used, messages: [message] });

      const violations: readonly ChangeAndOutcome[] = [
        [rows.apikeys, 'apikeys.id'],
        [insertChange('apps', app(2, { packageName: app(1).packageName })), 'apps.package_name'],
        [
          insertChange('invitations', {
            ...invitation(2, mentra, ada),
            ...emailFields('invitee-1@example.org'),
          }),
          'invitations.pending',
        ],
        [insertChange('memberships', membership(2, mentra, ada)), 'memberships.organization_user'],
        [rows.organizations, 'organizations.id'],
        [rows.slugs, 'slugs.id'],
        [insertChange('submissions', submission(2, app(1))), 'submissions.open'],
        [insertChange('users', { ...ben, ...emailFields('person-1@example.org') }), 'users.email'],
      ];
      for (const [place, first] of violations.entries()) {
        for (const second of violations.slice(place + 1))
          await assertFirstViolationDecides(writer, first, second);
        const withEntry = await outcomeOfCall(write([first[0]], { journal: used }));
        const isBeforeJournal = first[0].collection < 'journal';
        assertSame(
          withEntry,
          isBeforeJournal ? first[1] : 'journal.id',
          `${first[1]} and the entry`,
        );
        const withMessage = await outcomeOfCall(write([first[0]], { messages: [message] }));
        const isBeforeOutbox = first[0].collection < 'outbox';
        assertSame(
          withMessage,
          isBeforeOutbox ? first[1] : 'outbox.id',
          `${first[1]} and a message`,
        );
      }
      await write([insertChange('users', user(5))]);
      await assertFirstViolationDecides(
        writer,
        [insertChange('users', user(4, emailFields('person-1@example.org'))), 'users.email'],
        [insertChange('users', user(5)), 'users.id'],
      );
      await assertFirstViolationDecides(
        writer,
        [insertChange('users', user(5)), 'users.id'],
        [insertChange('users', user(6, emailFields('person-1@example.org'))), 'users.email'],
      );
    },
  ),

  clause(
    'COMMIT-7',
    'Within one change, the version is checked before the keys, and the id before the other keys.',
    async (_storage, { write }) => {
      await write([
        insertChange('users', ada),
        insertChange('users', ben),
        insertChange('memberships', membership(1, mentra, ada)),
      ]);
      const stale = updateChange('users', { ...ben, ...emailFields('person-1@example.org') }, 7);
      assertSame(
        await outcomeOfCall(write([stale])),
        'version_conflict',
        'old version and taken address',
      );
      const missing = updateChange('users', user(3, emailFields('person-1@example.org')), 1);
      assertSame(
        await outcomeOfCall(write([missing])),
        'version_conflict',
        'no row and taken address',
      );
      const again = insertChange('users', user(1, emailFields('person-2@example.org')));
      assertSame(await outcomeOfCall(write([again])), 'users.id', 'taken id and taken address');
      const twice = insertChange('memberships', membership(1, mentra, ada));
      assertSame(
        await outcomeOfCall(write([twice])),
        'memberships.id',
        'taken id and active membership',
      );
    },
  ),

  clause(
    'COMMIT-8',
    'A key that a change frees can be taken by a later change in that order, and not by an earlier one.',
    async (_storage, { write }) => {
      const [low, high] = [user(1), user(2)];
      const joined = membership(1, mentra, ada);
      await write([
        insertChange('users', low),
        insertChange('users', high),
        insertChange('memberships', joined),
        insertChange('slugs', slugRecord('mentra', mentra)),
      ]);
      const takenBeforeFreed = [
        updateChange('users', { ...low, ...emailFields('person-2@example.org') }, 1),
        updateChange('users', { ...high, ...emailFields('elsewhere@example.org') }, 1),
      ];
      assertSame(
        await outcomeOfCall(write(takenBeforeFreed)),
        'users.email',
        'an address that is freed later',
      );
      const takenAfterFreed = [
        updateChange('users', { ...high, ...emailFields('person-1@example.org') }, 1),
        updateChange('users', { ...low, ...emailFields('elsewhere@example.org') }, 1),
        insertChange('memberships', membership(2, mentra, ada, { role: 'admin' })),
        updateChange('memberships', endedMembership(joined), 1),
        insertChange('slugs', slugRecord('mentra', acme)),
        removeChange('slugs', slugRecord('mentra', mentra), 1),
      ];
      assertSame(
        await outcomeOfCall(write(takenAfterFreed)),
        'done',
        'keys that were freed before',
      );
    },
  ),
];
