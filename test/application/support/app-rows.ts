// Builds rows of apps, submissions and keys without running the commands that create them.
import { insertChange } from '../../../src/application/use-case/changes.js';
import { type ApiKey, createApiKey, parseApiKeyDigest } from '../../../src/domain/app/api-key.js';
import type { App, AppSnapshot } from '../../../src/domain/app/app.js';
import { createApp } from '../../../src/domain/app/create-app.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import { packageNameOrThrow } from '../../../src/domain/app/package-name.js';
import { parseSnapshotDigest } from '../../../src/domain/app/snapshot-digest.js';
import { releaseSubmission } from '../../../src/domain/review/release-submission.js';
import type { Submission } from '../../../src/domain/review/submission.js';
import { submitApp } from '../../../src/domain/review/submit-app.js';
import {
  type ApiKeyId,
  type AppId,
  parseApiKeyId,
  parseAppId,
  parseSubmissionId,
  parseUserId,
  type SubmissionId,
  type UserId,
} from '../../../src/domain/shared/ids.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import type { ResourceOwner } from '../../../src/domain/shared/resource-owner.js';
import {
  type Change,
  type OrganizationId,
  type OrganizationView,
  orThrow,
  parseDisplayName,
  type Storage,
} from '../../../src/index.js';
import { countingIds } from '../../../src/testing/doubles/index.js';
import { assertPresent, commitChanges, day, startTime } from '../../support/world.js';

const ids = countingIds(0xaaaa_aaaa);
const newAppId = (): AppId => assertPresent(parseAppId(ids.next()));
const newSubmissionId = (): SubmissionId => assertPresent(parseSubmissionId(ids.next()));
const newKeyId = (): ApiKeyId => assertPresent(parseApiKeyId(ids.next()));
const unknownUserId: UserId = assertPresent(parseUserId('d'.repeat(24)));
const sampleDigest = assertPresent(parseSnapshotDigest('d'.repeat(64)));

type OwnerOrganization = Pick<OrganizationView, 'id' | 'name'>;

/** An app with its submissions. */
export interface AppWithSubmissions {
  readonly app: App;
  readonly submissions: readonly Submission[];
}

/** A private draft with a unique package name. */
export function draftAppRow(of: OrganizationId, manifest: Partial<Manifest> = {}): App {
  const id = newAppId();
  const app = createApp({
    id,
    packageName: packageNameOrThrow(`dev.sample.a${id}`),
    organizationId: of,
    name: orThrow(parseDisplayName('Captions', [])),
    by: unknownUserId,
    now: startTime,
  });
  return { ...app, draft: { ...app.draft, manifest: { ...app.draft.manifest, ...manifest } } };
}

/** A public app whose submission waits for review. */
export function appInReviewRows(
  of: OwnerOrganization,
  manifest: Partial<Manifest> = {},
): AppWithSubmissions {
  const given: App = { ...draftAppRow(of.id, manifest), visibility: 'public' };
  const { app, submission } = orThrow(
    submitApp(
      given,
      null,
      {
        id: newSubmissionId(),
        snapshot: toSnapshot(given, of),
        digest: sampleDigest,
        issues: [],
        by: unknownUserId,
        now: startTime,
      },
      resolvePolicy(),
    ),
  );
  return { app, submissions: [submission] };
}

function toSnapshot(
  { packageName, draft: { manifest } }: App,
  { id, name }: OwnerOrganization,
): AppSnapshot {
  return { packageName, manifest, publisher: { organizationId: id, name } };
}

/** An app with an approved submission, which can be released for ninety days or until the given time. */
export function approvedAppRows(
  of: OwnerOrganization,
  manifest: Partial<Manifest> = {},
  approvedUntil: Date = new Date(startTime.getTime() + 90 * day * 1000),
): AppWithSubmissions {
  const { app, submissions } = appInReviewRows(of, manifest);
  return {
    app,
    submissions: submissions.map((one) => ({ ...one, state: 'approved', approvedUntil })),
  };
}

/** A published app. */
export function publishedAppRows(
  of: OwnerOrganization,
  manifest: Partial<Manifest> = {},
): AppWithSubmissions {
  const { app, submissions } = approvedAppRows(of, manifest);
  const out = orThrow(
    releaseSubmission(app, assertPresent(submissions[0]), null, unknownUserId, startTime),
  );
  return { app: out.app, submissions: [out.submission] };
}

/** A published app with an update in review. */
export function addUpdateInReview(
  { app, submissions }: AppWithSubmissions,
  of: OwnerOrganization,
): AppWithSubmissions {
  const update = appInReviewRows(of).submissions.map((one) => ({ ...one, appId: app.id }));
  return { app, submissions: [...submissions, ...update] };
}

/** `count` closed submissions of an app. */
export function withdrawnSubmissions(
  { app, submissions }: AppWithSubmissions,
  count: number,
): readonly Submission[] {
  const [like] = submissions;
  return Array.from({ length: count }, () => ({
    ...assertPresent(like),
    id: newSubmissionId(),
    appId: app.id,
    state: 'withdrawn',
  }));
}

export function apiKeyRow(owner: ResourceOwner): ApiKey {
  return createApiKey({
    id: newKeyId(),
    owner,
    name: 'a key',
    environment: 'live',
    digest: assertPresent(parseApiKeyDigest('e'.repeat(64))),
    lastFour: 'abcd',
    expiresAt: null,
    by: unknownUserId,
    now: startTime,
  });
}

interface InsertedAppRows {
  readonly apps?: readonly App[];
  readonly submissions?: readonly Submission[];
  readonly keys?: readonly ApiKey[];
}

export async function insertRows(storage: Storage, rows: InsertedAppRows): Promise<void> {
  const { apps = [], submissions = [], keys = [] } = rows;
  const changes: readonly Change[] = [
    ...apps.map((app) => insertChange('apps', app.id, app)),
    ...submissions.map((one) => insertChange('submissions', one.id, one)),
    ...keys.map((key) => insertChange('apikeys', key.id, key)),
  ];
  await commitChanges(storage, changes);
}

/** The row at a higher version. */
export async function overwriteAppRow(storage: Storage, after: App): Promise<void> {
  const { version } = assertPresent(await storage.apps.findById(after.id));
  await commitChanges(storage, [
    { kind: 'update', collection: 'apps', id: after.id, expectedVersion: version, value: after },
  ]);
}
