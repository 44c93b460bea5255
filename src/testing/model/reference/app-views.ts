// What organizations, reviewers and users of the store see of the model's apps and submissions.

import { isSuspendedOrTakenDown } from './app-access.js';
import type { ModelApp, ModelSnapshot, ModelSubmission } from './app-rows.js';
import { manifestView, serverHostsOf } from './manifests.js';
import { type ReferenceModel, toIsoOrUndefined } from './reference-model.js';

export function liveSubmission(
  model: ReferenceModel,
  { live }: ModelApp,
): ModelSubmission | undefined {
  return live === null ? undefined : model.submissions.get(live);
}

/** Whether the store shows the app. */
export function isPublished(app: ModelApp): boolean {
  const isTaken = isSuspendedOrTakenDown(app) || app.deletedAt !== null;
  return app.live !== null && app.visibility === 'public' && app.delistedAt === null && !isTaken;
}

/** The app as its organization sees it. */
export function appView(model: ReferenceModel, app: ModelApp): object {
  return {
    ...ownFields(app),
    draft: {
      manifest: manifestView(app.manifest),
      revision: app.revision,
      updatedBy: app.changedBy,
    },
    testers: app.testers,
    live: liveReleaseView(model, app) ?? undefined,
    enforcement: {
      state: app.enforcement,
      at: toIsoOrUndefined(app.enforcedAt),
      reason: app.enforcementReason,
    },
  };
}

/** The app in a list: without its large texts. */
export function appSummaryView(model: ReferenceModel, app: ModelApp): object {
  const { name, version, logoUrl } = app.manifest;
  const live = liveSubmission(model, app);
  return {
    ...ownFields(app),
    draft: {
      manifest: { name, version, logoUrl },
      revision: app.revision,
      updatedBy: app.changedBy,
    },
    live: live && { ...releaseFields(live), listing: nameAndVersion(live.snapshot) },
    enforcement: { state: app.enforcement, at: toIsoOrUndefined(app.enforcedAt) },
  };
}

function ownFields(app: ModelApp): object {
  const { id, packageName, organization, visibility, tier, submissionCount, createdBy } = app;
  return {
    id,
    packageName,
    organizationId: organization,
    visibility,
    tier,
    submissionCount,
    createdBy,
    delistedAt: toIsoOrUndefined(app.delistedAt),
    deletedAt: toIsoOrUndefined(app.deletedAt),
  };
}

/** Null if nothing is released. */
export function liveReleaseView(model: ReferenceModel, app: ModelApp): object | null {
  const live = liveSubmission(model, app);
  if (live === undefined) return null;
  const serverHosts = serverHostsOf(live.snapshot.manifest);
  return { ...releaseFields(live), listing: listingOf(live.snapshot), serverHosts };
}

/** What users may run. Null if nothing is released. */
export function releasedAppView(model: ReferenceModel, app: ModelApp): object | null {
  const live = liveSubmission(model, app);
  if (live === undefined) return null;
  const { packageName, tier } = app;
  const releasedAt = toIsoOrUndefined(live.releasedAt);
  return { packageName, tier, releasedAt, listing: listingOf(live.snapshot) };
}

function releaseFields({ id, revision, digest, releasedAt }: ModelSubmission): object {
  return { submissionId: id, revision, digest, releasedAt: toIsoOrUndefined(releasedAt) };
}

/** What the store shows of a snapshot. */
function listingOf({ manifest, publisher }: ModelSnapshot): object {
  const { publicUrl: _publicUrl, webviewUrl: _webviewUrl, ...shown } = manifest;
  return { ...shown, previewImages: [], publisher };
}

function nameAndVersion({ manifest: { name, version } }: ModelSnapshot): object {
  return { name, version };
}

/** The submission as its organization sees it: without who decided, and what only reviewers tell each other. */
export function submissionView(row: ModelSubmission): object {
  return {
    ...openFields(row),
    snapshot: { ...row.snapshot, manifest: manifestView(row.snapshot.manifest) },
    decisions: row.decisions
      .filter(({ kind }) => kind !== 'sendBack')
      .map(({ kind, at, reasons, text }) => ({ kind, at: toIsoOrUndefined(at), reasons, text })),
  };
}

export function submissionSummaryView(row: ModelSubmission): object {
  const { packageName, publisher } = row.snapshot;
  const { organizationId, name } = publisher;
  return {
    ...openFields(row),
    snapshot: {
      packageName,
      manifest: nameAndVersion(row.snapshot),
      publisher: { organizationId, name },
    },
  };
}

function openFields(row: ModelSubmission): object {
  const { id, app, organization, caseId, revision, digest, state, lane, submittedBy } = row;
  return {
    id,
    appId: app,
    organizationId: organization,
    caseId,
    revision,
    digest,
    state,
    lane,
    submittedBy,
    enteredAt: toIsoOrUndefined(row.enteredAt),
    submittedAt: toIsoOrUndefined(row.submittedAt),
    approvedUntil: toIsoOrUndefined(row.approvedUntil),
    releasedAt: toIsoOrUndefined(row.releasedAt),
  };
}

/** The submission as a reviewer sees it who may decide on it. */
export function reviewerView(row: ModelSubmission): object {
  const decisions = row.decisions.map((one) => ({ ...one, at: toIsoOrUndefined(one.at) }));
  return { ...submissionView(row), ...reviewFields(row), decisions };
}

/** The submission in a list of a reviewer, who sees less of it with a conflict of interest. */
export function reviewerSummaryView(row: ModelSubmission, conflictOfInterest: boolean): object {
  const own = conflictOfInterest ? {} : reviewFields(row);
  return { ...submissionSummaryView(row), ...own, conflictOfInterest };
}

function reviewFields({ laneReason, dueAt, authors, lease }: ModelSubmission): object {
  return {
    laneReason,
    dueAt: toIsoOrUndefined(dueAt),
    authors,
    lease:
      lease === null
        ? undefined
        : {
            holder: lease.holder,
            leaseToken: lease.token,
            until: toIsoOrUndefined(lease.until),
          },
  };
}
