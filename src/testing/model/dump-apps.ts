// Reads all apps, submissions and keys that a sequence has written to a storage, and keeps the fields that the model also has.

import { type ApiKey, defaultKeyPermissions } from '../../domain/app/api-key.js';
import type { App } from '../../domain/app/app.js';
import type { Submission } from '../../domain/review/submission.js';
import { parseAppId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import type { NameMapping } from './name-mapping.js';
import { listAllIdsEverGiven, type ReferenceModel } from './reference/index.js';

export interface StoredAppRows {
  readonly app: Versioned<App> | null;
  readonly submissions: readonly Versioned<Submission>[];
  readonly keys: readonly Versioned<ApiKey>[];
}

const maxRowsPerList = 1_000;

/** The rows of all apps that ever existed, so that rows left after an archiving are found. */
export async function dumpApps(
  storage: Storage,
  model: ReferenceModel,
  names: NameMapping,
): Promise<readonly StoredAppRows[]> {
  const ids = listAllIdsEverGiven(model, 'app').flatMap(
    (name) => parseAppId(names.realOf(name)) ?? [],
  );
  return Promise.all(
    ids.map(async (appId) => ({
      app: await storage.apps.findById(appId),
      submissions: await storage.submissions.listAllByApp(appId, maxRowsPerList),
      keys: await storage.apiKeys.listByOwner({ kind: 'app', appId }, maxRowsPerList),
    })),
  );
}

/** The rows with only the fields that the model has. */
export function comparableAppDump(rows: readonly StoredAppRows[]): object {
  return rows.map(({ app, submissions, keys }) => ({
    app: app && comparableApp(app.value),
    submissions: submissions.map(({ value }) => comparableSubmission(value)),
    keys: keys.map(({ value }) => comparableKey(value)),
  }));
}

function comparableApp({ draft, testers, webhook: _webhook, ...app }: App): object {
  const { createdAt: _createdAt, updatedAt: _updatedAt, ...rest } = app;
  const { manifest, revision, updatedBy } = draft;
  return {
    ...rest,
    draft: { manifest, revision, updatedBy },
    testers: testers.map(({ address }) => address),
  };
}

function comparableSubmission(submission: Submission): object {
  const { createdAt: _createdAt, updatedAt: _updatedAt, ...rest } = submission;
  return rest;
}

export function comparableKey({ permissions = defaultKeyPermissions, ...key }: ApiKey): object {
  const { digest: _digest, createdAt: _createdAt, updatedAt: _updatedAt, ...rest } = key;
  return { ...rest, permissions };
}
