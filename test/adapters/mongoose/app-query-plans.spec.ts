// The reads of apps, submissions and API keys, checked as in query-plans.spec.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { hardwareMask } from '../../../src/domain/app/hardware.js';
import { lanes, type Submission } from '../../../src/domain/review/submission.js';
import type { Change, QueueFilter, QueuePageKey, Storage } from '../../../src/ports/storage.js';
import {
  apiKey,
  apiKeyId,
  app,
  appId,
  claimFields,
  publishedApp,
  submission,
  submissionId,
} from '../../../src/testing/contract/app-fixtures.js';
import {
  atMinute,
  commandEntry,
  displayNameOrThrow,
  emailWithKeyOrThrow,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { createQueryCosts, type QueryCosts, type QueryPlanCase } from './query-costs.js';

const most = 60;
const numbers = Array.from({ length: most }, (_, index) => index + 1);
const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const page = { limit: 5, after: null, skip: 0 };
const now = atMinute(60);

/**
 * Of these apps, a third need a camera, every second one is about translation and has the other publisher, and every
 * tenth is about birds.
 */
function publishedApps(): readonly Change[] {
  return numbers.map((n) => {
    const { id: organizationId } = n % 2 === 0 ? acme : mentra;
    const about = {
      organizationId,
      testers: [emailWithKeyOrThrow(n % 2 === 0 ? ben.email : ada.email)],
    };
    const listing = {
      publisher: { organizationId, name: displayNameOrThrow('A publisher') },
      description: `It ${n % 2 === 0 ? 'translates' : 'counts'} ${n % 10 === 0 ? 'birds' : 'words'}`,
      hardwareRequirements: n % 3 === 0 ? ([{ type: 'CAMERA', level: 'REQUIRED' }] as const) : [],
    };
    return insertChange('apps', publishedApp(n, about, listing));
  });
}

/** Drafts, deleted apps, archived apps, and apps that are not allowed in the store. */
function otherApps(): readonly Change[] {
  return numbers.flatMap((n) => [
    insertChange('apps', app(100 + n)),
    insertChange('apps', app(200 + n, { deletedAt: atMinute(n) })),
    insertChange('apps', app(300 + n, { deletedAt: atMinute(n), archivedAt: atMinute(n) })),
    insertChange('apps', publishedApp(400 + n, { delistedAt: atMinute(1) })),
  ]);
}

const states = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
] as const;

/** One open submission of each app, in all states and lanes. A third are due at the same time, and half of the claims are over. */
function openSubmissions(): readonly Change[] {
  return numbers.map((n) => {
    const state = states[n % 5] ?? 'approved';
    const about: Partial<Submission> = {
      state,
      lane: lanes[n % 3] ?? 'new',
      dueAt: atMinute(n % 3 === 0 ? 0 : n),
      ...(state === 'in_review' ? claimFields(ben.id, atMinute(n % 2 === 0 ? 30 : 90)) : {}),
      ...(state === 'approved' ? { approvedUntil: atMinute(n) } : {}),
    };
    return insertChange('submissions', submission(n, app(n), about));
  });
}

/** Closed submissions of one app, half of them superseded. */
function closedSubmissions(): readonly Change[] {
  return numbers.map((n) => {
    const state = n % 2 === 0 ? 'superseded' : 'withdrawn';
    const about = {
      state,
      ...underOldClaim,
      releasedAt: atMinute(n),
      approvedUntil: atMinute(n),
    } as const;
    return insertChange('submissions', submission(100 + n, app(1), about));
  });
}

/** A value that another program might have written. */
const underOldClaim = { lease: claimFields(ben.id, atMinute(90)).lease };

function keys(): readonly Change[] {
  return numbers.flatMap((n) => [
    insertChange('apikeys', apiKey(n, { kind: 'app', appId: appId(n % 2) })),
    insertChange('apikeys', apiKey(100 + n, { kind: 'organization', organizationId: mentra.id })),
  ]);
}

const withoutCamera = hardwareMask(['DISPLAY', 'MICROPHONE']);
const claimable: QueueFilter = { state: 'claimable', now };
const behind = (n: number, rank: number, minutes: number): QueuePageKey => ({
  rank,
  dueAt: atMinute(minutes),
  id: submissionId(n),
});

