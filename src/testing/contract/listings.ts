// The lists of the port one like the other: each with rows that belong in it and rows that do not.

import type { Organization } from '../../domain/organization/organization.js';
import type { InvitationId, MembershipId } from '../../domain/shared/ids.js';
import type { JournalKey, Keyset, Slice, Storage } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import type { Tools } from './clause.js';
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

/** A page with the items' ids; `next` reads the one that follows, and is null on the last. */
export interface Turned {
  readonly items: readonly string[];
  readonly next: ((limit: number, skip?: number) => Promise<Turned>) | null;
}

export interface Listing {
  readonly what: string;
  readonly order: 'ascending' | 'descending';
  /** Writes `count` rows that belong, in no particular order, and others; answers the ids in the list's order. */
  fill(tools: Tools, count: number): Promise<readonly string[]>;
  /** Writes one row more that belongs, between the ones of `fill`, whose numbers are 10, 20, 30 and so on. */
  add(tools: Tools, n: number): Promise<void>;
  idAt(n: number): string;
  firstPage(storage: Storage, limit: number, skip?: number): Promise<Turned>;
}

interface Model<T, K> {
  readonly what: string;
  readonly order: 'ascending' | 'descending';
  /** The row with the number `n` that belongs in the list. */
  readonly add: (tools: Tools, n: number) => Promise<void>;
  /** One that does not, with the same number. */
  readonly addOther: (tools: Tools, n: number) => Promise<void>;
  readonly read: (storage: Storage, keyset: Keyset<K>) => Promise<Slice<T, K>>;
  readonly idOf: (item: T) => string;
  readonly idAt: (n: number) => string;
}

function listing<T, K>(model: Model<T, K>): Listing {
  const turn = async (storage: Storage, keyset: Keyset<K>): Promise<Turned> => {
    const { items, next } = await model.read(storage, keyset);
    const following = (limit: number, skip = 0) => turn(storage, { limit, skip, after: next });
    return { items: items.map(model.idOf), next: next === null ? null : following };
  };
  return {
    what: model.what,
    order: model.order,
    add: model.add,
    idAt: model.idAt,
    firstPage: (storage, limit, skip = 0) => turn(storage, { limit, skip, after: null }),
    async fill(tools, count) {
      const places = Array.from({ length: count }, (_, index) => 10 * (index + 1));
      for (const place of scrambled(places)) {
        await model.add(tools, place);
        await model.addOther(tools, place + 5);
      }
      const ordered = model.order === 'ascending' ? places : places.toReversed();
      return ordered.map(model.idAt);
    },
  };
}

/** Every other one from behind, then the rest: no storage may rely on the order of writing. */
function scrambled(places: readonly number[]): readonly number[] {
  const isOdd = (_: number, index: number) => index % 2 === 1;
  const isEven = (_: number, index: number) => index % 2 === 0;
  return [...places.filter(isOdd).toReversed(), ...places.filter(isEven)];
}

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
];
