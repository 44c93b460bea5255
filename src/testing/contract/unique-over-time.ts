// Unique keys over the life of a row: taken by an update, kept, freed.

import type { Storage } from '../../ports/storage.js';
import { insertChange, removeChange, updateChange } from '../row-changes.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import { assertCommitCases } from './commit-cases.js';
import {
  atMinute,
  emailFields,
  endedMembership,
  invitation,
  membership,
  organization,
  slugRecord,
  user,
} from './fixtures.js';

const [mentra, acme] = [organization(1), organization(2)];
const [ada, ben] = [user(1), user(2)];

export const uniqueOverTimeClauses: readonly Clause[] = [
  clause(
    'UNIQUE-12',
    'An update to a key that another row has fails with `unique_conflict`, as an insert does.',
    assertUpdatesConflict,
  ),

  clause(
    'UNIQUE-13',
    'A row does not conflict with itself: an update may keep its key.',
    async (_storage, writer) => {
      const personal = organization(1, { personalOf: ada.id });
      const joined = membership(1, mentra, ada);
      const invited = invitation(1, mentra, ada);
      await writer.write([
        insertChange('users', ada),
        insertChange('organizations', personal),
        insertChange('memberships', joined),
        insertChange('invitations', invited),
      ]);
      await assertCommitCases(writer, [
        ['a user', updateChange('users', { ...ada, emailVerified: true }, 1), 'done'],
        [
          'an organization',
          updateChange('organizations', { ...personal, updatedAt: atMinute(1) }, 1),
          'done',
        ],
        ['a membership', updateChange('memberships', { ...joined, role: 'admin' }, 1), 'done'],
        ['an invitation', updateChange('invitations', { ...invited, revision: 2 }, 1), 'done'],
      ]);
    },
  ),

  clause('UNIQUE-14', 'A removal frees the keys of the row.', async (_storage, writer) => {
    const personal = organization(1, { personalOf: ada.id });
    await writer.write([
      insertChange('users', ada),
      insertChange('organizations', personal),
      insertChange('memberships', membership(1, mentra, ada)),
      insertChange('invitations', invitation(1, mentra, ada)),
      insertChange('slugs', slugRecord('mentra', mentra)),
    ]);
    await writer.write([
      removeChange('users', ada, 1),
      removeChange('organizations', personal, 1),
      removeChange('memberships', membership(1, mentra, ada), 1),
      removeChange('invitations', invitation(1, mentra, ada), 1),
      removeChange('slugs', slugRecord('mentra', mentra), 1),
    ]);
    const { email, emailKey } = ada;
    const { email: to, emailKey: toKey } = invitation(1, mentra, ada);
    await assertCommitCases(writer, [
      ['the address', insertChange('users', user(2, { email, emailKey })), 'done'],
      ['the owner', insertChange('organizations', organization(2, { personalOf: ada.id })), 'done'],
      ['the membership', insertChange('memberships', membership(2, mentra, ada)), 'done'],
      [
        'the invitee',
        insertChange('invitations', invitation(2, mentra, ada, { email: to, emailKey: toKey })),
        'done',
      ],
      ['the slug', insertChange('slugs', slugRecord('mentra', acme)), 'done'],
    ]);
  }),

  clause(
    'UNIQUE-15',
    'Ending a membership, closing an invitation or changing an e-mail address frees the key that the row had.',
    async (_storage, writer) => {
      const joined = membership(1, mentra, ada);
      const invited = invitation(1, mentra, ada);
      const { email, emailKey } = invited;
      await writer.write([
        insertChange('users', ada),
        insertChange('memberships', joined),
        insertChange('invitations', invited),
      ]);
      await writer.write([
        updateChange('users', { ...ada, ...emailFields('new@example.org') }, 1),
        updateChange('memberships', endedMembership(joined), 1),
        updateChange('invitations', { ...invited, state: 'revoked', closedAt: atMinute(1) }, 1),
      ]);
      await assertCommitCases(writer, [
        [
          'the address',
          insertChange('users', user(2, { email: ada.email, emailKey: ada.emailKey })),
          'done',
        ],
        ['the membership', insertChange('memberships', membership(2, mentra, ada)), 'done'],
        [
          'the invitee',
          insertChange('invitations', invitation(2, mentra, ada, { email, emailKey })),
          'done',
        ],
      ]);
    },
  ),
];

async function assertUpdatesConflict(_storage: Storage, writer: TestWriter): Promise<void> {
  const ended = endedMembership(membership(2, mentra, ada));
  const own = organization(2, { personalOf: ben.id });
  const declined = invitation(2, mentra, ada, { state: 'declined' });
  const { email, emailKey } = declined;
  await writer.write([
    insertChange('users', ada),
    insertChange('users', ben),
    insertChange('organizations', organization(1, { personalOf: ada.id })),
    insertChange('organizations', own),
    insertChange('memberships', membership(1, mentra, ada)),
    insertChange('memberships', ended),
    insertChange('invitations', invitation(1, mentra, ada, { email, emailKey })),
    insertChange('invitations', declined),
  ]);
  await assertCommitCases(writer, [
    [
      'an address',
      updateChange('users', { ...ben, email: ada.email, emailKey: ada.emailKey }, 1),
      'users.email',
    ],
    [
      'an owner',
      updateChange('organizations', { ...own, personalOf: ada.id }, 1),
      'organizations.personal',
    ],
    [
      'a membership made active again',
      updateChange('memberships', membership(2, mentra, ada), 1),
      'memberships.organization_user',
    ],
    [
      'an invitation made pending again',
      updateChange('invitations', { ...declined, state: 'pending' }, 1),
      'invitations.pending',
    ],
  ]);
}
