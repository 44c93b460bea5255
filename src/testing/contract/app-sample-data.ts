// The apps, submissions and keys of the sample data, and the reads of the port for them.

import type { Change } from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import {
  apiKey,
  app,
  claimFields,
  disabledWebhook,
  publishedApp,
  submission,
} from './app-fixtures.js';
import { atMinute, emailWithKeyOrThrow, organization, user } from './fixtures.js';
import type { NamedStorageCall } from './named-storage-call.js';

const mentra = organization(1);
const ada = user(1);
const eve = user(3);
const captionsApp = publishedApp(1, {
  testers: [emailWithKeyOrThrow(ada.email)],
  webhook: disabledWebhook(),
});
const deletedApp = app(2, { deletedAt: atMinute(0) });
const supersededSubmission = submission(1, captionsApp, {
  state: 'superseded',
  releasedAt: atMinute(0),
});
const claimedSubmission = submission(2, captionsApp, claimFields(eve.id, atMinute(10)));
const waitingSubmission = submission(3, app(3));
const approvedSubmission = submission(4, app(4), { state: 'approved', approvedUntil: atMinute(0) });
const appKey = apiKey(1, { kind: 'app', appId: captionsApp.id });

export const appSampleChanges: readonly Change[] = [
  insertChange('apps', captionsApp),
  insertChange('apps', deletedApp),
  insertChange('submissions', supersededSubmission),
  insertChange('submissions', claimedSubmission),
  insertChange('submissions', waitingSubmission),
  insertChange('submissions', approvedSubmission),
  insertChange('apikeys', appKey),
];

const firstPageRequest = { limit: 10, after: null, skip: 0 };

export const appReadCalls: readonly NamedStorageCall[] = [
  { name: 'apps.findById', call: ({ apps }) => apps.findById(captionsApp.id) },
  {
    name: 'apps.findByPackageName',
    call: ({ apps }) => apps.findByPackageName(captionsApp.packageName),
  },
  {
    name: 'apps.listByOrganization',
    call: ({ apps }) => apps.listByOrganization(mentra.id, firstPageRequest),
  },
  {
    name: 'apps.listUnarchivedIdsByOrganization',
    call: ({ apps }) => apps.listUnarchivedIdsByOrganization(mentra.id, 10),
  },
  {
    name: 'apps.listLiveIdsByOrganization',
    call: ({ apps }) => apps.listLiveIdsByOrganization(mentra.id, 10),
  },
  { name: 'apps.listByTester', call: ({ apps }) => apps.listByTester(ada.emailKey, 10) },
  {
    name: 'apps.listIdsDeletedUntil',
    call: ({ apps }) => apps.listIdsDeletedUntil(atMinute(0), 10),
  },
  {
    name: 'apps.listPublished',
    call: ({ apps }) => apps.listPublished({ terms: [] }, firstPageRequest),
  },
  {
    name: 'submissions.findById',
    call: ({ submissions }) => submissions.findById(claimedSubmission.id),
  },
  { name: 'submissions.findOpen', call: ({ submissions }) => submissions.findOpen(captionsApp.id) },
  {
    name: 'submissions.findNewest',
    call: ({ submissions }) => submissions.findNewest(captionsApp.id),
  },
  {
    name: 'submissions.listByApp',
    call: ({ submissions }) => submissions.listByApp(captionsApp.id, firstPageRequest),
  },
  {
    name: 'submissions.listAllByApp',
    call: ({ submissions }) => submissions.listAllByApp(captionsApp.id, 10),
  },
  {
    name: 'submissions.findLastSuperseded',
    call: ({ submissions }) => submissions.findLastSuperseded(captionsApp.id),
  },
  {
    name: 'submissions.listQueue',
    call: ({ submissions }) =>
      submissions.listQueue({ state: 'claimable', now: atMinute(10) }, firstPageRequest),
  },
  { name: 'submissions.listUndecided', call: ({ submissions }) => submissions.listUndecided(10) },
  {
    name: 'submissions.listClaimedBy',
    call: ({ submissions }) => submissions.listClaimedBy(eve.id, atMinute(0), 10),
  },
  {
    name: 'submissions.listAppIdsWithOpen',
    call: ({ submissions }) => submissions.listAppIdsWithOpen(mentra.id, 10),
  },
  {
    name: 'submissions.listExpiredApprovals',
    call: ({ submissions }) => submissions.listExpiredApprovals(atMinute(0), 10),
  },
  { name: 'apiKeys.findById', call: ({ apiKeys }) => apiKeys.findById(appKey.id) },
  { name: 'apiKeys.listByOwner', call: ({ apiKeys }) => apiKeys.listByOwner(appKey.owner, 10) },
];

export const recordKeyUseCalls: readonly NamedStorageCall[] = [
  { name: 'apiKeys.recordUse', call: ({ apiKeys }) => apiKeys.recordUse(appKey.id, atMinute(1)) },
];
