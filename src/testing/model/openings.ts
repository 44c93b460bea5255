// How sequences start: empty, with users, with an organization, with several admins, and so on.

import type { Role } from '../../domain/organization/role-permissions.js';
import type { ModelCall } from './reference/index.js';

const fourUsers: readonly ModelCall[] = [
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
const acme = 'organization 5';

const withOrganization: readonly ModelCall[] = [
  ...fourUsers,
  { method: 'organizations.create', caller: 'user 1', input: { name: 'Acme' } },
];

function inviteAndAccept(invitee: string, email: string, role: Role, token: string): ModelCall[] {
  const invitation = { organizationId: acme, email, role };
  return [
    { method: 'invitations.invite', caller: 'user 1', input: invitation },
    { method: 'invitations.accept', caller: invitee, input: { token } },
  ];
}

const withTwoAdmins: readonly ModelCall[] = [
  ...withOrganization,
  ...inviteAndAccept('user 2', 'bo@example.com', 'admin', 'token 1'),
];

const withPendingInvitations: readonly ModelCall[] = [
  ...withTwoAdmins,
  {
    method: 'invitations.inviteMany',
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

const withThreeMembers: readonly ModelCall[] = [
  ...withTwoAdmins,
  ...inviteAndAccept('user 3', 'cy.lin@gmail.com', 'member', 'token 2'),
];

const withTwoOrganizations: readonly ModelCall[] = [
  ...withThreeMembers,
  { method: 'organizations.create', caller: 'user 2', input: { name: 'Guild', slug: 'guild' } },
];

const withSuspendedAdmin: readonly ModelCall[] = [
  ...withPendingInvitations,
  { method: 'users.suspend', caller: 'system', input: { userId: 'user 1' } },
];

const withChangedSlug: readonly ModelCall[] = [
  ...withTwoAdmins,
  changeSlugCall('guild'),
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 61_000 } },
];

function changeSlugCall(slug: string): ModelCall {
  return {
    method: 'organizations.changeSlug',
    caller: 'user 1',
    input: { organizationId: acme, slug },
  };
}

const withDeletions: readonly ModelCall[] = [
  ...withThreeMembers,
  { method: 'organizations.delete', caller: 'user 1', input: { organizationId: acme } },
  { method: 'users.delete', caller: 'user 3', input: { userId: 'user 3' } },
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 604_760_000 } },
];

const withRotatedKey: readonly ModelCall[] = [
  ...withPendingInvitations,
  { method: 'signingKeys.add', caller: 'system', input: {} },
  { method: 'signingKeys.forget', caller: 'system', input: {} },
];

const withExpiredInvitations: readonly ModelCall[] = [
  ...withPendingInvitations,
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 700_000_000 } },
];

/** Openings with their weights, from the emptiest to the fullest. */
export const openings: readonly (readonly [number, readonly ModelCall[]])[] = [
  [1, []],
  [1, fourUsers],
  [2, withOrganization],
  [3, withTwoAdmins],
  [5, withPendingInvitations],
  [3, withThreeMembers],
  [3, withTwoOrganizations],
  [1, withSuspendedAdmin],
  [3, withChangedSlug],
  [3, withDeletions],
  [3, withRotatedKey],
  [2, withExpiredInvitations],
];
