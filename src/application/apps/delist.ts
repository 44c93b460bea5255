// Takes an app out of the store, and puts it back.

import { delistApp, type ListingCommand } from '../../domain/review/enforce-delist-app.js';
import { ok } from '../../domain/shared/result.js';
import type { AppRefusal } from '../app-authorization/app-authorization.js';
import {
  type AppIdInput,
  appIdInputSchema,
  type ParsedAppIdInput,
} from '../app-authorization/app-input.js';
import type { CommandSpec } from '../use-case/command.js';
import { appCommandSpec } from './app-command.js';
import type { AppView } from './views.js';

export type DelistRefusal = AppRefusal | 'app_suspended';

/** The spec of `delist` or `relist`. */
export function delistingSpec(
  command: ListingCommand,
): CommandSpec<AppIdInput, ParsedAppIdInput, ParsedAppIdInput, AppView, DelistRefusal> {
  return appCommandSpec<AppIdInput, ParsedAppIdInput, 'app_suspended'>({
    action: `app.${command}`,
    schema: appIdInputSchema,
    permission: 'apps:publish',
    guardsOrganization: command === 'relist',

    decide({ now }, { app }) {
      const after = delistApp(app.value, command, now);
      if (!after.ok) return after;
      const { id: appId, organizationId } = after.value;
      return ok({
        app: after.value,
        events: [{ type: 'app_listing_changed', organizationId, appId, command }],
      });
    },
  });
}
