// The commands of `apps`.

import type { ShareAppInput } from '../../../application/apps/share.js';
import type { UpdateDraftInput } from '../../../application/apps/update-draft.js';
import type { Action } from '../../../domain/journal/journal-entry.js';
import { isPerson } from './access.js';
import { isSuspendedOrTakenDown, requireApp, requireUndeletedApp } from './app-access.js';
import { appQueryHandlers } from './app-queries.js';
import type { ModelApp } from './app-rows.js';
import { replayApp, requireNoOpenSubmission, requireRevision } from './app-rules.js';
import { appView } from './app-views.js';
import type { Caller } from './calls.js';
import { createAppHandler } from './create-app.js';
import type { ServiceHandlers } from './handlers.js';
import { changedManifest, isSameText, requireValidChange } from './manifests.js';
import { moveAppHandler } from './move-app.js';
import { type ReferenceModel, recordJournalEntry, throwRefusal } from './reference-model.js';
import type { ModelPermission } from './roles.js';
import { emailKeyOf, requireEmail } from './text-rules.js';

interface WithAppId {
  readonly appId: string;
}

/** A command on one app. `change` returns whether anything has changed. */
function appCommand<I extends WithAppId = WithAppId>(
  action: Action,
  permission: ModelPermission,
  change: (model: ReferenceModel, app: ModelApp, input: I, caller: Caller) => boolean,
  requireOne: typeof requireApp = requireUndeletedApp,
) {
  return {
    run(model: ReferenceModel, caller: Caller, input: I): object {
      const app = requireOne(model, caller, input.appId, permission);
      if (change(model, app, input, caller))
        recordJournalEntry(model, action, app.id, [app.organization]);
      return appView(model, app);
    },
    replay: replayApp,
  };
}

function updateDraft(
  _model: ReferenceModel,
  app: ModelApp,
  { expectedRevision, changes }: UpdateDraftInput,
  caller: Caller,
): boolean {
  requireRevision(app, expectedRevision);
  const manifest = changedManifest(app.manifest, changes);
  if (isSameText(manifest, app.manifest)) return false;
  app.manifest = manifest;
  app.revision += 1;
  app.changedBy = isPerson(caller) ? caller : undefined;
  return true;
}

function share(
  _model: ReferenceModel,
  app: ModelApp,
  { visibility = app.visibility, testers: given }: ShareAppInput,
): boolean {
  const testers = given?.map(requireEmail) ?? app.testers;
  if (given !== undefined && new Set(testers.map(emailKeyOf)).size < testers.length)
    throwRefusal('invalid_input');
  if (visibility === app.visibility && isSameText(testers, app.testers)) return false;
  Object.assign(app, { visibility, testers });
  return true;
}

function setListed(isDelisted: boolean): (model: ReferenceModel, app: ModelApp) => boolean {
  return (model, app) => {
    if (isSuspendedOrTakenDown(app)) throwRefusal('app_suspended');
    if ((app.delistedAt !== null) === isDelisted) return false;
    app.delistedAt = isDelisted ? model.now : null;
    return true;
  };
}

function deleteApp(model: ReferenceModel, app: ModelApp): boolean {
  requireNoOpenSubmission(model, app);
  if (app.deletedAt !== null) return false;
  app.deletedAt = model.now;
  return true;
}

function restoreApp(model: ReferenceModel, app: ModelApp): boolean {
  if (app.deletedAt === null) return false;
  if (app.deletedAt + model.policy.restoreWindow * 1000 <= model.now)
    throwRefusal('restore_window_over');
  app.deletedAt = null;
  return true;
}

export const appHandlers: ServiceHandlers<'apps'> = {
  ...appQueryHandlers,
  'apps.create': createAppHandler,
  'apps.move': moveAppHandler,
  'apps.updateDraft': {
    checkInput: (_model, _caller, { changes }) => requireValidChange(changes),
    ...appCommand('app.update_draft', 'apps:edit', updateDraft),
  },
  'apps.share': appCommand('app.share', 'apps:publish', share),
  'apps.delist': appCommand('app.delist', 'apps:publish', setListed(true)),
  'apps.relist': appCommand('app.relist', 'apps:publish', setListed(false)),
  'apps.delete': appCommand('app.delete', 'apps:manage', deleteApp, requireApp),
  'apps.restore': appCommand('app.restore', 'apps:manage', restoreApp, requireApp),
};
