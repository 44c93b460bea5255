// The model's apps, submissions and keys in the shape of `comparableAppDump`, so that they can be compared with a storage.

import type { ModelApp, ModelOwner, ModelSubmission } from './app-rows.js';
import { appView, reviewerView } from './app-views.js';
import { keyView } from './key-views.js';
import { type ReferenceModel, rowsWhere, toIsoOrUndefined } from './reference-model.js';

/** The rows of these apps, with their submissions and keys. */
export function comparableApps(model: ReferenceModel, ids: readonly string[]): object {
  return ids.map((id) => {
    const app = model.apps.get(id);
    return {
      app: app === undefined ? null : comparableAppRow(model, app),
      submissions: rowsWhere(model.submissions, (row) => row.app === id).map(
        comparableSubmissionRow,
      ),
      keys: comparableKeys(model, { appId: id }),
    };
  });
}

export function comparableKeys(
  model: ReferenceModel,
  { appId, organizationId }: ModelOwner,
): object {
  return rowsWhere(
    model.apiKeys,
    ({ owner }) => owner.appId === appId && owner.organizationId === organizationId,
  ).map(keyView);
}

function comparableAppRow(model: ReferenceModel, app: ModelApp): object {
  return { ...appView(model, app), archivedAt: toIsoOrUndefined(app.archivedAt) };
}

function comparableSubmissionRow(row: ModelSubmission): object {
  const { outcome, claimCount } = row;
  const lastOutcome =
    outcome === null ? undefined : { ...outcome, at: toIsoOrUndefined(outcome.at) };
  return { ...reviewerView(row), claimCount, lastOutcome };
}
