// Every question that the adapter puts to MongoDB, against what the server had to read for the answer. Those about apps
// are in query-plans-of-apps.spec.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { queued } from '../../../src/domain/shared/delivery.js';
import { slugOf } from '../../../src/domain/slug/slug.js';
import type { EmailKey } from '../../../src/domain/user/email.js';
import type { Change, Storage } from '../../../src/ports/storage.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import { verdictOf } from '../../../src/testing/contract/expectations.js';
import {
  addressed,
  at,
  ended,
  entry,
  invitation,
  leaseId,
  membership,
  message,
  operationId,
  organization,
  slugRecord,
  user,
} from '../../../src/testing/contract/specimens.js';
import { freshConnection } from '../../support/mongo.js';
import { type Costs, costsOn, type Question } from './query-costs.js';

const people = 40;
/** More than MongoDB gives in the first reply unless asked for more. */
const entries = 120;
const numbers = Array.from({ length: people }, (_, index) => index + 1);
const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const page = { limit: 5, after: null, skip: 0 };
const now = at(60);

/** All are members of one organization, a quarter of them admins, and half have been members of it before; Ada is in all the others, too. */
function memberships(): readonly Change[] {
  return numbers.flatMap((n) => [
    insertOf(
      'memberships',
      membership(n, mentra, user(n), { role: n % 4 === 1 ? 'admin' : 'member' }),
    ),
    ...(n % 2 === 0 ? [insertOf('memberships', ended(membership(100 + n, mentra, user(n))))] : []),
    ...(n > 1 ? [insertOf('memberships', membership(200 + n, organization(n), ada))] : []),
  ]);
}

const toFourth = addressed('invitee-4@example.org');

