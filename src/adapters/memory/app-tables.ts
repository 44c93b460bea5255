// The collections of apps, of their submissions and of API keys, with their unique constraints and indexes.

import type { ApiKey, KeyOwner } from '../../domain/app/api-key.js';
import { type App, isLive, isPublished } from '../../domain/app/app.js';
import { storeEntry } from '../../domain/app/store.js';
import { isOpen, type Submission } from '../../domain/review/submission.js';
import { all, keyOf, type SortedIndex, timeOf, type UniqueIndex } from './indexes.js';
import { Table } from './table.js';

export class Apps extends Table<App> {
  readonly byPackageName: UniqueIndex<App> = this.unique(
    'apps.package_name',
    /* APP-6 */ ({ packageName }) => packageName,
  );
  /** Deleted ones left out. */
  readonly byOrganization: SortedIndex<App> = this.sorted(({ organizationId, deletedAt }) =>
    deletedAt === undefined ? [organizationId] : [],
  );
  /** Archived ones left out. */
  readonly keptByOrganization: SortedIndex<App> = this.sorted(({ organizationId, archivedAt }) =>
    archivedAt === undefined ? [organizationId] : [],
  );
  readonly liveByOrganization: SortedIndex<App> = this.sorted((app) =>
    isLive(app) ? [app.organizationId] : [],
  );
  /** By the keys of the testers' addresses. */
  readonly byTester: SortedIndex<App> = this.sorted(({ testers }) => testers.map(({ key }) => key));
  /** Archived ones left out. */
  readonly byDeletion: SortedIndex<App> = this.sorted(
    ({ deletedAt, archivedAt }) =>
      deletedAt !== undefined && archivedAt === undefined ? [all] : [],
    ({ deletedAt }) => timeOf(deletedAt),
  );
  /** Published ones: all together, by search term, and by organization as released. */
  readonly inStore: SortedIndex<App> = this.sorted(storeGroups);
}

function storeGroups(app: App): readonly string[] {
  const entry = isPublished(app) ? storeEntry(app) : null;
  if (entry === null) return [];
  return [all, publishedBy(entry.organizationId), ...entry.terms.map(foundBy)];
}

/** The group of the store with this search term. */
export function foundBy(term: string): string {
  return keyOf('term', term);
}

/** The group of the store with the apps of this organization. */
export function publishedBy(organizationId: string): string {
  return keyOf('organization', organizationId);
}

export class Submissions extends Table<Submission> {
  readonly openByApp: UniqueIndex<Submission> = this.unique('submissions.open', (submission) =>
    isOpen(submission) ? submission.appId : null,
  );
  readonly byApp: SortedIndex<Submission> = this.sorted(({ appId }) => [appId]);
  readonly supersededByApp: SortedIndex<Submission> = this.sorted(
    ({ appId, state }) => (state === 'superseded' ? [appId] : []),
    ({ releasedAt }) => timeOf(releasedAt),
  );
  /** Open ones by state and lane. */
  readonly inQueue: SortedIndex<Submission> = this.sorted(
    (submission) => (isOpen(submission) ? [keyOf(submission.state, submission.lane)] : []),
    ({ dueAt }) => /* REV-60 */ dueAt.getTime(),
  );
  readonly byHolder: SortedIndex<Submission> = this.sorted(({ state, lease }) =>
    state === 'in_review' && lease !== undefined ? [lease.holder] : [],
  );
  readonly openByOrganization: SortedIndex<Submission> = this.sorted((submission) =>
    isOpen(submission) ? [submission.organizationId] : [],
  );
  readonly byApprovalEnd: SortedIndex<Submission> = this.sorted(
    ({ state, approvedUntil }) =>
      state === 'approved' && approvedUntil !== undefined ? [all] : [],
    ({ approvedUntil }) => timeOf(approvedUntil),
  );
}

export class ApiKeys extends Table<ApiKey> {
  readonly byOwner: SortedIndex<ApiKey> = this.sorted(({ owner }) => [ownerKey(owner)]);
}

export function ownerKey(owner: KeyOwner): string {
  return keyOf(owner.kind, owner.kind === 'app' ? owner.appId : owner.organizationId);
}
