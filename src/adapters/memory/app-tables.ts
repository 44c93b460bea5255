// The tables of apps, submissions and API keys, with their unique constraints and indexes.

import type { ApiKey } from '../../domain/app/api-key.js';
import { type App, hasUndeletedLiveRelease } from '../../domain/app/app.js';
import { isPublished, toStoreIndexEntry } from '../../domain/app/store-listing.js';
import { queueKeyOf } from '../../domain/review/review-queue.js';
import { isOpenSubmission, type Submission } from '../../domain/review/submission.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import {
  compositeKey,
  type SortedIndex,
  singleIndexKey,
  timeOrZero,
  type UniqueIndex,
} from './indexes.js';
import { MemoryTable } from './table.js';

export class AppsTable extends MemoryTable<App> {
  readonly byPackageName: UniqueIndex<App> = this.addUniqueIndex(
    'apps.package_name',
    /* APP-6 */ ({ packageName }) => packageName,
  );
  /** Without deleted apps. */
  readonly byOrganization: SortedIndex<App> = this.addSortedIndex(
    ({ organizationId, deletedAt }) => (deletedAt === undefined ? [organizationId] : []),
  );
  /** Without archived apps. */
  readonly unarchivedByOrganization: SortedIndex<App> = this.addSortedIndex(
    ({ organizationId, archivedAt }) => (archivedAt === undefined ? [organizationId] : []),
  );
  readonly liveByOrganization: SortedIndex<App> = this.addSortedIndex((app) =>
    hasUndeletedLiveRelease(app) ? [app.organizationId] : [],
  );
  /** By the email keys of the testers. */
  readonly byTester: SortedIndex<App> = this.addSortedIndex(({ testers }) =>
    testers.map(({ key }) => key),
  );
  /** Without archived apps. */
  readonly byDeletedAt: SortedIndex<App> = this.addSortedIndex(
    ({ deletedAt, archivedAt }) =>
      deletedAt !== undefined && archivedAt === undefined ? [singleIndexKey] : [],
    ({ deletedAt }) => timeOrZero(deletedAt),
  );
  /** Published apps: all together, by search term, and by the organization named in the release. */
  readonly byStoreIndexKey: SortedIndex<App> = this.addSortedIndex(storeIndexKeysOfApp);
}

function storeIndexKeysOfApp(app: App): readonly string[] {
  const entry = isPublished(app) ? toStoreIndexEntry(app) : null;
  if (entry === null) return [];
  return [
    singleIndexKey,
    publisherIndexKey(entry.organizationId),
    ...entry.terms.map(termIndexKey),
  ];
}

/** The key of the published apps that have this search term. */
export function termIndexKey(term: string): string {
  return compositeKey('term', term);
}

/** The key of the apps that this organization has published. */
export function publisherIndexKey(organizationId: string): string {
  return compositeKey('organization', organizationId);
}

export class SubmissionsTable extends MemoryTable<Submission> {
  readonly openByApp: UniqueIndex<Submission> = this.addUniqueIndex(
    'submissions.open',
    (submission) => (isOpenSubmission(submission) ? submission.appId : null),
  );
  readonly byApp: SortedIndex<Submission> = this.addSortedIndex(({ appId }) => [appId]);
  readonly supersededByApp: SortedIndex<Submission> = this.addSortedIndex(
    ({ appId, state }) => (state === 'superseded' ? [appId] : []),
    ({ releasedAt }) => timeOrZero(releasedAt),
  );
  /** Open submissions by state and lane. */
  readonly byStateAndLane: SortedIndex<Submission> = this.addSortedIndex(
    (submission) =>
      isOpenSubmission(submission) ? [compositeKey(submission.state, submission.lane)] : [],
    (submission) => queueKeyOf(submission).dueAt.getTime(),
  );
  readonly byLeaseHolder: SortedIndex<Submission> = this.addSortedIndex(({ state, lease }) =>
    state === 'in_review' && lease !== undefined ? [lease.holder] : [],
  );
  readonly openByOrganization: SortedIndex<Submission> = this.addSortedIndex((submission) =>
    isOpenSubmission(submission) ? [submission.organizationId] : [],
  );
  readonly byApprovedUntil: SortedIndex<Submission> = this.addSortedIndex(
    ({ state, approvedUntil }) =>
      state === 'approved' && approvedUntil !== undefined ? [singleIndexKey] : [],
    ({ approvedUntil }) => timeOrZero(approvedUntil),
  );
}

export class ApiKeysTable extends MemoryTable<ApiKey> {
  readonly byOwner: SortedIndex<ApiKey> = this.addSortedIndex(({ owner }) => [
    ownerIndexKey(owner),
  ]);
}

export function ownerIndexKey(owner: ResourceOwner): string {
  return compositeKey(owner.kind, owner.kind === 'app' ? owner.appId : owner.organizationId);
}
