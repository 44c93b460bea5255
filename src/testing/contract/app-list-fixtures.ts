// The list fixtures of apps and submissions.

import { hardwareMask } from '../../domain/app/hardware.js';
import type { AppId, SubmissionId } from '../../domain/shared/ids.js';
import type {
  PageRequest,
  QueueFilter,
  QueuePageKey,
  StorefrontFilter,
} from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { app, appId, claimFields, publishedApp, submission, submissionId } from './app-fixtures.js';
import { defineListFixture, type ListFixture } from './define-list-fixture.js';
import { atMinute, organization, userId } from './fixtures.js';

const [mentra, acme] = [organization(1), organization(2)];

const organizationAppsFixture = defineListFixture({
  name: 'apps.listByOrganization',
  order: 'ascending',
  insertRow: ({ write }, n) => write([insertChange('apps', app(n))]),
  insertUnlistedRows: ({ write }, n) =>
    write([
      insertChange('apps', app(n, { organizationId: acme.id })),
      insertChange('apps', app(n + 1, { deletedAt: atMinute(1) })),
    ]),
  readPage: ({ apps }, pageRequest: PageRequest<AppId>) =>
    apps.listByOrganization(mentra.id, pageRequest),
  idOf: ({ id }) => id,
  idAt: appId,
});

function publishedAppsFixture(name: string, filter: StorefrontFilter): ListFixture {
  return defineListFixture({
    name,
    order: 'ascending',
    insertRow: ({ write }, n) =>
      write([
        insertChange(
          'apps',
          publishedApp(
            n,
            {},
            {
              description: 'Shows subtitles.',
              hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED' }],
            },
          ),
        ),
      ]),
    insertUnlistedRows: ({ write }, n) =>
      write([
        insertChange('apps', publishedApp(n, { visibility: 'organization' })),
        insertChange('apps', publishedApp(n + 1, { delistedAt: atMinute(1) })),
        ...(filter.organizationId === undefined
          ? []
          : [
              insertChange('apps', publishedApp(n + 2)),
              insertChange(
                'apps',
                publishedApp(n + 3, { organizationId: acme.id }, { description: 'Subtitles.' }),
              ),
            ]),
      ]),
    readPage: ({ apps }, pageRequest: PageRequest<AppId>) =>
      apps.listPublished(filter, pageRequest),
    idOf: ({ id }) => id,
    idAt: appId,
  });
}

const appSubmissionsFixture = defineListFixture({
  name: 'submissions.listByApp',
  order: 'descending',
  insertRow: ({ write }, n) =>
    write([insertChange('submissions', submission(n, app(1), { state: 'withdrawn' }))]),
  insertUnlistedRows: ({ write }, n) =>
    write([insertChange('submissions', submission(n, app(2), { state: 'withdrawn' }))]),
  readPage: ({ submissions }, pageRequest: PageRequest<SubmissionId>) =>
    submissions.listByApp(appId(1), pageRequest),
  idOf: ({ id }) => id,
  idAt: submissionId,
});

/** Faster lanes are due later, and pairs have the same due time, so that lane, due time and id each decide somewhere. */
function laneAndDueTimeOf(n: number) {
  const minute = Math.floor(n / 20);
  if (n < 30) return { lane: 'security', dueAt: atMinute(200 + minute) } as const;
  if (n < 50) return { lane: 'update', dueAt: atMinute(100 + minute) } as const;
  return { lane: 'new', dueAt: atMinute(minute) } as const;
}

const claimEnd = atMinute(10);

function reviewQueueFixture(name: string, filter: QueueFilter): ListFixture {
  const isLapsed = (n: number) => filter.state === 'claimable' && n % 20 === 0;
  return defineListFixture({
    name,
    order: 'ascending',
    insertRow: ({ write }, n) => {
      const state = isLapsed(n) ? claimFields(userId(1), claimEnd) : {};
      return write([
        insertChange('submissions', submission(n, app(n), { ...laneAndDueTimeOf(n), ...state })),
      ]);
    },
    insertUnlistedRows: ({ write }, n) =>
      write([
        insertChange(
          'submissions',
          submission(n, app(n), {
            ...laneAndDueTimeOf(n),
            ...claimFields(userId(1), atMinute(11)),
          }),
        ),
        insertChange(
          'submissions',
          submission(n + 1, app(n + 1), { ...laneAndDueTimeOf(n), state: 'changes_requested' }),
        ),
      ]),
    readPage: ({ submissions }, pageRequest: PageRequest<QueuePageKey>) =>
      submissions.listQueue(filter, pageRequest),
    idOf: ({ id }) => id,
    idAt: submissionId,
  });
}

export const appListFixtures: readonly ListFixture[] = [
  organizationAppsFixture,
  publishedAppsFixture('apps.listPublished', { terms: [] }),
  publishedAppsFixture('apps.listPublished with a filter', {
    terms: ['subtitles', 'app'],
    organizationId: mentra.id,
    hardwareMask: hardwareMask(['DISPLAY']),
  }),
  appSubmissionsFixture,
  reviewQueueFixture('submissions.listQueue of a state', { state: 'waiting_for_review' }),
  reviewQueueFixture('submissions.listQueue of claimable ones', {
    state: 'claimable',
    now: claimEnd,
  }),
];
