// Unique constraints, each on its own.

import { insertChange } from '../row-changes.js';
import { alikeKeysClause } from './alike-keys.js';
import { assertSame, outcomeOfCall } from './assertions.js';
import { type ClauseGroup, clause } from './clause.js';
import { assertCommitCases } from './commit-cases.js';
import { externalIdUniqueClauses } from './external-ids.js';
import {
  atMinute,
  commandEntry,
  emailFields,
  endedMembership,
  fenceEntry,
  invitation,
  membership,
  notificationMessage,
  operationId,
  organization,
  slugRecord,
  user,
} from './fixtures.js';
import { appUniqueClauses } from './unique-apps.js';
import { uniqueOverTimeClauses } from './unique-over-time.js';
import { uniquePairsClause } from './unique-pairs.js';

const [mentra, acme] = [organization(1), organization(2)];
const [ada, ben] = [user(1), user(2)];

export const uniqueGroup: ClauseGroup = {
  name: 'UNIQUE',
  summary: 'unique constraints, with the same names in every storage',
  clauses: [
    clause('UNIQUE-1', '`users.id`: no two users have the same id.', (_storage, writer) =>
      assertCommitCases(writer, [
        ['a first user', insertChange('users', ada), 'done'],
        ['the id again', insertChange('users', { ...ben, id: ada.id }), 'users.id'],
      ]),
    ),

    clause(
      'UNIQUE-2',
      '`users.email`: no two users, in any state, have the same e-mail key; keys are compared character by character.',
      (_storage, writer) =>
        assertCommitCases(writer, [
          [
            'a user',
            insertChange('users', user(1, { ...emailFields('é@example.org'), state: 'deleted' })),
            'done',
          ],
          [
            'the key again',
            insertChange('users', user(2, emailFields('é@EXAMPLE.org'))),
            'users.email',
          ],
          [
            'the letter without its accent',
            insertChange('users', user(3, emailFields('e@example.org'))),
            'done',
          ],
          [
            'the letter in upper case',
            insertChange('users', user(4, emailFields('É@example.org'))),
            'done',
          ],
          [
            'the key with a tag',
            insertChange('users', user(5, emailFields('e+1@example.org'))),
            'done',
          ],
        ]),
    ),

    clause(
      'UNIQUE-3',
      '`organizations.id`: no two organizations have the same id.',
      (_storage, writer) =>
        assertCommitCases(writer, [
          ['a first organization', insertChange('organizations', mentra), 'done'],
          [
            'the id again',
            insertChange('organizations', { ...acme, id: mentra.id }),
            'organizations.id',
          ],
        ]),
    ),

    clause(
      'UNIQUE-4',
      '`organizations.personal`: a user has at most one personal organization; other organizations do not conflict.',
      (_storage, writer) =>
        assertCommitCases(writer, [
          [
            'one for Ada',
            insertChange('organizations', organization(1, { personalOf: ada.id })),
            'done',
          ],
          [
            'one for Ben',
            insertChange('organizations', organization(2, { personalOf: ben.id })),
            'done',
          ],
          [
            'another for Ada',
            insertChange('organizations', organization(3, { personalOf: ada.id })),
            'organizations.personal',
          ],
          [
            'one that is not personal',
            insertChange('organizations', organization(4, { createdBy: ada.id })),
            'done',
          ],
          [
            'another one',
            insertChange('organizations', organization(5, { createdBy: ada.id })),
            'done',
          ],
        ]),
    ),

    clause(
      'UNIQUE-5',
      '`memberships.id`: no two memberships have the same id.',
      (_storage, writer) =>
        assertCommitCases(writer, [
          ['a first membership', insertChange('memberships', membership(1, mentra, ada)), 'done'],
          [
            'the id again',
            insertChange('memberships', membership(1, mentra, ben)),
            'memberships.id',
          ],
        ]),
    ),

    clause(
      'UNIQUE-6',
      '`memberships.organization_user`: a user has at most one active membership in an organization, in any role; ended memberships do not conflict.',
      (_storage, writer) =>
        assertCommitCases(writer, [
          [
            'an ended one',
            insertChange('memberships', endedMembership(membership(1, mentra, ada))),
            'done',
          ],
          ['an active one', insertChange('memberships', membership(2, mentra, ada)), 'done'],
          [
            'another active one',
            insertChange('memberships', membership(3, mentra, ada, { role: 'admin' })),
            'memberships.organization_user',
          ],
          [
            'another ended one',
            insertChange('memberships', endedMembership(membership(4, mentra, ada))),
            'done',
          ],
          [
            'the user in another organization',
            insertChange('memberships', membership(5, acme, ada)),
            'done',
          ],
          ['another user', insertChange('memberships', membership(6, mentra, ben)), 'done'],
        ]),
    ),

    clause(
      'UNIQUE-7',
      '`invitations.id`: no two invitations have the same id.',
      (_storage, writer) =>
        assertCommitCases(writer, [
          ['a first invitation', insertChange('invitations', invitation(1, mentra, ada)), 'done'],
          [
            'the id again',
            insertChange('invitations', {
              ...invitation(2, mentra, ada),
              id: invitation(1, mentra, ada).id,
            }),
            'invitations.id',
          ],
        ]),
    ),

    clause(
      'UNIQUE-8',
      '`invitations.pending`: an organization has at most one invitation to an e-mail key that is stored as pending, even past its expiry; closed invitations do not conflict.',
      (_storage, writer) => {
        const to = emailFields('eve@example.org');
        const pending = 'invitations.pending';
        return assertCommitCases(writer, [
          [
            'a declined one',
            insertChange('invitations', invitation(1, mentra, ada, { ...to, state: 'declined' })),
            'done',
          ],
          [
            'one long expired',
            insertChange(
              'invitations',
              invitation(2, mentra, ada, { ...to, expiresAt: atMinute(-9) }),
            ),
            'done',
          ],
          [
            'another pending one',
            insertChange('invitations', invitation(3, mentra, ben, to)),
            pending,
          ],
          [
            'one stored as expired',
            insertChange('invitations', invitation(4, mentra, ada, { ...to, state: 'expired' })),
            'done',
          ],
          [
            'one of another organization',
            insertChange('invitations', invitation(5, acme, ada, to)),
            'done',
          ],
          [
            'one of another address',
            insertChange('invitations', invitation(6, mentra, ada)),
            'done',
          ],
        ]);
      },
    ),

    clause(
      'UNIQUE-9',
      '`slugs.id`: a slug belongs to at most one organization; this includes former slugs.',
      (_storage, writer) =>
        assertCommitCases(writer, [
          ['a current slug', insertChange('slugs', slugRecord('mentra', mentra)), 'done'],
          ['the slug again', insertChange('slugs', slugRecord('mentra', acme)), 'slugs.id'],
          [
            'a former one',
            insertChange('slugs', slugRecord('old', mentra, { state: 'former' })),
            'done',
          ],
          ['the former one again', insertChange('slugs', slugRecord('old', acme)), 'slugs.id'],
          ['a longer one', insertChange('slugs', slugRecord('mentra-2', acme)), 'done'],
        ]),
    ),

    clause(
      'UNIQUE-10',
      '`journal.id`: an operation has at most one journal entry: the entry of the command, or a fence.',
      async (_storage, { write }) => {
        const fence = { journal: fenceEntry(operationId(99)) };
        await write([], { journal: commandEntry(98) });
        await write([], fence);
        assertSame(
          await outcomeOfCall(write([], { journal: commandEntry(98) })),
          'journal.id',
          'a command again',
        );
        assertSame(await outcomeOfCall(write([], fence)), 'journal.id', 'a fence again');
        const command = write([], { journal: commandEntry(99) });
        assertSame(await outcomeOfCall(command), 'journal.id', 'a command under the id of a fence');
        const secondFence = write([], { journal: fenceEntry(operationId(98)) });
        assertSame(
          await outcomeOfCall(secondFence),
          'journal.id',
          'a fence under the id of a command',
        );
      },
    ),

    clause(
      'UNIQUE-11',
      '`outbox.id`: no two messages have the same id.',
      async (_storage, { write }) => {
        const messages = [notificationMessage(operationId(99), 0)];
        await write([], { messages });
        assertSame(await outcomeOfCall(write([], { messages })), 'outbox.id', 'a message again');
      },
    ),

    ...uniqueOverTimeClauses,
    ...appUniqueClauses,
    ...externalIdUniqueClauses,
    uniquePairsClause,
    alikeKeysClause,
  ],
};
