// The questions about apps, submissions and keys, as in query-plans.spec.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { hardwareMask } from '../../../src/domain/app/hardware.js';
import { lanes, type Submission } from '../../../src/domain/review/submission.js';
import type { Change, QueueFilter, QueueKey, Storage } from '../../../src/ports/storage.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import {
  at,
  email,
  entry,
  name,
  organization,
  user,
} from '../../../src/testing/contract/specimens.js';
import {
  apiKey,
  apiKeyId,
  app,
  appId,
  publishedApp,
  submission,
  submissionId,
  underClaim,
} from '../../../src/testing/contract/specimens-of-apps.js';
import { freshConnection } from '../../support/mongo.js';
import { type Costs, costsOn, type Question } from './query-costs.js';

const most = 60;
const numbers = Array.from({ length: most }, (_, index) => index + 1);
const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const page = { limit: 5, after: null, skip: 0 };
const now = at(60);

/** A third needs a camera; every second one translates, and is of the other publisher; every tenth is about birds. */
function publishedApps(): readonly Change[] {
  return numbers.map((n) => {
    const { id: organizationId } = n % 2 === 0 ? acme : mentra;
    const about = { organizationId, testers: [email(n % 2 === 0 ? ben.email : ada.email)] };
    const listing = {
      publisher: { organizationId, name: name('A publisher') },
      description: `It ${n % 2 === 0 ? 'translates' : 'counts'} ${n % 10 === 0 ? 'birds' : 'words'}`,
      hardwareRequirements: n % 3 === 0 ? ([{ type: 'CAMERA', level: 'REQUIRED' }] as const) : [],
    };
    return insertOf('apps', publishedApp(n, about, listing));
  });
}

/** Drafts, then deleted apps, then archived ones, then some that are kept out of the store. */
function otherApps(): readonly Change[] {
  return numbers.flatMap((n) => [
    insertOf('apps', app(100 + n)),
    insertOf('apps', app(200 + n, { deletedAt: at(n) })),
    insertOf('apps', app(300 + n, { deletedAt: at(n), archivedAt: at(n) })),
    insertOf('apps', publishedApp(400 + n, { delistedAt: at(1) })),
  ]);
}

const states = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
] as const;

/** One of each app is open, in all states and lanes, a third of them due at one moment; half of the claims are over. */
function openSubmissions(): readonly Change[] {
  return numbers.map((n) => {
    const state = states[n % 5] ?? 'approved';
    const about: Partial<Submission> = {
      state,
      lane: lanes[n % 3] ?? 'new',
      dueAt: at(n % 3 === 0 ? 0 : n),
      ...(state === 'in_review' ? underClaim(ben.id, at(n % 2 === 0 ? 30 : 90)) : {}),
      ...(state === 'approved' ? { approvedUntil: at(n) } : {}),
    };
    return insertOf('submissions', submission(n, app(n), about));
  });
}

/** All of one app, half of them superseded. */
function closedSubmissions(): readonly Change[] {
  return numbers.map((n) => {
    const state = n % 2 === 0 ? 'superseded' : 'withdrawn';
    const about = { state, ...underOldClaim, releasedAt: at(n), approvedUntil: at(n) } as const;
    return insertOf('submissions', submission(100 + n, app(1), about));
  });
}

/** As another writer might have left it. */
const underOldClaim = { lease: underClaim(ben.id, at(90)).lease };

function keys(): readonly Change[] {
  return numbers.flatMap((n) => [
    insertOf('apikeys', apiKey(n, { kind: 'app', appId: appId(n % 2) })),
    insertOf('apikeys', apiKey(100 + n, { kind: 'organization', organizationId: mentra.id })),
  ]);
}

const withoutCamera = hardwareMask(['DISPLAY', 'MICROPHONE']);
const claimable: QueueFilter = { state: 'claimable', now };
const behind = (n: number, rank: number, minutes: number): QueueKey => ({
  rank,
  dueAt: at(minutes),
  id: submissionId(n),
});