const queryCases: readonly QueryPlanCase[] = [
  { what: 'apps.findById', docs: 1, read: ({ apps }) => apps.findById(appId(1)) },
  {
    what: 'apps.findByPackageName',
    docs: 1,
    read: ({ apps }) => apps.findByPackageName(app(1).packageName),
  },
  {
    what: 'apps.listByOrganization, deleted ones skipped',
    docs: 6,
    rows: 5,
    read: ({ apps }) => apps.listByOrganization(mentra.id, { ...page, after: appId(158) }),
  },
  {
    what: 'apps.listUnarchivedIdsByOrganization',
    docs: 5,
    read: ({ apps }) => apps.listUnarchivedIdsByOrganization(mentra.id, 5),
  },
  {
    what: 'apps.listLiveIdsByOrganization, drafts and deleted ones skipped',
    docs: 35,
    read: ({ apps }) => apps.listLiveIdsByOrganization(mentra.id, 35),
  },
  { what: 'apps.listByTester', docs: 5, read: ({ apps }) => apps.listByTester(ben.emailKey, 5) },
  {
    what: 'apps.listIdsDeletedUntil, archived ones skipped',
    docs: 5,
    read: ({ apps }) => apps.listIdsDeletedUntil(now, 5),
  },
  {
    what: 'apps.listPublished for all',
    docs: 6,
    rows: 5,
    read: ({ apps }) => apps.listPublished({ terms: [] }, page),
  },
  {
    what: 'apps.listPublished, a later page',
    docs: 6,
    rows: 5,
    read: ({ apps }) => apps.listPublished({ terms: [] }, { ...page, after: appId(30) }),
  },
  {
    what: 'apps.listPublished by hardware, skipping what needs other hardware',
    docs: 6,
    rows: 5,
    read: ({ apps }) => apps.listPublished({ terms: [], hardwareMask: withoutCamera }, page),
  },
  {
    what: 'apps.listPublished by hardware, a later page',
    docs: 6,
    rows: 5,
    read: ({ apps }) =>
      apps.listPublished({ terms: [], hardwareMask: withoutCamera }, { ...page, after: appId(30) }),
  },
  {
    what: 'apps.listPublished by publisher',
    docs: 6,
    rows: 5,
    read: ({ apps }) => apps.listPublished({ terms: [], organizationId: acme.id }, page),
  },
  {
    what: 'apps.listPublished by publisher and hardware, a later page',
    docs: 6,
    rows: 5,
    read: ({ apps }) =>
      apps.listPublished(
        { terms: [], organizationId: acme.id, hardwareMask: withoutCamera },
        { ...page, after: appId(20) },
      ),
  },
  {
    what: 'apps.listPublished by one term',
    docs: 6,
    rows: 5,
    read: ({ apps }) => apps.listPublished({ terms: ['translates'] }, page),
  },
  {
    what: 'apps.listPublished by one term, publisher and hardware, a later page',
    docs: 6,
    rows: 5,
    read: ({ apps }) =>
      apps.listPublished(
        { terms: ['words'], organizationId: acme.id, hardwareMask: withoutCamera },
        { ...page, after: appId(10) },
      ),
  },
  {
    what: 'apps.listPublished by several terms: every app with the rarest of them',
    docs: 6,
    rows: 5,
    read: ({ apps }) => apps.listPublished({ terms: ['publisher', 'translates', 'birds'] }, page),
  },
  {
    what: 'submissions.findById',
    docs: 1,
    read: ({ submissions }) => submissions.findById(submissionId(7)),
  },
  {
    what: 'submissions.findOpen, closed ones skipped',
    docs: 1,
    read: ({ submissions }) => submissions.findOpen(appId(1)),
  },
  {
    what: 'submissions.listByApp',
    docs: 6,
    rows: 5,
    read: ({ submissions }) => submissions.listByApp(appId(1), page),
  },
  {
    what: 'submissions.listByApp, a later page',
    docs: 6,
    rows: 5,
    read: ({ submissions }) =>
      submissions.listByApp(appId(1), { ...page, after: submissionId(130) }),
  },
  {
    what: 'submissions.listAllByApp',
    docs: 5,
    read: ({ submissions }) => submissions.listAllByApp(appId(1), 5),
  },
  {
    what: 'submissions.findLastSuperseded',
    docs: 1,
    read: ({ submissions }) => submissions.findLastSuperseded(appId(1)),
  },
  ...states.map((state) => ({
    what: `submissions.listQueue of ${state} ones`,
    docs: 6,
    rows: 5,
    read: ({ submissions }: Storage) => submissions.listQueue({ state }, page),
  })),
  {
    what: 'submissions.listQueue of claimable ones, from two index ranges, claimed ones skipped',
    docs: 6 + 1,
    rows: 5,
    read: ({ submissions }) => submissions.listQueue(claimable, page),
  },
  {
    what: 'submissions.listQueue, a later page of those due at the same time: three index ranges of a state',
    docs: 6 + 2,
    rows: 5,
    read: ({ submissions }) =>
      submissions.listQueue({ state: 'approved' }, { ...page, after: behind(9, 0, 0) }),
  },
  {
    what: 'submissions.listQueue of claimable ones, a later page: three index ranges of each state',
    docs: 6 + 5,
    rows: 5,
    read: ({ submissions }) =>
      submissions.listQueue(claimable, { ...page, after: behind(15, 0, 0) }),
  },
  {
    what: 'submissions.listUndecided, from the index alone',
    docs: 0,
    rows: 36,
    read: ({ submissions }) => submissions.listUndecided(100),
  },
  {
    what: 'submissions.listClaimedBy, skipping those whose claim is over',
    docs: 6,
    read: ({ submissions }) => submissions.listClaimedBy(ben.id, now, 10),
  },
  {
    what: 'submissions.listAppIdsWithOpen, closed ones skipped',
    docs: 5,
    read: ({ submissions }) => submissions.listAppIdsWithOpen(mentra.id, 5),
  },
  {
    what: 'submissions.listExpiredApprovals',
    docs: 3,
    read: ({ submissions }) => submissions.listExpiredApprovals(now, 3),
  },
  { what: 'apiKeys.findById', docs: 1, read: ({ apiKeys }) => apiKeys.findById(apiKeyId(1)) },
  {
    what: 'apiKeys.listByOwner, an app',
    docs: 5,
    read: ({ apiKeys }) => apiKeys.listByOwner({ kind: 'app', appId: appId(1) }, 5),
  },
  {
    what: 'apiKeys.listByOwner, an organization',
    docs: 5,
    read: ({ apiKeys }) =>
      apiKeys.listByOwner({ kind: 'organization', organizationId: mentra.id }, 5),
  },
];

