// Checks what the server reads for every query of the adapter. The queries of apps are in app-query-plans.spec.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import { slugOrThrow } from '../../../src/domain/slug/slug.js';
import type { EmailKey } from '../../../src/domain/user/email.js';
import type { Change, Storage } from '../../../src/ports/storage.js';
import { outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  emailFields,
  endedMembership,
  externalIdOrThrow,
  invitation,
  leaseId,
  membership,
  notificationMessage,
  operationId,
  organization,
  slugRecord,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { createQueryCosts, type QueryCosts, type QueryPlanCase } from './query-costs.js';

const people = 40;
/** More rows than the first reply of MongoDB has by default. */
const entries = 120;
const numbers = Array.from({ length: people }, (_, index) => index + 1);
const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const page = { limit: 5, after: null, skip: 0 };
const now = atMinute(60);

/**
 * All users are members of one organization. A quarter are admins, and half have an earlier, ended membership. Ada is
 * also a member of all other organizations.
 */
function memberships(): readonly Change[] {
  return numbers.flatMap((n) => [
    insertChange(
      'memberships',
      membership(n, mentra, user(n), { role: n % 4 === 1 ? 'admin' : 'member' }),
    ),
    ...(n % 2 === 0
      ? [insertChange('memberships', endedMembership(membership(100 + n, mentra, user(n))))]
      : []),
    ...(n > 1 ? [insertChange('memberships', membership(200 + n, organization(n), ada))] : []),
  ]);
}

const toFourth = emailFields('invitee-4@example.org');

/**
 * A fifth of the invitations are open, and a fifth have only passed their expiry. Half are due for delivery, also
 * some that must not be sent.
 */
function invitations(): readonly Change[] {
  return numbers.flatMap((n) => {
    const state =
      (['pending', 'pending', 'accepted', 'revoked', 'expired'] as const)[n % 5] ?? 'pending';
    const about = {
      state,
      expiresAt: n % 5 === 0 ? atMinute(99) : atMinute(30),
      ...(n % 5 > 1 ? { closedAt: atMinute(n) } : {}),
      ...(n % 2 === 0 ? { delivery: queuedDelivery(atMinute(n)) } : {}),
    };
    return [
      insertChange('invitations', invitation(n, mentra, n % 3 === 0 ? ada : ben, about)),
      insertChange('invitations', invitation(100 + n, acme, ada)),
      // Two more invitations to one address, the first of them also expired.
      ...(n === 4
        ? [
            insertChange(
              'invitations',
              invitation(204, mentra, ada, { ...toFourth, state: 'expired' }),
            ),
            insertChange(
              'invitations',
              invitation(304, mentra, ada, { ...toFourth, state: 'revoked' }),
            ),
          ]
        : []),
    ];
  });
}

function invitee(n: number): EmailKey {
  return invitation(n, mentra, ada).emailKey;
}

/** As many deleted users, each with two organizations. */
function deleted(): readonly Change[] {
  return numbers.flatMap((n) => {
    const [person, deletedAt] = [
      user(500 + n, { state: 'deleted', deletedAt: atMinute(n) }),
      atMinute(n),
    ];
    const personalOf = person.id;
    return [
      insertChange('users', person),
      insertChange('organizations', organization(500 + n, { personalOf, deletedAt })),
      insertChange('organizations', organization(600 + n, { createdBy: person.id, deletedAt })),
    ];
  });
}

function everythingElse(): readonly Change[] {
  return numbers.flatMap((n) => [
    insertChange('users', user(n)),
    insertChange(
      'organizations',
      organization(n, {
        createdBy: n % 2 === 0 ? ada.id : ben.id,
        externalId: externalIdOrThrow(`customer-${n}`),
      }),
    ),
    insertChange(
      'organizations',
      organization(100 + n, { createdBy: user(n).id, personalOf: user(n).id }),
    ),
    insertChange('slugs', slugRecord(`organization-${n}`, organization(n))),
  ]);
}

const members = { role: 'member' } as const;
const pending = { now, limit: 100 };
const queryCases: readonly QueryPlanCase[] = [
  { what: 'users.findById', docs: 1, read: ({ users }) => users.findById(ada.id) },
  {
    what: 'users.findByEmailKey',
    docs: 1,
    read: ({ users }) => users.findByEmailKey(ada.emailKey),
  },
  {
    what: 'users.list by address, and one more',
    docs: 6,
    rows: 5,
    read: ({ users }) => users.list({ by: 'email', prefix: 'person' }, null, page),
  },
  {
    what: 'users.list by name in one state, and one more',
    docs: 6,
    rows: 5,
    read: ({ users }) => users.list({ by: 'name', prefix: 'person' }, 'deleted', page),
  },
  {
    what: 'users.listIdsDeletedUntil',
    docs: 5,
    read: ({ users }) => users.listIdsDeletedUntil(now, 5),
  },
  {
    what: 'organizations.findById',
    docs: 1,
    read: ({ organizations }) => organizations.findById(mentra.id),
  },
  {
    what: 'organizations.findPersonal',
    docs: 1,
    read: ({ organizations }) => organizations.findPersonal(ada.id),
  },
  {
    what: 'organizations.findByExternalId',
    docs: 1,
    read: ({ organizations }) => organizations.findByExternalId(externalIdOrThrow('customer-1')),
  },
  {
    what: 'organizations.findBySlug: slug, organization, membership, user',
    docs: 4,
    read: ({ organizations }) => organizations.findBySlug(slugOrThrow('organization-1'), ben.id),
  },
  {
    what: 'organizations.findBySlug without a viewer',
    docs: 2,
    read: ({ organizations }) => organizations.findBySlug(slugOrThrow('organization-1'), null),
  },
  {
    what: 'organizations.readForCreation: creator, organizations up to the limit and the personal one, slug',
    docs: 1 + 11 + 1,
    read: ({ organizations }) =>
      organizations.readForCreation(ada.id, ['organization-1', 'nobodys'].map(slugOrThrow), 10),
  },
  {
    what: 'organizations.listIdsDeletedUntil, personal ones skipped',
    docs: 5,
    read: ({ organizations }) => organizations.listIdsDeletedUntil(now, 5),
  },
  {
    what: 'organizations.listByContactEmail',
    docs: 1,
    read: ({ organizations }) => organizations.listByContactEmail(ben.emailKey, 5),
  },
  {
    what: 'organizations.listByMember: the organizations of a page, one more, and a few extra',
    docs: 6 + 16,
    read: ({ organizations }) => organizations.listByMember(ada.id, page),
  },
  {
    what: 'organizations.listByMember, a later page',
    docs: 6 + 16,
    read: ({ organizations }) =>
      organizations.listByMember(ada.id, { ...page, after: membership(220, mentra, ada).id }),
  },
  {
    what: 'memberships.findById',
    docs: 1,
    read: ({ memberships }) => memberships.findById(membership(7, mentra, ada).id),
  },
  {
    what: 'memberships.findActive',
    docs: 1,
    read: ({ memberships }) => memberships.findActive(mentra.id, ben.id),
  },
  {
    what: 'memberships.listActiveByUser',
    docs: people,
    read: ({ memberships }) => memberships.listActiveByUser(ada.id),
  },
  {
    what: 'memberships.listAllByOrganization, from two index ranges',
    docs: 15,
    read: ({ memberships }) => memberships.listAllByOrganization(mentra.id, 15),
  },
  {
    what: 'memberships.listAllByOrganizationsAndUser, those in other organizations skipped',
    docs: 1,
    read: ({ memberships }) => memberships.listAllByOrganizationsAndUser([mentra.id], ada.id),
  },
  {
    what: 'memberships.findAccess: organization, membership, user',
    docs: 3,
    read: ({ memberships }) => memberships.findAccess(mentra.id, ada.id),
  },
  {
    what: 'memberships.findRole: the membership',
    docs: 1,
    read: ({ memberships }) => memberships.findRole(mentra.id, ada.id),
  },
  {
    what: 'memberships.listActiveAdminIds: the users of two',
    docs: 2,
    read: ({ memberships }) => memberships.listActiveAdminIds(mentra.id, 2),
  },
  {
    what: 'memberships.listMembers: a page and one more, each with its user; organization; the viewer’s',
    docs: 12 + 1 + 1,
    read: ({ memberships }) => memberships.listMembers(mentra.id, ben.id, {}, page),
  },
  {
    what: 'memberships.listMembers by role',
    docs: 12 + 1,
    read: ({ memberships }) => memberships.listMembers(mentra.id, null, members, page),
  },
  {
    what: 'memberships.listMembers, a later page',
    docs: 12 + 1,
    read: ({ memberships }) =>
      memberships.listMembers(
        mentra.id,
        null,
        {},
        { ...page, after: membership(20, mentra, ada).id },
      ),
  },
  {
    what: 'invitations.findById',
    docs: 1,
    read: ({ invitations }) => invitations.findById(invitation(3, mentra, ada).id),
  },
  {
    what: 'invitations.readForInviting: the access, a pending invitation and the newest that has expired',
    docs: 3 + 1 + 1,
    read: ({ invitations }) =>
      invitations.readForInviting(mentra.id, ada.id, [invitee(5), invitee(4)], pending),
  },
  {
    what: 'invitations.readForInviting a member: the access, the account and the membership',
    docs: 3 + 2,
    read: ({ invitations }) =>
      invitations.readForInviting(mentra.id, ada.id, [ben.emailKey], pending),
  },
  {
    what: 'invitations.readForAnswer: invitation, inviter, user, organization, memberships',
    docs: 1 + 2 + 3,
    read: ({ invitations }) =>
      invitations.readForAnswer(mentra.id, invitation(3, mentra, ada).id, ben.id),
  },
  {
    what: 'invitations.listPendingByInviter in one organization',
    docs: 5,
    read: ({ invitations }) => invitations.listPendingByInviter(ada.id, mentra.id),
  },
  {
    what: 'invitations.listPendingByInviter in all',
    docs: 5 + people,
    read: ({ invitations }) => invitations.listPendingByInviter(ada.id, null),
  },
  {
    what: 'invitations.listPendingByOrganization',
    docs: 16,
    read: ({ invitations }) => invitations.listPendingByOrganization(mentra.id),
  },
  {
    what: 'invitations.listPendingBySigningKey, those past their expiry skipped',
    docs: 8,
    read: ({ invitations }) => invitations.listPendingBySigningKey('k1', now, 8),
  },
  {
    what: 'invitations.listPendingPastExpiry',
    docs: 5,
    read: ({ invitations }) => invitations.listPendingPastExpiry(now, 5),
  },
  {
    what: 'invitations.listClosedUntil',
    docs: 5,
    read: ({ invitations }) => invitations.listClosedUntil(now, 5),
  },
  {
    what: 'invitations.listByEmail',
    docs: 2,
    read: ({ invitations }) => invitations.listByEmail(invitee(4), 2),
  },
  {
    what: 'invitations.listPendingByEmail: the invitation, its organization, its inviter and the membership',
    docs: 4,
    read: ({ invitations }) =>
      invitations.listPendingByEmail({ id: ben.id, emailKey: invitee(5) }, now, page),
  },
  {
    what: 'invitations.findPending',
    docs: 1,
    read: ({ invitations }) => invitations.findPending(mentra.id, invitee(5)),
  },
  {
    what: 'invitations.listAllByOrganization',
    docs: 5,
    read: ({ invitations }) => invitations.listAllByOrganization(mentra.id, 5),
  },
  {
    what: 'invitations.list',
    docs: 6,
    read: ({ invitations }) => invitations.listByOrganization(mentra.id, { now }, page),
  },
  {
    what: 'invitations.listByOrganization, a later page',
    docs: 6,
    read: ({ invitations }) =>
      invitations.listByOrganization(
        mentra.id,
        { now },
        { ...page, after: invitation(20, mentra, ada).id },
      ),
  },
  ...(['pending', 'accepted', 'revoked'] as const).map((state) => ({
    what: `invitations.listByOrganization of ${state} ones`,
    docs: 6,
    read: ({ invitations }: Storage) =>
      invitations.listByOrganization(mentra.id, { state, now }, page),
  })),
  {
    what: 'invitations.listByOrganization of expired ones, from two index ranges',
    docs: 8,
    read: ({ invitations }) =>
      invitations.listByOrganization(mentra.id, { state: 'expired', now }, page),
  },
  {
    what: 'slugs.listTaken',
    docs: 2,
    read: ({ slugs }) =>
      slugs.listTaken(['organization-1', 'organization-2', 'nobodys'].map(slugOrThrow)),
  },
  {
    what: 'slugs.listAllByOrganization',
    docs: 1,
    read: ({ slugs }) => slugs.listAllByOrganization(mentra.id),
  },
  { what: 'journal.findById', docs: 1, read: ({ journal }) => journal.findById(operationId(1)) },
  {
    what: 'journal.listByOrganization',
    docs: 6,
    read: ({ journal }) => journal.listByOrganization(mentra.id, page),
  },
  {
    what: 'journal.listByOrganization, a long page',
    docs: entries,
    read: ({ journal }) => journal.listByOrganization(mentra.id, { ...page, limit: 200 }),
  },
  {
    what: 'journal.listByOrganization, a later page of entries with the same time',
    docs: 8,
    read: ({ journal }) =>
      journal.listByOrganization(mentra.id, {
        ...page,
        after: { at: atMinute(0), id: operationId(20) },
      }),
  },
];

let storage: MongooseStorage;
let costs: QueryCosts;

beforeAll(async () => {
  const connection = await openTestConnection({ monitorCommands: true });
  storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  const changes = [...memberships(), ...invitations(), ...everythingElse(), ...deleted()];
  const messages = numbers.map((n) =>
    notificationMessage(operationId(500), n, { delivery: queuedDelivery(atMinute(n)) }),
  );
  await storage.commit({ changes, journal: commandEntry(500), messages });
  for (let n = 1; n <= entries; n += 1) {
    const journal = commandEntry(n, {
      at: atMinute(0),
      auditOrganizationIds: [mentra.id, acme.id],
    });
    await storage.commit({ changes: [], journal, messages: [] });
  }
  costs = createQueryCosts(connection);
});

describe('a read', () => {
  it.each(queryCases)('$what', (queryCase) => costs.expectCheap(storage, queryCase));
});

describe('a read of a relay', () => {
  it('for a claim examines only the claimed rows, in each of the two collections', async () => {
    const claim = {
      now,
      lease: { id: leaseId(1), until: atMinute(90) },
      channel: 'mail' as const,
      limit: 5,
    };
    const cost = await costs.measure(async () =>
      expect(await storage.outbox.claim(claim)).toHaveLength(5),
    );
    expect(cost.statements.map((statement) => Object.keys(statement)[0])).toEqual([
      'find',
      'find',
      ...Array.from({ length: 5 }, () => 'update'),
    ]);
    expect(cost.docs).toBeLessThanOrEqual(5 + 5 + 5 + 4);
    for (const statement of cost.statements.slice(0, 2)) await costs.expectIndexed(statement);
  });

  it('for a second claim skips leased rows without examining them', async () => {
    const claim = {
      now,
      lease: { id: leaseId(2), until: atMinute(90) },
      channel: 'mail' as const,
      limit: 1,
    };
    const cost = await costs.measure(() => storage.outbox.claim(claim));
    expect(cost.docs).toBeLessThanOrEqual(4);
  });
});

describe('pruning', () => {
  it('examines the removed rows and one message of each entry that still has one', async () => {
    const journal = commandEntry(501, { at: atMinute(0) });
    const states = ['sent', 'sent', 'failed', 'queued'] as const;
    const messages = states.map((state, n) =>
      notificationMessage(journal.id, n, { delivery: { state, attempts: 1 } }),
    );
    await storage.commit({ changes: [], journal, messages });
    const cost = await costs.measure(async () =>
      expect(await storage.outbox.prune(atMinute(1), people * 10)).toBe(3 + entries),
    );
    expect(cost.statements.map((statement) => Object.keys(statement)[0])).toEqual([
      'find',
      'delete',
      'aggregate',
      'delete',
    ]);
    expect(cost.docs).toBeLessThanOrEqual(3 + 3 + entries + 2 + entries);
    await costs.expectIndexed(cost.statements[0]);
    await costs.expectIndexed(cost.statements[2]);
    expect(await storage.journal.findById(journal.id)).toEqual(journal);
  });
});

describe('the cost checks', () => {
  it('fail if an index is missing', async () => {
    await costs.db.collection('guildhall_memberships').dropIndexes();
    const cost = await costs.measure(() =>
      storage.memberships.findActive(mentra.id, user(people).id),
    );
    expect(cost.docs).toBeGreaterThanOrEqual(people);
    const { stages } = await costs.planOf(cost.statements[0]);
    expect(stages).toContain('COLLSCAN');
  });
});

describe('a list without its index', () => {
  it('throws instead of scanning the collection', async () => {
    expect(await outcomeOfCall(storage.organizations.listByMember(ada.id, page))).toBe(
      'misconfigured',
    );
  });
});
