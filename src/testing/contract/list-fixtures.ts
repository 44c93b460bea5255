// One fixture for each list of the storage port, with rows of the list and rows that are not in it.

import type { Organization } from '../../domain/organization/organization.js';
import type { InvitationId, MembershipId } from '../../domain/shared/ids.js';
import { slugOrThrow } from '../../domain/slug/slug.js';
import { type User, type UserState, userStates } from '../../domain/user/user.js';
import type {
  JournalPageKey,
  OrganizationPageKey,
  OrganizationRange,
  PageRequest,
  UserPageKey,
  UserRange,
} from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { appListFixtures } from './app-list-fixtures.js';
import { defineListFixture, type ListFixture } from './define-list-fixture.js';
import {
  atMinute,
  displayNameOrThrow,
  emailFields,
  endedMembership,
  invitation,
  membership,
  operationId,
  organization,
  user,
} from './fixtures.js';

const mentra = organization(1);
const acme = organization(2);
const ada = user(1);

const userOrganizationsFixture = defineListFixture({
  name: 'organizations.listByMember',
  order: 'ascending',
  insertRow: ({ write }, n) =>
    write([
      insertChange('organizations', organization(n)),
      insertChange('memberships', membership(n, organization(n), ada)),
    ]),
  insertUnlistedRows: ({ write }, n) =>
    write([
      insertChange('organizations', organization(n, { deletedAt: atMinute(1) })),
      insertChange('organizations', organization(n + 1)),
      insertChange('memberships', membership(n, organization(n), ada)),
      insertChange('memberships', endedMembership(membership(n + 1, organization(n + 1), ada))),
      insertChange('memberships', membership(n + 2, organization(n + 1), user(2))),
    ]),
  readPage: ({ organizations }, pageRequest: PageRequest<MembershipId>) =>
    organizations.listByMember(ada.id, pageRequest),
  idOf: ({ membershipId }) => membershipId,
  idAt: (n) => membership(n, mentra, ada).id,
});

/** Rows have the same place in pairs, so that the id decides; slugs differ. */
function organizationsFixture(
  name: string,
  range: OrganizationRange,
  state: 'live' | 'deleted' | null,
): ListFixture {
  const placed = (n: number, overrides: Partial<Organization> = {}) => {
    const pair = String(Math.floor(n / 20)).padStart(4, '0');
    return organization(n, {
      name: displayNameOrThrow(`Guild ${pair}`),
      slug: slugOrThrow(`guild-${String(n).padStart(6, '0')}`),
      createdAt: atMinute(Math.floor(n / 20)),
      ...(state === 'deleted' ? { deletedAt: atMinute(1) } : {}),
      ...overrides,
    });
  };
  return defineListFixture({
    name,
    order: 'ascending',
    insertRow: ({ write }, n) => write([insertChange('organizations', placed(n))]),
    insertUnlistedRows: ({ write }, n) => {
      const { deletedAt: _deletedAt, ...live } = placed(n);
      const other = state === 'live' ? { ...live, deletedAt: atMinute(1) } : live;
      const outside = placed(n + 1, {
        name: displayNameOrThrow('Gild'),
        slug: slugOrThrow(`gild-${n}`),
        createdAt: atMinute(-1),
      });
      return write([
        ...(state === null ? [] : [insertChange('organizations', other)]),
        insertChange('organizations', outside),
      ]);
    },
    readPage: ({ organizations }, pageRequest: PageRequest<OrganizationPageKey>) =>
      organizations.list(range, state, pageRequest),
    idOf: ({ id }) => id,
    idAt: (n) => organization(n).id,
  });
}

/** Rows have the same name in pairs, so that the address decides. */
function usersFixture(name: string, range: UserRange, state: UserState | null): ListFixture {
  const placed = (n: number, overrides: Partial<User> = {}) =>
    user(n, {
      ...emailFields(emailAt(n)),
      name: displayNameOrThrow(`Guild ${String(Math.floor(n / 20)).padStart(4, '0')}`),
      ...(state === null ? {} : { state }),
      ...overrides,
    });
  return defineListFixture({
    name,
    order: 'ascending',
    insertRow: ({ write }, n) => write([insertChange('users', placed(n))]),
    insertUnlistedRows: ({ write }, n) => {
      const outside = { ...emailFields(`gild-${n}@example.org`), name: displayNameOrThrow('Gild') };
      const others = state === null ? [] : userStates.filter((each) => each !== state);
      return write([
        insertChange('users', placed(n, outside)),
        ...others.map((other, index) =>
          insertChange('users', placed(n + 1 + index, { state: other })),
        ),
      ]);
    },
    readPage: ({ users }, pageRequest: PageRequest<UserPageKey>) =>
      users.list(range, state, pageRequest),
    idOf: ({ email }) => email,
    idAt: emailAt,
  });
}

function emailAt(n: number): string {
  return `guild-${String(n).padStart(6, '0')}@example.org`;
}

function userAndMembershipInserts(n: number, of: Organization, role: 'admin' | 'member') {
  const person = user(n);
  return [
    insertChange('users', person),
    insertChange('memberships', membership(n, of, person, { role })),
  ];
}

function membersFixture(name: string, filter: { role?: 'admin' }): ListFixture {
  return defineListFixture({
    name,
    order: 'ascending',
    insertRow: ({ write }, n) => write(userAndMembershipInserts(n, mentra, 'admin')),
    insertUnlistedRows: ({ write }, n) =>
      write([
        insertChange('users', user(n)),
        insertChange(
          'memberships',
          endedMembership(membership(n, mentra, user(n), { role: 'admin' })),
        ),
        ...userAndMembershipInserts(n + 1, acme, 'admin'),
        ...(filter.role === undefined ? [] : userAndMembershipInserts(n + 2, mentra, 'member')),
      ]),
    readPage: ({ memberships }, pageRequest: PageRequest<MembershipId>) =>
      memberships.listMembers(mentra.id, null, filter, pageRequest),
    idOf: (item) => item.membership.id,
    idAt: (n) => membership(n, mentra, ada).id,
  });
}

