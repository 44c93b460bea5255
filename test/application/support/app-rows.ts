// Apps, submissions and keys as rows, for tests of what becomes of them and none of the commands that make them.
import { inserted } from '../../../src/application/use-case/changes.js';
import {
  type ApiKey,
  createKey,
  type KeyOwner,
  parseKeyDigest,
} from '../../../src/domain/app/api-key.js';
import { type App, createApp, type Snapshot } from '../../../src/domain/app/app.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import { packageNameOf } from '../../../src/domain/app/package-name.js';
import { release, submit } from '../../../src/domain/review/lifecycle.js';
import { parseDigest, type Submission } from '../../../src/domain/review/submission.js';
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
import { policyWith } from '../../../src/domain/shared/policy.js';
import {
  type Change,
  type OrganizationId,
  type OrganizationView,
  orThrow,
  parseDisplayName,
  type Storage,
} from '../../../src/index.js';
import { countingIds } from '../../../src/testing/doubles/index.js';
import { day, present, start, writeRows } from '../../support/guildhall.js';

const ids = countingIds(0xaaaa_aaaa);
const appId = (): AppId => present(parseAppId(ids.next()));
const submissionId = (): SubmissionId => present(parseSubmissionId(ids.next()));
const keyId = (): ApiKeyId => present(parseApiKeyId(ids.next()));
const somebody: UserId = present(parseUserId('d'.repeat(24)));
const digest = present(parseDigest('d'.repeat(64)));

type Owner = Pick<OrganizationView, 'id' | 'name'>;

/** A row of an app, and its submissions. */
export interface AppRows {
  readonly app: App;
  readonly submissions: readonly Submission[];
}

/** A private draft under a package name of its own. */
export function draft(of: OrganizationId, manifest: Partial<Manifest> = {}): App {
  const id = appId();
  const app = createApp({
    id,
    packageName: packageNameOf(`dev.sample.a${id}`),
    organizationId: of,
    name: orThrow(parseDisplayName('Captions', () => false, [])),
    by: somebody,
    now: start,
  });
  return { ...app, draft: { ...app.draft, manifest: { ...app.draft.manifest, ...manifest } } };
}

/** A public draft that waits for review. */
export function inReview(of: Owner, manifest: Partial<Manifest> = {}): AppRows {
  const given: App = { ...draft(of.id, manifest), visibility: 'public' };
  const { app, submission } = orThrow(
    submit(
      given,
      null,
      {
        id: submissionId(),
        snapshot: snapshotOf(given, of),
        digest,
        issues: [],
        by: somebody,
        now: start,
      },
      policyWith(),
    ),
  );
  return { app, submissions: [submission] };
}

function snapshotOf({ packageName, draft: { manifest } }: App, { id, name }: Owner): Snapshot {
  return { packageName, manifest, publisher: { organizationId: id, name } };
}

/** A draft that may be released, for ninety days or until then. */
export function approved(
  of: Owner,
  manifest: Partial<Manifest> = {},
  approvedUntil: Date = new Date(start.getTime() + 90 * day * 1000),
): AppRows {
  const { app, submissions } = inReview(of, manifest);
  return {
    app,
    submissions: submissions.map((one) => ({ ...one, state: 'approved', approvedUntil })),
  };
}

/** An app that everybody finds. */
export function published(of: Owner, manifest: Partial<Manifest> = {}): AppRows {
  const { app, submissions } = approved(of, manifest);
  const out = orThrow(release(app, present(submissions[0]), null, somebody, start));
  return { app: out.app, submissions: [out.submission] };
}

/** With an update in review besides. */
export function withUpdate({ app, submissions }: AppRows, of: Owner): AppRows {
  const update = inReview(of).submissions.map((one) => ({ ...one, appId: app.id }));
  return { app, submissions: [...submissions, ...update] };
}

/** So many submissions of the app that are over. */
export function pastOf({ app, submissions }: AppRows, count: number): readonly Submission[] {
  const [like] = submissions;
  return Array.from({ length: count }, () => ({
    ...present(like),
    id: submissionId(),
    appId: app.id,
    state: 'withdrawn',
  }));
}

export function keyOf(owner: KeyOwner): ApiKey {
  return createKey({
    id: keyId(),
    owner,
    name: 'a key',
    environment: 'live',
    digest: present(parseKeyDigest('e'.repeat(64))),
    lastFour: 'abcd',
    expiresAt: null,
    by: somebody,
    now: start,
  });
}

interface Rows {
  readonly apps?: readonly App[];
  readonly submissions?: readonly Submission[];
  readonly keys?: readonly ApiKey[];
}

export async function insertRows(storage: Storage, rows: Rows): Promise<void> {
  const { apps = [], submissions = [], keys = [] } = rows;
  const changes: readonly Change[] = [
    ...apps.map((app) => inserted('apps', app.id, app)),
    ...submissions.map((one) => inserted('submissions', one.id, one)),
    ...keys.map((key) => inserted('apikeys', key.id, key)),
  ];
  await writeRows(storage, changes);
}

/** As a row that others have changed since. */
export async function rewriteApp(storage: Storage, after: App): Promise<void> {
  const { version } = present(await storage.apps.findById(after.id));
  await writeRows(storage, [
    { kind: 'update', collection: 'apps', id: after.id, expected: version, value: after },
  ]);
}
