// Arbitraries for apps.

import fc from 'fast-check';
import {
  type App,
  appTiers,
  appVisibilities,
  type Draft,
  type Enforcement,
  enforcementStates,
  type LiveRelease,
} from '../../domain/app/app.js';
import { archiveApp } from '../../domain/app/delete-restore-archive-app.js';
import { serverHostsOf } from '../../domain/app/server-hosts.js';
import { storeListingOfSnapshot } from '../../domain/app/store-listing.js';
import { appEventTypes } from '../../domain/webhook/event-types.js';
import { dates, periods } from './dates.js';
import { digests } from './digests.js';
import { emails } from './emails.js';
import { appIds, organizationIds, submissionIds, userIds } from './ids.js';
import { manifests } from './manifests.js';
import { packageNames } from './package-names.js';
import { proseTexts } from './prose.js';
import { record } from './records.js';
import { snapshots } from './snapshots.js';
import { webhooks } from './webhooks.js';

/** Apps in every state: with and without a live release, under every enforcement, delisted, deleted and archived. */
export function apps(): fc.Arbitrary<App> {
  const archived = fc.tuple(unarchivedApps(), dates()).map(([app, at]) => archiveApp(app, at));
  return fc.oneof({ weight: 6, arbitrary: unarchivedApps() }, archived);
}

function unarchivedApps(): fc.Arbitrary<App> {
  return fc
    .tuple(baseAppFields(), periods(), independentOptionalAppFields(), fc.nat(100))
    .map(([given, [createdAt, updatedAt], optional, furtherSubmissions]) => ({
      ...given,
      ...optional,
      submissionCount: (optional.live?.revision ?? 0) + furtherSubmissions,
      createdAt,
      updatedAt,
    }));
}

type BaseAppFields = Omit<
  App,
  'submissionCount' | 'createdAt' | 'updatedAt' | 'archivedAt' | keyof IndependentOptionalAppFields
>;

function baseAppFields(): fc.Arbitrary<BaseAppFields> {
  return record({
    id: appIds(),
    packageName: packageNames(),
    organizationId: organizationIds(),
    draft: drafts(),
    visibility: fc.constantFrom(...appVisibilities),
    testers: fc.uniqueArray(emails(), { selector: ({ key }) => key, maxLength: 3 }),
    tier: fc.constantFrom(...appTiers),
    enforcement: enforcements(),
  });
}

type IndependentOptionalAppFields = Pick<
  App,
  'live' | 'delistedAt' | 'createdBy' | 'deletedAt' | 'webhook'
>;

function independentOptionalAppFields(): fc.Arbitrary<IndependentOptionalAppFields> {
  return fc.record(
    {
      live: liveReleases(),
      delistedAt: dates(),
      createdBy: userIds(),
      deletedAt: dates(),
      webhook: webhooks(appEventTypes),
    },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

function drafts(): fc.Arbitrary<Draft> {
  return fc.record(
    {
      manifest: manifests(),
      revision: fc.integer({ min: 1, max: 1_000 }),
      updatedAt: dates(),
      updatedBy: userIds(),
    },
    { noNullPrototype: true, requiredKeys: ['manifest', 'revision', 'updatedAt'] },
  );
}

/** An enforcement has a reason and a time. The state `none` may keep those of the last one. */
function enforcements(): fc.Arbitrary<Enforcement> {
  const imposed = record({
    state: fc.constantFrom(...enforcementStates),
    at: dates(),
    reason: proseTexts(),
  });
  return fc.oneof(fc.constant<Enforcement>({ state: 'none' }), imposed);
}

function liveReleases(): fc.Arbitrary<LiveRelease> {
  return record({
    submissionId: submissionIds(),
    revision: fc.integer({ min: 1, max: 100 }),
    digest: digests(),
    releasedAt: dates(),
    listing: snapshots().map(storeListingOfSnapshot),
    serverHosts: manifests().map(serverHostsOf),
  });
}