const questions: readonly Question[] = [
  { what: 'apps.findById', docs: 1, ask: ({ apps }) => apps.findById(appId(1)) },
  {
    what: 'apps.findByPackageName',
    docs: 1,
    ask: ({ apps }) => apps.findByPackageName(app(1).packageName),
  },
  {
    what: 'apps.listByOrganization, deleted ones passed over',
    docs: 6,
    rows: 5,
    ask: ({ apps }) => apps.listByOrganization(mentra.id, { ...page, after: appId(158) }),
  },
  {
    what: 'apps.ofOrganization',
    docs: 5,
    ask: ({ apps }) => apps.ofOrganization(mentra.id, 5),
  },
  {
    what: 'apps.liveOf, drafts and deleted ones passed over',
    docs: 35,
    ask: ({ apps }) => apps.liveOf(mentra.id, 35),
  },
  { what: 'apps.sharedWith', docs: 5, ask: ({ apps }) => apps.sharedWith(ben.emailKey, 5) },
  {
    what: 'apps.deletedUntil, archived ones passed over',
    docs: 5,
    ask: ({ apps }) => apps.deletedUntil(now, 5),
  },
  {
    what: 'apps.search for all',
    docs: 6,
    rows: 5,
    ask: ({ apps }) => apps.search({ terms: [] }, page),
  },
  {
    what: 'apps.search, a later page',
    docs: 6,
    rows: 5,
    ask: ({ apps }) => apps.search({ terms: [] }, { ...page, after: appId(30) }),
  },
  {
    what: 'apps.search by hardware, what needs more passed over',
    docs: 6,
    rows: 5,
    ask: ({ apps }) => apps.search({ terms: [], hardware: withoutCamera }, page),
  },
  {
    what: 'apps.search by hardware, a later page',
    docs: 6,
    rows: 5,
    ask: ({ apps }) =>
      apps.search({ terms: [], hardware: withoutCamera }, { ...page, after: appId(30) }),
  },
  {
    what: 'apps.search by publisher',
    docs: 6,
    rows: 5,
    ask: ({ apps }) => apps.search({ terms: [], organizationId: acme.id }, page),
  },
  {
    what: 'apps.search by publisher and hardware, a later page',
    docs: 6,
    rows: 5,
    ask: ({ apps }) =>
      apps.search(
        { terms: [], organizationId: acme.id, hardware: withoutCamera },
        { ...page, after: appId(20) },
      ),
  },
  {
    what: 'apps.search by one term',
    docs: 6,
    rows: 5,
    ask: ({ apps }) => apps.search({ terms: ['translates'] }, page),
  },
  {
    what: 'apps.search by one term, publisher and hardware, a later page',
    docs: 6,
    rows: 5,
    ask: ({ apps }) =>
      apps.search(
        { terms: ['words'], organizationId: acme.id, hardware: withoutCamera },
        { ...page, after: appId(10) },
      ),
  },
  {
    what: 'apps.search by several terms: every app with the rarest of them',
    docs: 6,
    rows: 5,
    ask: ({ apps }) => apps.search({ terms: ['publisher', 'translates', 'birds'] }, page),
  },
  {
    what: 'submissions.findById',
    docs: 1,
    ask: ({ submissions }) => submissions.findById(submissionId(7)),
  },
  {
    what: 'submissions.findOpen, closed ones passed over',
    docs: 1,
    ask: ({ submissions }) => submissions.findOpen(appId(1)),
  },
  {
    what: 'submissions.listByApp',
    docs: 6,
    rows: 5,
    ask: ({ submissions }) => submissions.listByApp(appId(1), page),
  },
  {
    what: 'submissions.listByApp, a later page',
    docs: 6,
    rows: 5,
    ask: ({ submissions }) =>
      submissions.listByApp(appId(1), { ...page, after: submissionId(130) }),
  },
  {
    what: 'submissions.ofApp',
    docs: 5,
    ask: ({ submissions }) => submissions.ofApp(appId(1), 5),
  },
  {
    what: 'submissions.lastSuperseded',
    docs: 1,
    ask: ({ submissions }) => submissions.lastSuperseded(appId(1)),
  },
  ...states.map((state) => ({
    what: `submissions.queue of ${state} ones`,
    docs: 6,
    rows: 5,
    ask: ({ submissions }: Storage) => submissions.queue({ state }, page),
  })),
  {
    what: 'submissions.queue of claimable ones, which stand in two stretches; what is claimed is passed over',
    docs: 6 + 1,
    rows: 5,
    ask: ({ submissions }) => submissions.queue(claimable, page),
  },
  {
    what: 'submissions.queue, a later page of what is due at one moment: three stretches of a state',
    docs: 6 + 2,
    rows: 5,
    ask: ({ submissions }) =>
      submissions.queue({ state: 'approved' }, { ...page, after: behind(9, 0, 0) }),
  },
  {
    what: 'submissions.queue of claimable ones, a later page: three stretches of each state',
    docs: 6 + 5,
    rows: 5,
    ask: ({ submissions }) => submissions.queue(claimable, { ...page, after: behind(15, 0, 0) }),
  },
  {
    what: 'submissions.waiting, from the index alone',
    docs: 0,
    rows: 36,
    ask: ({ submissions }) => submissions.waiting(100),
  },
  {
    what: 'submissions.claimedBy, those whose claim is over passed over',
    docs: 6,
    ask: ({ submissions }) => submissions.claimedBy(ben.id, now, 10),
  },
  {
    what: 'submissions.openOf, closed ones passed over',
    docs: 5,
    ask: ({ submissions }) => submissions.openOf(mentra.id, 5),
  },
  {
    what: 'submissions.overdue',
    docs: 3,
    ask: ({ submissions }) => submissions.overdue(now, 3),
  },
  { what: 'keys.findById', docs: 1, ask: ({ keys }) => keys.findById(apiKeyId(1)) },
  {
    what: 'keys.ofOwner, an app',
    docs: 5,
    ask: ({ keys }) => keys.ofOwner({ kind: 'app', appId: appId(1) }, 5),
  },
  {
    what: 'keys.ofOwner, an organization',
    docs: 5,
    ask: ({ keys }) => keys.ofOwner({ kind: 'organization', organizationId: mentra.id }, 5),
  },
];

let storage: MongooseStorage;
let costs: Costs;

beforeAll(async () => {
  const connection = await freshConnection({ monitorCommands: true });
  storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  const changes = [
    ...publishedApps(),
    ...otherApps(),
    ...openSubmissions(),
    ...closedSubmissions(),
    ...keys(),
  ];
  await storage.commit({ changes, journal: entry(1), messages: [] });
  costs = costsOn(connection);
});

describe('a read', () => {
  it.each(questions)('$what', (question) => costs.expectCheap(storage, question));

  it('of several pages passes over what needs other hardware to the end', async () => {
    const filter = { terms: [], hardware: withoutCamera };
    const cost = await costs.of(async () => {
      const { items, next } = await storage.apps.search(filter, { ...page, limit: 100 });
      expect(items).toHaveLength((most / 3) * 2);
      expect(next).toBeNull();
    });
    expect(cost.docs).toBe((most / 3) * 2);
  });
});

describe('a note of a key’s use', () => {
  it('is one statement, and looks at the key', async () => {
    const cost = await costs.of(() => storage.keys.noteUsed(apiKeyId(1), at(1)));
    expect(cost.statements).toMatchObject([{ update: 'apikeys', writeConcern: { w: 'majority' } }]);
    expect(cost.docs).toBe(1);
  });
});