let storage: MongooseStorage;
let costs: QueryCosts;

beforeAll(async () => {
  const connection = await openTestConnection({ monitorCommands: true });
  storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  const changes = [
    ...publishedApps(),
    ...otherApps(),
    ...openSubmissions(),
    ...closedSubmissions(),
    ...keys(),
  ];
  await storage.commit({ changes, journal: commandEntry(1), messages: [] });
  costs = createQueryCosts(connection);
});

describe('a read', () => {
  it.each(queryCases)('$what', (queryCase) => costs.expectCheap(storage, queryCase));

  it('reads several pages to the end without the apps that need other hardware', async () => {
    const filter = { terms: [], hardwareMask: withoutCamera };
    const cost = await costs.measure(async () => {
      const { items, next } = await storage.apps.listPublished(filter, { ...page, limit: 100 });
      expect(items).toHaveLength((most / 3) * 2);
      expect(next).toBeNull();
    });
    expect(cost.docs).toBe((most / 3) * 2);
  });
});

describe('a recorded use of a key', () => {
  it('is one statement that reads only the key', async () => {
    const cost = await costs.measure(() => storage.apiKeys.recordUse(apiKeyId(1), atMinute(1)));
    expect(cost.statements).toMatchObject([
      { update: 'guildhall_apikeys', writeConcern: { w: 'majority' } },
    ]);
    expect(cost.docs).toBe(1);
  });
});
