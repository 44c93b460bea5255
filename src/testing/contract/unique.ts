import { insertOf } from './changes.js';
import { clause, type Family } from './clause.js';
import { same, verdictOf } from './expectations.js';
import { oneByOne } from './one-by-one.js';
import {
  addressed,
  at,
  ended,
  entry,
  fence,
  invitation,
  membership,
  message,
  operationId,
  organization,
  slugRecord,
  user,
} from './specimens.js';
import { uniqueOfApps } from './unique-apps.js';
import { uniqueInTime } from './unique-in-time.js';

const [mentra, acme] = [organization(1), organization(2)];
const [ada, ben] = [user(1), user(2)];

export const unique: Family = {
  name: 'UNIQUE',
  about: 'one of a kind, under the same names everywhere',
  clauses: [
    clause('UNIQUE-1', '`users.id`: one user an id.', (_storage, tools) =>
      oneByOne(tools, [
        ['a first user', insertOf('users', ada), 'done'],
        ['the id again', insertOf('users', { ...ben, id: ada.id }), 'users.id'],
      ]),
    ),

    clause(
      'UNIQUE-2',
      '`users.email`: one user an e-mail key, in whatever state; keys are compared character by character.',
      (_storage, tools) =>
        oneByOne(tools, [
          [
            'a user',
            insertOf('users', user(1, { ...addressed('é@example.org'), state: 'deleted' })),
            'done',
          ],
          ['the key again', insertOf('users', user(2, addressed('é@EXAMPLE.org'))), 'users.email'],
          [
            'the letter without its accent',
            insertOf('users', user(3, addressed('e@example.org'))),
            'done',
          ],
          [
            'the letter in upper case',
            insertOf('users', user(4, addressed('É@example.org'))),
            'done',
          ],
          ['the key with a tag', insertOf('users', user(5, addressed('e+1@example.org'))), 'done'],
        ]),
    ),

    clause('UNIQUE-3', '`organizations.id`: one organization an id.', (_storage, tools) =>
      oneByOne(tools, [
        ['a first organization', insertOf('organizations', mentra), 'done'],
        ['the id again', insertOf('organizations', { ...acme, id: mentra.id }), 'organizations.id'],
      ]),
    ),

    clause(
      'UNIQUE-4',
      '`organizations.personal`: one personal organization a user; organizations that are nobody’s are not in the way.',
      (_storage, tools) =>
        oneByOne(tools, [
          [
            'one for Ada',
            insertOf('organizations', organization(1, { personalOf: ada.id })),
            'done',
          ],
          [
            'one for Ben',
            insertOf('organizations', organization(2, { personalOf: ben.id })),
            'done',
          ],
          [
            'another for Ada',
            insertOf('organizations', organization(3, { personalOf: ada.id })),
            'organizations.personal',
          ],
          [
            'one for nobody',
            insertOf('organizations', organization(4, { foundedBy: ada.id })),
            'done',
          ],
          [
            'another one',
            insertOf('organizations', organization(5, { foundedBy: ada.id })),
            'done',
          ],
        ]),
    ),

    clause('UNIQUE-5', '`memberships.id`: one membership an id.', (_storage, tools) =>
      oneByOne(tools, [
        ['a first membership', insertOf('memberships', membership(1, mentra, ada)), 'done'],
        ['the id again', insertOf('memberships', membership(1, mentra, ben)), 'memberships.id'],
      ]),
    ),

    clause(
      'UNIQUE-6',
      '`memberships.organization_user`: one active membership of a user in an organization, whatever the role; ended ones are not in the way.',
      (_storage, tools) =>
        oneByOne(tools, [
          ['an ended one', insertOf('memberships', ended(membership(1, mentra, ada))), 'done'],
          ['an active one', insertOf('memberships', membership(2, mentra, ada)), 'done'],
          [
            'another active one',
            insertOf('memberships', membership(3, mentra, ada, { role: 'admin' })),
            'memberships.organization_user',
          ],
          [
            'one more that has ended',
            insertOf('memberships', ended(membership(4, mentra, ada))),
            'done',
          ],
          ['the user elsewhere', insertOf('memberships', membership(5, acme, ada)), 'done'],
          ['somebody else', insertOf('memberships', membership(6, mentra, ben)), 'done'],
        ]),
    ),

    clause('UNIQUE-7', '`invitations.id`: one invitation an id.', (_storage, tools) =>
      oneByOne(tools, [
        ['a first invitation', insertOf('invitations', invitation(1, mentra, ada)), 'done'],
        [
          'the id again',
          insertOf('invitations', {
            ...invitation(2, mentra, ada),
            id: invitation(1, mentra, ada).id,
          }),
          'invitations.id',
        ],
      ]),
    ),

    clause(
      'UNIQUE-8',
      '`invitations.pending`: one invitation of an e-mail key that is stored as pending in an organization, expired by time or not; closed ones are not in the way.',
      (_storage, tools) => {
        const to = addressed('eve@example.org');
        const pending = 'invitations.pending';
        return oneByOne(tools, [
          [
            'a declined one',
            insertOf('invitations', invitation(1, mentra, ada, { ...to, state: 'declined' })),
            'done',
          ],
          [
            'one long expired',
            insertOf('invitations', invitation(2, mentra, ada, { ...to, expiresAt: at(-9) })),
            'done',
          ],
          ['another pending one', insertOf('invitations', invitation(3, mentra, ben, to)), pending],
          [
            'one marked as expired',
            insertOf('invitations', invitation(4, mentra, ada, { ...to, state: 'expired' })),
            'done',
          ],
          [
            'one of another organization',
            insertOf('invitations', invitation(5, acme, ada, to)),
            'done',
          ],
          ['one of another address', insertOf('invitations', invitation(6, mentra, ada)), 'done'],
        ]);
      },
    ),

    clause(
      'UNIQUE-9',
      '`slugs.id`: one organization a slug; current and former ones share one space.',
      (_storage, tools) =>
        oneByOne(tools, [
          ['a current slug', insertOf('slugs', slugRecord('mentra', mentra)), 'done'],
          ['the slug again', insertOf('slugs', slugRecord('mentra', acme)), 'slugs.id'],
          [
            'a former one',
            insertOf('slugs', slugRecord('old', mentra, { state: 'former' })),
            'done',
          ],
          ['the former one again', insertOf('slugs', slugRecord('old', acme)), 'slugs.id'],
          ['a longer one', insertOf('slugs', slugRecord('mentra-2', acme)), 'done'],
        ]),
    ),

    clause(
      'UNIQUE-10',
      '`journal.id`: one entry an operation, be it a command’s or a fence.',
      async (_storage, { write }) => {
        const fenced = { journal: fence(operationId(99)) };
        await write([], { journal: entry(98) });
        await write([], fenced);
        same(await verdictOf(write([], { journal: entry(98) })), 'journal.id', 'a command again');
        same(await verdictOf(write([], fenced)), 'journal.id', 'a fence again');
        const late = write([], { journal: entry(99) });
        same(await verdictOf(late), 'journal.id', 'a command under the id of a fence');
        const fencing = write([], { journal: fence(operationId(98)) });
        same(await verdictOf(fencing), 'journal.id', 'a fence under the id of a command');
      },
    ),

    clause('UNIQUE-11', '`outbox.id`: one message an id.', async (_storage, { write }) => {
      const messages = [message(operationId(99), 0)];
      await write([], { messages });
      same(await verdictOf(write([], { messages })), 'outbox.id', 'a message again');
    }),

    ...uniqueInTime,
    ...uniqueOfApps,
  ],
};
