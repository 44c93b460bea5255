// Deletes an app, and restores a deleted one.

import { deleteApp, restoreApp } from '../../domain/app/delete-restore-archive-app.js';
import { ok } from '../../domain/shared/result.js';
import type { AppRefusalCode } from '../app-authorization/app-authorization.js';
import { type AppIdInput, appIdInputSchema } from '../app-authorization/app-input.js';
import { findOpenSubmission } from '../submissions/open-submission.js';
import type { CommandSpec } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { createAppCommandSpec } from './app-command.js';
import type { AppView } from './views.js';

export type DeleteAppRefusalCode = AppRefusalCode | 'submission_already_open';

export const deleteAppSpec: CommandSpec<
  AppIdInput,
  WithParsedIds<AppIdInput>,
  WithParsedIds<AppIdInput>,
  AppView,
  DeleteAppRefusalCode
> = createAppCommandSpec<AppIdInput, WithParsedIds<AppIdInput>, 'submission_already_open'>({
  action: 'app.delete',
  schema: appIdInputSchema,
  permission: 'apps:manage',
  allowsDeletedApp: true,

  async decide(context, { app }) {
    const { open } = await findOpenSubmission(context, app.value.id);
    const after = deleteApp(app.value, open?.value ?? null, context.now);
    if (!after.ok) return after;
    const { id: appId, organizationId } = after.value;
    return ok({ app: after.value, events: [{ type: 'app_deleted', organizationId, appId }] });
  },
});

export type RestoreAppRefusalCode = AppRefusalCode | 'restore_window_over';

export const restoreAppSpec: CommandSpec<
  AppIdInput,
  WithParsedIds<AppIdInput>,
  WithParsedIds<AppIdInput>,
  AppView,
  RestoreAppRefusalCode
> = createAppCommandSpec<AppIdInput, WithParsedIds<AppIdInput>, 'restore_window_over'>({
  action: 'app.restore',
  schema: appIdInputSchema,
  permission: 'apps:manage',
  allowsDeletedApp: true,
  guardsOrganization: true,

  decide({ deps, now }, { app }) {
    const after = restoreApp(app.value, deps.policy, now);
    if (!after.ok) return after;
    const { id: appId, organizationId } = after.value;
    return ok({ app: after.value, events: [{ type: 'app_restored', organizationId, appId }] });
  },
});
