// How sequences begin: with nothing, with people, with an organization, with one that has several admins.

import type { Call } from './reference/index.js';

const people: readonly Call[] = [
  register('ada@example.com', 'Ada'),
  register('bo@example.com', 'Bo'),
  register('cy.lin@gmail.com'),
  { verb: 'users.register', caller: 'system', input: { email: 'dee@example.com' } },
];

function register(email: string, name?: string): Call {
  const input = { email, emailVerified: true, ...(name === undefined ? {} : { name }) };
  return { verb: 'users.register', caller: 'system', input };
}

/** After four people, each with a personal organization, the fifth. */
const acme = 'organization 5';

const founded: readonly Call[] = [
  ...people,
  { verb: 'organizations.found', caller: 'user 1', input: { name: 'Acme' } },
];

function joined(invitee: string, email: string, role: 'admin' | 'member', token: string): Call[] {
  const order = { organizationId: acme, email, role };
  return [
    { verb: 'invitations.invite', caller: 'user 1', input: order },
    { verb: 'invitations.accept', caller: invitee, input: { token } },
  ];
}

const led: readonly Call[] = [
  ...founded,
  ...joined('user 2', 'bo@example.com', 'admin', 'token 1'),
];

const invited: readonly Call[] = [
  ...led,
  {
    verb: 'invitations.inviteMany',
    caller: 'user 2',
    input: {
      organizationId: acme,
      invitations: [
        { email: 'cy.lin@gmail.com' },
        { email: 'dee@example.com', role: 'admin' },
        { email: 'cylin+work@gmail.com' },
      ],
    },
  },
];

const crowded: readonly Call[] = [
  ...led,
  ...joined('user 3', 'cy.lin@gmail.com', 'member', 'token 2'),
];

const two: readonly Call[] = [
  ...crowded,
  { verb: 'organizations.found', caller: 'user 2', input: { name: 'Guild', slug: 'guild' } },
];

const suspended: readonly Call[] = [
  ...invited,
  { verb: 'users.suspend', caller: 'system', input: { userId: 'user 1' } },
];

const renamed: readonly Call[] = [
  ...led,
  changeSlug('guild'),
  { verb: 'clock.advance', caller: 'system', input: { milliseconds: 61_000 } },
];

function changeSlug(slug: string): Call {
  return {
    verb: 'organizations.changeSlug',
    caller: 'user 1',
    input: { organizationId: acme, slug },
  };
}

const gone: readonly Call[] = [
  ...crowded,
  { verb: 'organizations.delete', caller: 'user 1', input: { organizationId: acme } },
  { verb: 'users.delete', caller: 'user 3', input: { userId: 'user 3' } },
  { verb: 'clock.advance', caller: 'system', input: { milliseconds: 604_760_000 } },
];

const underNewKey: readonly Call[] = [
  ...invited,
  { verb: 'keys.add', caller: 'system', input: {} },
  { verb: 'keys.forget', caller: 'system', input: {} },
];

const expired: readonly Call[] = [
  ...invited,
  { verb: 'clock.advance', caller: 'system', input: { milliseconds: 700_000_000 } },
];

/** The emptiest first, and most often those with much in them. */
export const openings: readonly (readonly [number, readonly Call[]])[] = [
  [1, []],
  [1, people],
  [2, founded],
  [3, led],
  [5, invited],
  [3, crowded],
  [3, two],
  [1, suspended],
  [3, renamed],
  [3, gone],
  [3, underNewKey],
  [2, expired],
];
