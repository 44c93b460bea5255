// The descriptions of apps, submissions and API keys.

import type { ApiKey } from '../../../domain/app/api-key.js';
import type { App } from '../../../domain/app/app.js';
import {
  isPublished,
  type StoreIndexEntry,
  toStoreIndexEntry,
} from '../../../domain/app/store-listing.js';
import { isOpenSubmission, type Submission } from '../../../domain/review/submission.js';
import type { ResourceOwner } from '../../../domain/shared/resource-owner.js';

/** Reading the terms out of a release takes long compared with a read, and the same row is asked several times. */
const storeEntries = new WeakMap<App, StoreIndexEntry | null>();

/** By which values the store finds an app. Null unless the app is published. */
export function storeEntryOf(app: App): StoreIndexEntry | null {
  const known = storeEntries.get(app);
  if (known !== undefined) return known;
  const entry = isPublished(app) ? toStoreIndexEntry(app) : null;
  storeEntries.set(app, entry);
  return entry;
}

export const apps = {
  fields: {
    packageName: { kind: 'text', of: ({ packageName }: App): string => packageName },
    organizationId: { kind: 'text', of: ({ organizationId }: App): string => organizationId },
    testers: {
      kind: 'texts',
      of: ({ testers }: App): readonly string[] => testers.map(({ key }) => key),
    },
    liveSubmissionId: {
      kind: 'text',
      of: ({ live }: App): string | undefined => live?.submissionId,
    },
    deletedAt: {
      kind: 'time',
      of: ({ deletedAt }: App): number | undefined => deletedAt?.getTime(),
    },
    archivedAt: {
      kind: 'time',
      of: ({ archivedAt }: App): number | undefined => archivedAt?.getTime(),
    },
    /** The organization that has published the app; absent unless it is published. */
    publisher: {
      kind: 'text',
      of: (app: App): string | undefined => storeEntryOf(app)?.organizationId,
    },
    /** The terms by which the store finds the app; none unless it is published. */
    searchTerms: {
      kind: 'texts',
      of: (app: App): readonly string[] => storeEntryOf(app)?.terms ?? [],
    },
  },
  keys: {
    'apps.package_name': { by: ['packageName'] }, // APP-6
  },
  lists: {
    byOrganization: { by: ['organizationId'], sort: [], where: { deletedAt: 'absent' } },
    unarchivedByOrganization: { by: ['organizationId'], sort: [], where: { archivedAt: 'absent' } },
    liveByOrganization: {
      by: ['organizationId'],
      sort: [],
      where: { liveSubmissionId: 'present', deletedAt: 'absent' },
    },
    byTester: { by: ['testers'], sort: [] },
    byDeletedAt: { by: [], sort: ['deletedAt'], where: { archivedAt: 'absent' } },
    published: { by: [], sort: [], where: { publisher: 'present' } },
    publishedByPublisher: { by: ['publisher'], sort: [] },
    publishedByTerm: { by: ['searchTerms'], sort: [] },
  },
} as const;

export const submissions = {
  fields: {
    appId: { kind: 'text', of: ({ appId }: Submission): string => appId },
    organizationId: {
      kind: 'text',
      of: ({ organizationId }: Submission): string => organizationId,
    },
    state: { kind: 'text', of: ({ state }: Submission): string => state },
    /** The state of an open submission. */
    openState: {
      kind: 'text',
      of: (row: Submission): string | undefined => (isOpenSubmission(row) ? row.state : undefined),
    },
    lane: { kind: 'text', of: ({ lane }: Submission): string => lane },
    dueAt: { kind: 'time', of: ({ dueAt }: Submission): number => dueAt.getTime() },
    leaseHolder: { kind: 'text', of: ({ lease }: Submission): string | undefined => lease?.holder },
    approvedUntil: {
      kind: 'time',
      of: ({ approvedUntil }: Submission): number | undefined => approvedUntil?.getTime(),
    },
    releasedAt: {
      kind: 'time',
      of: ({ releasedAt }: Submission): number | undefined => releasedAt?.getTime(),
    },
  },
  keys: {
    'submissions.open': { by: ['appId'], where: { openState: 'present' } },
  },
  lists: {
    byApp: { by: ['appId'], sort: [] },
    supersededByApp: { by: ['appId'], sort: ['releasedAt'], where: { state: ['superseded'] } },
    queue: { by: ['openState', 'lane'], sort: ['dueAt'] },
    claimedByReviewer: { by: ['leaseHolder'], sort: [], where: { state: ['in_review'] } },
    openByOrganization: { by: ['organizationId'], sort: [], where: { openState: 'present' } },
    byApprovedUntil: { by: [], sort: ['approvedUntil'], where: { state: ['approved'] } },
  },
} as const;

/** The owner of a key as one text. */
export function ownerKeyOf(owner: ResourceOwner): string {
  return `${owner.kind} ${owner.kind === 'app' ? owner.appId : owner.organizationId}`;
}

export const apikeys = {
  fields: {
    owner: { kind: 'text', of: ({ owner }: ApiKey): string => ownerKeyOf(owner) },
  },
  keys: {},
  lists: {
    byOwner: { by: ['owner'], sort: [] },
  },
} as const;
