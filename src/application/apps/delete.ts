// Deletes an app, and restores a deleted one.

import { deleteApp, restoreApp } from '../../domain/app/delete-restore-archive-app.js';
import { ok } from '../../domain/shared/result.js';
import type { AppRefusalCode } from '../app-authorization/app-authorization.js';
import {
  type AppIdInput,
  appIdInputSchema,
  type ParsedAppIdInput,
} from '../app-authorization/app-input.js';
import { findOpenSubmission } from '../submissions/open-submission.js';
import type { CommandSpec } from '../use-case/command.js';
import { createAppCommandSpec } from './app-command.js';
import type { AppView } from './views.js';

export type DeleteAppRefusalCode = AppRefusalCode | 'submission_already_open';

export const deleteAppSpec: CommandSpec<
  AppIdInput,
  ParsedAppIdInput,
  ParsedAppIdInput,
  AppView,
  DeleteAppRefusalCode
> = createAppCommandSpec<AppIdInput, ParsedAppIdInput, 'submission_already_open'>({
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
  ParsedAppIdInput,
  ParsedAppIdInput,
  AppView,
  RestoreAppRefusalCode
> = createAppCommandSpec<AppIdInput, ParsedAppIdInput, 'restore_window_over'>({
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