const formerMembersFixture = defineListFixture({
  name: 'memberships.listFormer',
  order: 'descending',
  insertRow: ({ write }, n) =>
    write([insertChange('memberships', endedMembership(membership(n, mentra, user(n))))]),
  insertUnlistedRows: ({ write }, n) =>
    write([
      ...userAndMembershipInserts(n, mentra, 'admin'),
      insertChange('memberships', endedMembership(membership(n + 1, acme, user(n)))),
    ]),
  readPage: ({ memberships }, pageRequest: PageRequest<MembershipId>) =>
    memberships.listFormer(mentra.id, pageRequest),
  idOf: (item) => item.membership.id,
  idAt: (n) => membership(n, mentra, ada).id,
});

const organizationInvitationsFixture = defineListFixture({
  name: 'invitations.listByOrganization',
  order: 'descending',
  insertRow: ({ write }, n) => write([insertChange('invitations', invitation(n, mentra, ada))]),
  insertUnlistedRows: ({ write }, n) =>
    write([insertChange('invitations', invitation(n, acme, ada))]),
  readPage: ({ invitations }, pageRequest: PageRequest<InvitationId>) =>
    invitations.listByOrganization(mentra.id, { now: atMinute(1) }, pageRequest),
  idOf: ({ id }) => id,
  idAt: (n) => invitation(n, mentra, ada).id,
});

const expiredInvitationsFixture = defineListFixture({
  name: 'invitations.listByOrganization of expired ones',
  order: 'descending',
  insertRow: ({ write }, n) => {
    const state = n % 20 === 0 ? 'pending' : 'expired';
    const over = invitation(n, mentra, ada, { state, expiresAt: atMinute(1) });
    return write([insertChange('invitations', over)]);
  },
  insertUnlistedRows: ({ write }, n) =>
    write([
      insertChange('invitations', invitation(n, mentra, ada)),
      insertChange(
        'invitations',
        invitation(n + 1, mentra, ada, { ...emailFields('eve@example.org'), state: 'revoked' }),
      ),
    ]),
  readPage: ({ invitations }, pageRequest: PageRequest<InvitationId>) =>
    invitations.listByOrganization(mentra.id, { state: 'expired', now: atMinute(1) }, pageRequest),
  idOf: ({ id }) => id,
  idAt: (n) => invitation(n, mentra, ada).id,
});

const cleo = emailFields('cleo@example.org');

const addresseeInvitationsFixture = defineListFixture({
  name: 'invitations.listPendingByEmail',
  order: 'descending',
  insertRow: ({ write }, n) =>
    write([
      insertChange('organizations', organization(n)),
      insertChange('invitations', invitation(n, organization(n), ada, cleo)),
    ]),
  insertUnlistedRows: ({ write }, n) =>
    write([
      insertChange('invitations', invitation(n, organization(n), ada)),
      insertChange(
        'invitations',
        invitation(n + 1, organization(n), ada, { ...cleo, state: 'revoked' }),
      ),
      insertChange(
        'invitations',
        invitation(n + 2, organization(n), ada, { ...cleo, expiresAt: atMinute(1) }),
      ),
    ]),
  readPage: ({ invitations }, pageRequest: PageRequest<InvitationId>) =>
    invitations.listPendingByEmail({ ...ada, ...cleo }, atMinute(1), pageRequest),
  idOf: (item) => item.invitation.id,
  idAt: (n) => invitation(n, mentra, ada).id,
});

/** Pairs of entries have the same time, so that the id decides. */
const organizationJournalFixture = defineListFixture({
  name: 'journal.listByOrganization',
  order: 'descending',
  insertRow: ({ write, entry }, n) =>
    write([], {
      journal: entry({ ...entryIdAndTime(n), auditOrganizationIds: [acme.id, mentra.id] }),
    }),
  insertUnlistedRows: ({ write, entry }, n) =>
    write([], { journal: entry({ ...entryIdAndTime(n), auditOrganizationIds: [acme.id] }) }),
  readPage: ({ journal }, pageRequest: PageRequest<JournalPageKey>) =>
    journal.listByOrganization(mentra.id, pageRequest),
  idOf: ({ id }) => id,
  idAt: (n) => entryIdAndTime(n).id,
});

function entryIdAndTime(n: number) {
  return { id: operationId(n + 1_000), at: atMinute(Math.floor(n / 20)) };
}

export const listFixtures: readonly ListFixture[] = [
  userOrganizationsFixture,
  membersFixture('memberships.listMembers', {}),
  membersFixture('memberships.listMembers by role', { role: 'admin' }),
  organizationsFixture('organizations.list by name', { by: 'name', prefix: 'guild' }, null),
  organizationsFixture('organizations.list by slug', { by: 'slug', prefix: 'guild' }, 'deleted'),
  organizationsFixture(
    'organizations.list by creation',
    { by: 'creation', from: atMinute(0) },
    'live',
  ),
  usersFixture('users.list by address', { by: 'email', prefix: 'guild-' }, null),
  usersFixture('users.list by address, one state', { by: 'email', prefix: 'guild' }, 'suspended'),
  usersFixture('users.list by name', { by: 'name', prefix: 'guild' }, null),
  usersFixture('users.list by name, one state', { by: 'name', prefix: 'guild 0' }, 'deleted'),
  formerMembersFixture,
  organizationInvitationsFixture,
  expiredInvitationsFixture,
  addresseeInvitationsFixture,
  organizationJournalFixture,
  ...appListFixtures,
];
