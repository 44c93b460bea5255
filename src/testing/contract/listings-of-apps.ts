// The lists of apps and of their submissions.

import { hardwareMask } from '../../domain/app/hardware.js';
import type { AppId, SubmissionId } from '../../domain/shared/ids.js';
import type { Keyset, QueueFilter, QueueKey, StoreFilter } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { type Listing, listing } from './listing.js';
import { at, organization, userId } from './specimens.js';
import {
  app,
  appId,
  publishedApp,
  submission,
  submissionId,
  underClaim,
} from './specimens-of-apps.js';

const [mentra, acme] = [organization(1), organization(2)];

const appsOfOrganization = listing({
  what: 'apps.listByOrganization',
  order: 'ascending',
  add: ({ write }, n) => write([insertOf('apps', app(n))]),
  addOther: ({ write }, n) =>
    write([
      insertOf('apps', app(n, { organizationId: acme.id })),
      insertOf('apps', app(n + 1, { deletedAt: at(1) })),
    ]),
  read: ({ apps }, keyset: Keyset<AppId>) => apps.listByOrganization(mentra.id, keyset),
  idOf: ({ id }) => id,
  idAt: appId,
});

function storeListing(what: string, filter: StoreFilter): Listing {
  return listing({
    what,
    order: 'ascending',
    add: ({ write }, n) =>
      write([
        insertOf(
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
    addOther: ({ write }, n) =>
      write([
        insertOf('apps', publishedApp(n, { visibility: 'organization' })),
        insertOf('apps', publishedApp(n + 1, { delistedAt: at(1) })),
        ...(filter.organizationId === undefined
          ? []
          : [
              insertOf('apps', publishedApp(n + 2)),
              insertOf(
                'apps',
                publishedApp(n + 3, { organizationId: acme.id }, { description: 'Subtitles.' }),
              ),
            ]),
      ]),
    read: ({ apps }, keyset: Keyset<AppId>) => apps.search(filter, keyset),
    idOf: ({ id }) => id,
    idAt: appId,
  });
}

const submissionsOfApp = listing({
  what: 'submissions.listByApp',
  order: 'descending',
  add: ({ write }, n) =>
    write([insertOf('submissions', submission(n, app(1), { state: 'withdrawn' }))]),
  addOther: ({ write }, n) =>
    write([insertOf('submissions', submission(n, app(2), { state: 'withdrawn' }))]),
  read: ({ submissions }, keyset: Keyset<SubmissionId>) => submissions.listByApp(appId(1), keyset),
  idOf: ({ id }) => id,
  idAt: submissionId,
});

/** A faster lane is due later, and pairs are due at one time, so that each part of the order decides somewhere. */
function placeAt(n: number) {
  const minute = Math.floor(n / 20);
  if (n < 30) return { lane: 'security', dueAt: at(200 + minute) } as const;
  if (n < 50) return { lane: 'update', dueAt: at(100 + minute) } as const;
  return { lane: 'new', dueAt: at(minute) } as const;
}

const now = at(10);

function queueListing(what: string, filter: QueueFilter): Listing {
  const isLapsed = (n: number) => filter.state === 'claimable' && n % 20 === 0;
  return listing({
    what,
    order: 'ascending',
    add: ({ write }, n) => {
      const state = isLapsed(n) ? underClaim(userId(1), now) : {};
      return write([insertOf('submissions', submission(n, app(n), { ...placeAt(n), ...state }))]);
    },
    addOther: ({ write }, n) =>
      write([
        insertOf(
          'submissions',
          submission(n, app(n), { ...placeAt(n), ...underClaim(userId(1), at(11)) }),
        ),
        insertOf(
          'submissions',
          submission(n + 1, app(n + 1), { ...placeAt(n), state: 'changes_requested' }),
        ),
      ]),
    read: ({ submissions }, keyset: Keyset<QueueKey>) => submissions.queue(filter, keyset),
    idOf: ({ id }) => id,
    idAt: submissionId,
  });
}

export const listingsOfApps: readonly Listing[] = [
  appsOfOrganization,
  storeListing('apps.search', { terms: [] }),
  storeListing('apps.search with a filter', {
    terms: ['subtitles', 'app'],
    organizationId: mentra.id,
    hardware: hardwareMask(['DISPLAY']),
  }),
  submissionsOfApp,
  queueListing('submissions.queue of a state', { state: 'waiting_for_review' }),
  queueListing('submissions.queue of claimable ones', { state: 'claimable', now }),
];