/** A fifth are open, a fifth over by time alone; half are due to be sent, also of those that may not be. */
function invitations(): readonly Change[] {
  return numbers.flatMap((n) => {
    const state =
      (['pending', 'pending', 'accepted', 'revoked', 'expired'] as const)[n % 5] ?? 'pending';
    const about = {
      state,
      expiresAt: n % 5 === 0 ? at(99) : at(30),
      ...(n % 5 > 1 ? { closedAt: at(n) } : {}),
      ...(n % 2 === 0 ? { delivery: queued(at(n)) } : {}),
    };
    return [
      insertOf('invitations', invitation(n, mentra, n % 3 === 0 ? ada : ben, about)),
      insertOf('invitations', invitation(100 + n, acme, ada)),
      // Two more to one address, the first of them expired as well.
      ...(n === 4
        ? [
            insertOf(
              'invitations',
              invitation(204, mentra, ada, { ...toFourth, state: 'expired' }),
            ),
            insertOf(
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

/** As many people again have been deleted, each with two organizations. */
function deleted(): readonly Change[] {
  return numbers.flatMap((n) => {
    const [person, deletedAt] = [user(500 + n, { state: 'deleted', deletedAt: at(n) }), at(n)];
    const personalOf = person.id;
    return [
      insertOf('users', person),
      insertOf('organizations', organization(500 + n, { personalOf, deletedAt })),
      insertOf('organizations', organization(600 + n, { foundedBy: person.id, deletedAt })),
    ];
  });
}

function everythingElse(): readonly Change[] {
  return numbers.flatMap((n) => [
    insertOf('users', user(n)),
    insertOf('organizations', organization(n, { foundedBy: n % 2 === 0 ? ada.id : ben.id })),
    insertOf(
      'organizations',
      organization(100 + n, { foundedBy: user(n).id, personalOf: user(n).id }),
    ),
    insertOf('slugs', slugRecord(`organization-${n}`, organization(n))),
  ]);
}

const members = { role: 'member' } as const;
const questions: readonly Question[] = [
  { what: 'users.findById', docs: 1, ask: ({ users }) => users.findById(ada.id) },
  { what: 'users.findByEmailKey', docs: 1, ask: ({ users }) => users.findByEmailKey(ada.emailKey) },
  { what: 'users.deletedUntil', docs: 5, ask: ({ users }) => users.deletedUntil(now, 5) },
  {
    what: 'organizations.findById',
    docs: 1,
    ask: ({ organizations }) => organizations.findById(mentra.id),
  },
  {
    what: 'organizations.findPersonal',
    docs: 1,
    ask: ({ organizations }) => organizations.findPersonal(ada.id),
  },
  {
    what: 'organizations.findBySlug: slug, organization, membership, user',
    docs: 4,
    ask: ({ organizations }) => organizations.findBySlug(slugOf('organization-1'), ben.id),
  },
  {
    what: 'organizations.findBySlug without a viewer',
    docs: 2,
    ask: ({ organizations }) => organizations.findBySlug(slugOf('organization-1'), null),
  },
  {
    what: 'organizations.countFoundedBy: up to the limit, and the personal one',
    docs: 11,
    ask: ({ organizations }) => organizations.countFoundedBy(ada.id, 10),
  },
  {
    what: 'organizations.deletedUntil, personal ones passed over',
    docs: 5,
    ask: ({ organizations }) => organizations.deletedUntil(now, 5),
  },
  {
    what: 'organizations.listByContact',
    docs: 1,
    ask: ({ organizations }) => organizations.listByContact(ben.emailKey, 5),
  },
  {
    what: 'organizations.listByMember: the organizations of a page, one more, and some to spare',
    docs: 6 + 16,
    ask: ({ organizations }) => organizations.listByMember(ada.id, page),
  },
  {
    what: 'organizations.listByMember, a later page',
    docs: 6 + 16,
    ask: ({ organizations }) =>
      organizations.listByMember(ada.id, { ...page, after: membership(220, mentra, ada).id }),
  },
  {
    what: 'memberships.findById',
    docs: 1,
    ask: ({ memberships }) => memberships.findById(membership(7, mentra, ada).id),
  },
  {
    what: 'memberships.findActive',
    docs: 1,
    ask: ({ memberships }) => memberships.findActive(mentra.id, ben.id),
  },
  {
    what: 'memberships.activeOf',
    docs: people,
    ask: ({ memberships }) => memberships.activeOf(ada.id),
  },
  {
    what: 'memberships.ofOrganization, which stand in two stretches of the index',
    docs: 15,
    ask: ({ memberships }) => memberships.ofOrganization(mentra.id, 15),
  },
  {
    what: 'memberships.everOf, those in other organizations passed over',
    docs: 1,
    ask: ({ memberships }) => memberships.everOf(mentra.id, ada.id),
  },
  {
    what: 'memberships.standing: organization, membership, user',
    docs: 3,
    ask: ({ memberships }) => memberships.standing(mentra.id, ada.id),
  },
  {
    what: 'memberships.findRole: membership, organization, user',
    docs: 3,
    ask: ({ memberships }) => memberships.findRole(mentra.id, ada.id),
  },
  {
    what: 'memberships.adminsAbleToSignIn: the users of two',
    docs: 2,
    ask: ({ memberships }) => memberships.adminsAbleToSignIn(mentra.id, 2),
  },
  {
    what: 'memberships.list: a page and one more, each with its user; organization; viewer’s three',
    docs: 12 + 1 + 3,
    ask: ({ memberships }) => memberships.list(mentra.id, ben.id, {}, page),
  },
  {
    what: 'memberships.list by role',
    docs: 12 + 1,
    ask: ({ memberships }) => memberships.list(mentra.id, null, members, page),
  },
  {
    what: 'memberships.list, a later page',
    docs: 12 + 1,
    ask: ({ memberships }) =>
      memberships.list(mentra.id, null, {}, { ...page, after: membership(20, mentra, ada).id }),
  },
  {
    what: 'invitations.findById',
    docs: 1,
    ask: ({ invitations }) => invitations.findById(invitation(3, mentra, ada).id),
  },
  {
    what: 'invitations.findOpen, a pending one',
    docs: 1,
    ask: ({ invitations }) => invitations.findOpen(mentra.id, invitee(5)),
  },
  {
    what: 'invitations.findOpen, the newest that has expired',
    docs: 1,
    ask: ({ invitations }) => invitations.findOpen(mentra.id, invitee(4)),
  },
  {
    what: 'invitations.countPending',
    docs: 0,
    ask: ({ invitations }) => invitations.countPending(mentra.id, now, 100),
  },
  {
    what: 'invitations.pendingBy in one organization',
    docs: 5,
    ask: ({ invitations }) => invitations.pendingBy(ada.id, mentra.id),
  },
  {
    what: 'invitations.pendingBy in all',
    docs: 5 + people,
    ask: ({ invitations }) => invitations.pendingBy(ada.id, null),
  },
  {
    what: 'invitations.pendingOf',
    docs: 16,
    ask: ({ invitations }) => invitations.pendingOf(mentra.id),
  },
  {
    what: 'invitations.pendingUnder, those of time past passed over',
    docs: 8,
    ask: ({ invitations }) => invitations.pendingUnder('k1', now, 8),
  },
  {
    what: 'invitations.overdue',
    docs: 5,
    ask: ({ invitations }) => invitations.overdue(now, 5),
  },
  {
    what: 'invitations.closedUntil',
    docs: 5,
    ask: ({ invitations }) => invitations.closedUntil(now, 5),
  },
  {
    what: 'invitations.addressedTo',
    docs: 2,
    ask: ({ invitations }) => invitations.addressedTo(invitee(4), 2),
  },
  {
    what: 'invitations.ofOrganization',
    docs: 5,
    ask: ({ invitations }) => invitations.ofOrganization(mentra.id, 5),
  },
  {
    what: 'invitations.list',
    docs: 6,
    ask: ({ invitations }) => invitations.list(mentra.id, { now }, page),
  },
  {
    what: 'invitations.list, a later page',
    docs: 6,
    ask: ({ invitations }) =>
      invitations.list(mentra.id, { now }, { ...page, after: invitation(20, mentra, ada).id }),
  },
  ...(['pending', 'accepted', 'revoked'] as const).map((state) => ({
    what: `invitations.list of ${state} ones`,
    docs: 6,
    ask: ({ invitations }: Storage) => invitations.list(mentra.id, { state, now }, page),
  })),
  {
    what: 'invitations.list of expired ones, which stand in two stretches of the index',
    docs: 8,
    ask: ({ invitations }) => invitations.list(mentra.id, { state: 'expired', now }, page),
  },
  {
    what: 'slugs.taken',
    docs: 2,
    ask: ({ slugs }) => slugs.taken(['organization-1', 'organization-2', 'nobodys'].map(slugOf)),
  },
  {
    what: 'slugs.ofOrganization',
    docs: 1,
    ask: ({ slugs }) => slugs.ofOrganization(mentra.id),
  },
  { what: 'journal.find', docs: 1, ask: ({ journal }) => journal.find(operationId(1)) },
  {
    what: 'journal.listByOrganization',
    docs: 6,
    ask: ({ journal }) => journal.listByOrganization(mentra.id, page),
  },
  {
    what: 'journal.listByOrganization, a long page',
    docs: entries,
    ask: ({ journal }) => journal.listByOrganization(mentra.id, { ...page, limit: 200 }),
  },
  {
    what: 'journal.listByOrganization, a later page of entries of one moment',
    docs: 8,
    ask: ({ journal }) =>
      journal.listByOrganization(mentra.id, { ...page, after: { at: at(0), id: operationId(20) } }),
  },
];

let storage: MongooseStorage;
let costs: Costs;

beforeAll(async () => {
  const connection = await freshConnection({ monitorCommands: true });
  storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  const changes = [...memberships(), ...invitations(), ...everythingElse(), ...deleted()];
  const messages = numbers.map((n) => message(operationId(500), n, { delivery: queued(at(n)) }));
  await storage.commit({ changes, journal: entry(500), messages });
  for (let n = 1; n <= entries; n += 1) {
    const journal = entry(n, { at: at(0), organizations: [mentra.id, acme.id] });
    await storage.commit({ changes: [], journal, messages: [] });
  }
  costs = costsOn(connection);
});

describe('a read', () => {
  it.each(questions)('$what', (question) => costs.expectCheap(storage, question));
});

describe('what relays ask', () => {
  it('a claim looks at what it takes, in each of the two collections', async () => {
    const claim = { now, lease: { id: leaseId(1), until: at(90) }, limit: 5 };
    const cost = await costs.of(async () =>
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

  it('a second claim passes over what is leased without looking at it', async () => {
    const claim = { now, lease: { id: leaseId(2), until: at(90) }, limit: 1 };
    const cost = await costs.of(() => storage.outbox.claim(claim));
    expect(cost.docs).toBeLessThanOrEqual(4);
  });
});

describe('forgetting', () => {
  it('looks at what it removes, and at a message of each entry that has one left', async () => {
    const journal = entry(501, { at: at(0) });
    const states = ['sent', 'sent', 'failed', 'queued'] as const;
    const messages = states.map((state, n) =>
      message(journal.id, n, { delivery: { state, attempts: 1 } }),
    );
    await storage.commit({ changes: [], journal, messages });
    const cost = await costs.of(async () =>
      expect(await storage.outbox.prune(at(1), people * 10)).toBe(3 + entries),
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
    expect(await storage.journal.find(journal.id)).toEqual(journal);
  });
});

describe('these checks', () => {
  it('notice a missing index', async () => {
    await costs.db.collection('memberships').dropIndexes();
    const cost = await costs.of(() => storage.memberships.findActive(mentra.id, user(people).id));
    expect(cost.docs).toBeGreaterThanOrEqual(people);
    const { stages } = await costs.planOf(cost.statements[0]);
    expect(stages).toContain('COLLSCAN');
  });
});

describe('a list whose index has been dropped meanwhile', () => {
  it('is refused rather than read from end to end', async () => {
    expect(await verdictOf(storage.organizations.listByMember(ada.id, page))).toBe('misconfigured');
  });
});
