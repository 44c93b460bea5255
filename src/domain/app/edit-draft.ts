// Edits the draft of an app.

import type { UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import type { App } from './app.js';
import { changedManifestFields } from './change-manifest.js';
import { newDraft } from './create-app.js';
import type { Manifest } from './manifest.js';

/** Replaces the draft's manifest. Submissions and the live release do not change. Returns the same app if the manifest is the same. */
export function editDraft(app: App, manifest: Manifest, by: UserId | null, now: Date): App {
  if (changedManifestFields(app.draft.manifest, manifest).length === 0) return app; // APP-14
  return /* APP-15 */ {
    ...app,
    draft: newDraft(manifest, /* APP-13 */ app.draft.revision + 1, by, now),
    updatedAt: now,
  };
}

/** The refusal if the draft is not at the revision that the caller expects. Null if it is. */
export function draftConflictRefusal(
  { draft }: Pick<App, 'draft'>,
  expectedRevision: number,
): RefusalOf<'draft_conflict'> | null {
  if (/* APP-12 */ draft.revision === expectedRevision) return null;
  return { code: 'draft_conflict', path: ['expectedRevision'], revision: draft.revision };
}
