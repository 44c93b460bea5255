import type { Storage } from '../../ports/storage.js';
import { insertOf, removalOf, updateOf } from './changes.js';
import { type Clause, clause, type Tools } from './clause.js';
import { oneByOne } from './one-by-one.js';
import {
  addressed,
  at,
  ended,
  invitation,
  membership,
  organization,
  slugRecord,
  user,
} from './specimens.js';

const [mentra, acme] = [organization(1), organization(2)];
const [ada, ben] = [user(1), user(2)];

/** Keys over the life of a row: taken by an update, kept, freed. */
export const uniqueInTime: readonly Clause[] = [
  clause(
    'UNIQUE-12',
    'An update that comes into the way of another row is a `unique_conflict` as an insert is.',
    takenByUpdate,
  ),

  clause(
    'UNIQUE-13',
    'A row is not in its own way: an update may keep its key.',
    async (_storage, tools) => {
      const personal = organization(1, { personalOf: ada.id });
      const joined = membership(1, mentra, ada);
      const invited = invitation(1, mentra, ada);
      await tools.write([
        insertOf('users', ada),
        insertOf('organizations', personal),
        insertOf('memberships', joined),
        insertOf('invitations', invited),
      ]);
      await oneByOne(tools, [
        ['a user', updateOf('users', { ...ada, emailVerified: true }, 1), 'done'],
        [
          'an organization',
          updateOf('organizations', { ...personal, updatedAt: at(1) }, 1),
          'done',
        ],
        ['a membership', updateOf('memberships', { ...joined, role: 'admin' }, 1), 'done'],
        ['an invitation', updateOf('invitations', { ...invited, revision: 2 }, 1), 'done'],
      ]);
    },
  ),

  clause('UNIQUE-14', 'A removal frees what the row held.', async (_storage, tools) => {
    const personal = organization(1, { personalOf: ada.id });
    await tools.write([
      insertOf('users', ada),
      insertOf('organizations', personal),
      insertOf('memberships', membership(1, mentra, ada)),
      insertOf('invitations', invitation(1, mentra, ada)),
      insertOf('slugs', slugRecord('mentra', mentra)),
    ]);
    await tools.write([
      removalOf('users', ada, 1),
      removalOf('organizations', personal, 1),
      removalOf('memberships', membership(1, mentra, ada), 1),
      removalOf('invitations', invitation(1, mentra, ada), 1),
      removalOf('slugs', slugRecord('mentra', mentra), 1),
    ]);
    const { email, emailKey } = ada;
    const { email: to, emailKey: toKey } = invitation(1, mentra, ada);
    await oneByOne(tools, [
      ['the address', insertOf('users', user(2, { email, emailKey })), 'done'],
      ['the owner', insertOf('organizations', organization(2, { personalOf: ada.id })), 'done'],
      ['the place', insertOf('memberships', membership(2, mentra, ada)), 'done'],
      [
        'the invitee',
        insertOf('invitations', invitation(2, mentra, ada, { email: to, emailKey: toKey })),
        'done',
      ],
      ['the slug', insertOf('slugs', slugRecord('mentra', acme)), 'done'],
    ]);
  }),

  clause(
    'UNIQUE-15',
    'Ending a membership, closing an invitation and changing an address free what the row held.',
    async (_storage, tools) => {
      const joined = membership(1, mentra, ada);
      const invited = invitation(1, mentra, ada);
      const { email, emailKey } = invited;
      await tools.write([
        insertOf('users', ada),
        insertOf('memberships', joined),
        insertOf('invitations', invited),
      ]);
      await tools.write([
        updateOf('users', { ...ada, ...addressed('new@example.org') }, 1),
        updateOf('memberships', ended(joined), 1),
        updateOf('invitations', { ...invited, state: 'revoked', closedAt: at(1) }, 1),
      ]);
      await oneByOne(tools, [
        [
          'the address',
          insertOf('users', user(2, { email: ada.email, emailKey: ada.emailKey })),
          'done',
        ],
        ['the place', insertOf('memberships', membership(2, mentra, ada)), 'done'],
        [
          'the invitee',
          insertOf('invitations', invitation(2, mentra, ada, { email, emailKey })),
          'done',
        ],
      ]);
    },
  ),
];

async function takenByUpdate(_storage: Storage, tools: Tools): Promise<void> {
  const gone = ended(membership(2, mentra, ada));
  const own = organization(2, { personalOf: ben.id });
  const declined = invitation(2, mentra, ada, { state: 'declined' });
  const { email, emailKey } = declined;
  await tools.write([
    insertOf('users', ada),
    insertOf('users', ben),
    insertOf('organizations', organization(1, { personalOf: ada.id })),
    insertOf('organizations', own),
    insertOf('memberships', membership(1, mentra, ada)),
    insertOf('memberships', gone),
    insertOf('invitations', invitation(1, mentra, ada, { email, emailKey })),
    insertOf('invitations', declined),
  ]);
  await oneByOne(tools, [
    [
      'an address',
      updateOf('users', { ...ben, email: ada.email, emailKey: ada.emailKey }, 1),
      'users.email',
    ],
    [
      'an owner',
      updateOf('organizations', { ...own, personalOf: ada.id }, 1),
      'organizations.personal',
    ],
    [
      'a membership made active again',
      updateOf('memberships', membership(2, mentra, ada), 1),
      'memberships.organization_user',
    ],
    [
      'an invitation made pending again',
      updateOf('invitations', { ...declined, state: 'pending' }, 1),
      'invitations.pending',
    ],
  ]);
}
