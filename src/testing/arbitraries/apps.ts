import fc from 'fast-check';
import {
  type App,
  appTiers,
  appVisibilities,
  archiveApp,
  type Draft,
  type Enforcement,
  enforcementStates,
  type LiveRelease,
  listingOf,
} from '../../domain/app/app.js';
import { appEvents } from '../../domain/webhook/events.js';
import { dates, periods } from './dates.js';
import { digests } from './digests.js';
import { emails } from './emails.js';
import { appIds, organizationIds, submissionIds, userIds } from './ids.js';
import { manifests } from './manifests.js';
import { packageNames } from './package-names.js';
import { record } from './records.js';
import { prose } from './sentences.js';
import { snapshots } from './snapshots.js';
import { webhooks } from './webhooks.js';

/** Apps with and without a live release, under every enforcement, delisted or not, deleted or not, and archived ones. */
export function apps(): fc.Arbitrary<App> {
  const archived = fc.tuple(keptApps(), dates()).map(([app, at]) => archiveApp(app, at));
  return fc.oneof({ weight: 6, arbitrary: keptApps() }, archived);
}

function keptApps(): fc.Arbitrary<App> {
  return fc
    .tuple(fields(), periods(), marks(), fc.nat(100))
    .map(([given, [createdAt, updatedAt], marked, more]) => ({
      ...given,
      ...marked,
      submissions: (marked.live?.revision ?? 0) + more,
      createdAt,
      updatedAt,
    }));
}

type Fields = Omit<App, 'submissions' | 'createdAt' | 'updatedAt' | 'archivedAt' | keyof Marks>;

function fields(): fc.Arbitrary<Fields> {
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

type Marks = Pick<App, 'live' | 'delistedAt' | 'createdBy' | 'deletedAt' | 'webhook'>;

function marks(): fc.Arbitrary<Marks> {
  return fc.record(
    {
      live: liveReleases(),
      delistedAt: dates(),
      createdBy: userIds(),
      deletedAt: dates(),
      webhook: webhooks(appEvents),
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

/** Whatever is imposed has a reason and a time; what was imposed and is no more keeps them. */
function enforcements(): fc.Arbitrary<Enforcement> {
  const imposed = record({
    state: fc.constantFrom(...enforcementStates),
    at: dates(),
    reason: prose(),
  });
  return fc.oneof(fc.constant<Enforcement>({ state: 'none' }), imposed);
}

function liveReleases(): fc.Arbitrary<LiveRelease> {
  return record({
    submissionId: submissionIds(),
    revision: fc.integer({ min: 1, max: 100 }),
    digest: digests(),
    releasedAt: dates(),
    listing: snapshots().map(listingOf),
  });
}
