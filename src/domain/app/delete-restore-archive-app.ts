// Deletes, restores and archives an app.

import { displayNameOrThrow } from '../shared/display-name.js';
import type { SubmissionId } from '../shared/ids.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { isRestoreWindowOver } from '../shared/restore-window.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { App } from './app.js';
import { newDraft } from './create-app.js';
import { emptyManifest } from './manifest.js';

/**
 * Marks the app as deleted. It leaves the store at once, and its package name stays taken. `open` is the app's open
 * submission, or null. Refused: `submission_already_open`.
 */
export function deleteApp(
  app: App,
  open: { readonly id: SubmissionId } | null,
  now: Date,
): Result<App, RefusalOf<'submission_already_open'>> {
  if (open !== null) return refuse({ code: 'submission_already_open', submissionId: open.id }); // APP-71
  return ok(app.deletedAt === undefined ? { ...app, deletedAt: now, updatedAt: now } : app);
}

/** Restores the app as it was. Refused: `restore_window_over`. */
export function restoreApp(
  app: App,
  policy: Pick<Policy, 'restoreWindow'>,
  now: Date,
): Result<App, RefusalOf<'restore_window_over'>> {
  if (app.deletedAt === undefined) return ok(app);
  if (app.archivedAt !== undefined || /* APP-73 */ isRestoreWindowOver(app, policy, now)) {
    return refuse({ code: 'restore_window_over' });
  }
  const { deletedAt: _deletedAt, ...back } = app;
  return ok({ ...back, updatedAt: now });
}

/** The name of an archived app. The old name is removed because it may be the name of a person. */
const archivedAppName = 'Archived';

/** Removes everything but the package name, so that nobody else can use it. */
export function archiveApp(app: App, now: Date): App {
  const {
    live: _live,
    delistedAt: _delistedAt,
    createdBy: _createdBy,
    /* WEBHOOK-15 */ webhook: _webhook,
    ...rest
  } = app;
  return {
    /* APP-7 */ ...rest,
    draft: newDraft(
      emptyManifest(displayNameOrThrow(archivedAppName)),
      app.draft.revision + 1,
      null,
      now,
    ),
    visibility: 'private',
    testers: [],
    enforcement: { state: 'none' },
    deletedAt: app.deletedAt ?? now,
    archivedAt: now,
    updatedAt: now,
  };
}
