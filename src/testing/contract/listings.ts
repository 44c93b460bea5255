// The lists of the port one like the other: each with rows that belong in it and rows that do not.

import type { Organization } from '../../domain/organization/organization.js';
import type { InvitationId, MembershipId } from '../../domain/shared/ids.js';
import type { JournalKey, Keyset } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { type Listing, listing } from './listing.js';
import { listingsOfApps } from './listings-of-apps.js';
import {
  addressed,
  at,
  ended,
  invitation,
  membership,
  operationId,
  organization,
  user,
} from './specimens.js';

const mentra = organization(1);
const acme = organization(2);
const ada = user(1);

const organizationsOfUser = listing({
  what: 'organizations.listByMember',
  order: 'ascending',
  add: ({ write }, n) =>
    write([
      insertOf('organizations', organization(n)),
      insertOf('memberships', membership(n, organization(n), ada)),
    ]),
  addOther: ({ write }, n) =>
    write([
      insertOf('organizations', organization(n, { deletedAt: at(1) })),
      insertOf('organizations', organization(n + 1)),
      insertOf('memberships', membership(n, organization(n), ada)),
      insertOf('memberships', ended(membership(n + 1, organization(n + 1), ada))),
      insertOf('memberships', membership(n + 2, organization(n + 1), user(2))),
    ]),
  read: ({ organizations }, keyset: Keyset<MembershipId>) =>
    organizations.listByMember(ada.id, keyset),
  idOf: ({ membershipId }) => membershipId,
  idAt: (n) => membership(n, mentra, ada).id,
});

function joining(n: number, where: Organization, role: 'admin' | 'member') {
  const person = user(n);
  return [
    insertOf('users', person),
    insertOf('memberships', membership(n, where, person, { role })),
  ];
}

function memberListing(what: string, filter: { role?: 'admin' }): Listing {
  return listing({
    what,
    order: 'ascending',
    add: ({ write }, n) => write(joining(n, mentra, 'admin')),
    addOther: ({ write }, n) =>
      write([
        insertOf('users', user(n)),
        insertOf('memberships', ended(membership(n, mentra, user(n), { role: 'admin' }))),
        ...joining(n + 1, acme, 'admin'),
        ...(filter.role === undefined ? [] : joining(n + 2, mentra, 'member')),
      ]),
    read: ({ memberships }, keyset: Keyset<MembershipId>) =>
      memberships.list(mentra.id, null, filter, keyset),
    idOf: (item) => item.membership.id,
    idAt: (n) => membership(n, mentra, ada).id,
  });
}

const invitationsOfOrganization = listing({
  what: 'invitations.list',
  order: 'descending',
  add: ({ write }, n) => write([insertOf('invitations', invitation(n, mentra, ada))]),
  addOther: ({ write }, n) => write([insertOf('invitations', invitation(n, acme, ada))]),
  read: ({ invitations }, keyset: Keyset<InvitationId>) =>
    invitations.list(mentra.id, { now: at(1) }, keyset),
  idOf: ({ id }) => id,
  idAt: (n) => invitation(n, mentra, ada).id,
});

const expiredInvitations = listing({
  what: 'invitations.list of expired ones',
  order: 'descending',
  add: ({ write }, n) => {
    const state = n % 20 === 0 ? 'pending' : 'expired';
    const over = invitation(n, mentra, ada, { state, expiresAt: at(1) });
    return write([insertOf('invitations', over)]);
  },
  addOther: ({ write }, n) =>
    write([
      insertOf('invitations', invitation(n, mentra, ada)),
      insertOf(
        'invitations',
        invitation(n + 1, mentra, ada, { ...addressed('eve@example.org'), state: 'revoked' }),
      ),
    ]),
  read: ({ invitations }, keyset: Keyset<InvitationId>) =>
    invitations.list(mentra.id, { state: 'expired', now: at(1) }, keyset),
  idOf: ({ id }) => id,
  idAt: (n) => invitation(n, mentra, ada).id,
});

/** Pairs of entries have one time, so that the id decides between them. */
const journalOfOrganization = listing({
  what: 'journal.listByOrganization',
  order: 'descending',
  add: ({ write, entry }, n) =>
    write([], { journal: entry({ ...entryAt(n), organizations: [acme.id, mentra.id] }) }),
  addOther: ({ write, entry }, n) =>
    write([], { journal: entry({ ...entryAt(n), organizations: [acme.id] }) }),
  read: ({ journal }, keyset: Keyset<JournalKey>) => journal.listByOrganization(mentra.id, keyset),
  idOf: ({ id }) => id,
  idAt: (n) => entryAt(n).id,
});

function entryAt(n: number) {
  return { id: operationId(n + 1_000), at: at(Math.floor(n / 20)) };
}

export const listings: readonly Listing[] = [
  organizationsOfUser,
  memberListing('memberships.list', {}),
  memberListing('memberships.list by role', { role: 'admin' }),
  invitationsOfOrganization,
  expiredInvitations,
  journalOfOrganization,
  ...listingsOfApps,
];
