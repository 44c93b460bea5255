// Changes the manifest of an app's draft.

import * as z from 'zod';
import {
  changedManifestFields,
  changeManifest,
  type ManifestChange,
} from '../../domain/app/change-manifest.js';
import { draftConflictRefusal, editDraft } from '../../domain/app/edit-draft.js';
import type { AppId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { AppRefusalCode } from '../app-authorization/app-authorization.js';
import { actingUserIdOrNull } from '../use-case/authorization.js';
import type { CommandSpec } from '../use-case/command.js';
import { appIdSchema, prefixIssuePaths } from '../use-case/input.js';
import { createAppCommandSpec } from './app-command.js';
import { manifestChangeSchema } from './manifest-schema.js';
import type { AppView } from './views.js';

/** The app whose draft to change, and the changes. */
export interface UpdateDraftInput {
  readonly appId: string;
  /** The draft revision that the caller read; another one is refused with `draft_conflict`. */
  readonly expectedRevision: number;
  /** An absent field stays, null removes a field, and a list replaces the whole list. */
  readonly changes: ManifestChange;
}

interface ParsedUpdateDraft extends Omit<UpdateDraftInput, 'appId'> {
  readonly appId: AppId;
}

export type UpdateDraftRefusalCode = AppRefusalCode | 'draft_conflict';

export const updateDraftSpec: CommandSpec<
  UpdateDraftInput,
  ParsedUpdateDraft,
  ParsedUpdateDraft,
  AppView,
  UpdateDraftRefusalCode
> = createAppCommandSpec<UpdateDraftInput, ParsedUpdateDraft, 'draft_conflict'>({
  action: 'app.update_draft',
  schema: z.lazy(() =>
    z.strictObject({
      appId: appIdSchema,
      expectedRevision: z.number().int().min(1),
      changes: manifestChangeSchema,
    }),
  ),
  permission: 'apps:edit',

  decide(context, { app }, { expectedRevision, changes }) {
    const draftConflict = draftConflictRefusal(app.value, expectedRevision);
    if (draftConflict !== null) return refuse(draftConflict);
    const { manifest } = app.value.draft;
    const changed = changeManifest(manifest, changes);
    if (!changed.ok) return refuse(prefixIssuePaths('changes', changed.refusal));
    const after = editDraft(
      app.value,
      changed.value,
      actingUserIdOrNull(context.actor),
      context.now,
    );
    if (after === app.value) return ok({ app: after, events: [] });
    const fields = changedManifestFields(manifest, changed.value);
    const { id: appId, organizationId, draft } = after;
    const { revision } = draft;
    return ok({
      app: after,
      events: [{ type: 'draft_updated', organizationId, appId, revision, fields }],
    });
  },
});
