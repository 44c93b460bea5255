// How sequences start: empty, with users, with an organization, with several admins, and so on.

import type { ModelCall, ModelRole } from './reference/index.js';

const fourUsersOpening: readonly ModelCall[] = [
  registerCall('ada@example.com', 'Ada'),
  registerCall('bo@example.com', 'Bo'),
  registerCall('cy.lin@gmail.com'),
  { method: 'users.register', caller: 'system', input: { email: 'dee@example.com' } },
];

function registerCall(email: string, name?: string): ModelCall {
  const input = { email, emailVerified: true, ...(name === undefined ? {} : { name }) };
  return { method: 'users.register', caller: 'system', input };
}

/** The fifth organization: each of the four users has a personal one. */
export const acmeId = 'organization 5';

export const organizationOpening: readonly ModelCall[] = [
  ...fourUsersOpening,
  { method: 'organizations.create', caller: 'user 1', input: { name: 'Acme' } },
];

function inviteAndAcceptCalls(
  invitee: string,
  email: string,
  role: ModelRole,
  token: string,
): ModelCall[] {
  const invitation = { organizationId: acmeId, email, role };
  return [
    { method: 'invitations.invite', caller: 'user 1', input: invitation },
    { method: 'invitations.accept', caller: invitee, input: { token } },
  ];
}

const twoAdminsOpening: readonly ModelCall[] = [
  ...organizationOpening,
  ...inviteAndAcceptCalls('user 2', 'bo@example.com', 'admin', 'token 1'),
];

const pendingInvitationsOpening: readonly ModelCall[] = [
  ...twoAdminsOpening,
  {
    method: 'invitations.inviteMany',
    caller: 'user 2',
    input: {
      organizationId: acmeId,
      invitations: [
        { email: 'cy.lin@gmail.com' },
        { email: 'dee@example.com', role: 'admin' },
        { email: 'cylin+work@gmail.com' },
      ],
    },
  },
];

/** Somebody with a pending invitation is a member already. */
const addedMemberOpening: readonly ModelCall[] = [
  ...pendingInvitationsOpening,
  {
    method: 'memberships.add',
    caller: 'system',
    input: { organizationId: acmeId, userId: 'user 3', role: 'member' },
  },
];

const threeMembersOpening: readonly ModelCall[] = [
  ...twoAdminsOpening,
  ...inviteAndAcceptCalls('user 3', 'cy.lin@gmail.com', 'member', 'token 2'),
];

const twoOrganizationsOpening: readonly ModelCall[] = [
  ...threeMembersOpening,
  { method: 'organizations.create', caller: 'user 2', input: { name: 'Guild', slug: 'guild' } },
];

const suspendedAdminOpening: readonly ModelCall[] = [
  ...pendingInvitationsOpening,
  { method: 'users.suspend', caller: 'system', input: { userId: 'user 1' } },
];

const changedSlugOpening: readonly ModelCall[] = [
  ...twoAdminsOpening,
  changeSlugCall('guild'),
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 61_000 } },
];

function changeSlugCall(slug: string): ModelCall {
  return {
    method: 'organizations.changeSlug',
    caller: 'user 1',
    input: { organizationId: acmeId, slug },
  };
}

const deletionsOpening: readonly ModelCall[] = [
  ...threeMembersOpening,
  { method: 'organizations.delete', caller: 'user 1', input: { organizationId: acmeId } },
  { method: 'users.delete', caller: 'user 3', input: { userId: 'user 3' } },
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 604_760_000 } },
];

const rotatedKeyOpening: readonly ModelCall[] = [
  ...pendingInvitationsOpening,
  { method: 'signingKeys.add', caller: 'system', input: {} },
  { method: 'signingKeys.forget', caller: 'system', input: {} },
];

const expiredInvitationsOpening: readonly ModelCall[] = [
  ...pendingInvitationsOpening,
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 700_000_000 } },
];

/** Openings with their weights, from the emptiest to the fullest. */
export const weightedOpenings: readonly (readonly [number, readonly ModelCall[]])[] = [
  [1, []],
  [1, fourUsersOpening],
  [2, organizationOpening],
  [3, twoAdminsOpening],
  [5, pendingInvitationsOpening],
  [1, addedMemberOpening],
  [3, threeMembersOpening],
  [3, twoOrganizationsOpening],
  [1, suspendedAdminOpening],
  [3, changedSlugOpening],
  [3, deletionsOpening],
  [3, rotatedKeyOpening],
  [2, expiredInvitationsOpening],
];
