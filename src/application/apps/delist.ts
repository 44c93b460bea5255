// Takes an app out of the store, and puts it back.

import {
  changeListing,
  type ListingTransition,
} from '../../domain/review/enforcement-and-listing.js';
import { ok } from '../../domain/shared/result.js';
import type { AppRefusalCode } from '../app-authorization/app-authorization.js';
import { type AppIdInput, appIdInputSchema } from '../app-authorization/app-input.js';
import type { CommandSpec } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { createAppCommandSpec } from './app-command.js';
import type { AppView } from './views.js';

export type DelistRefusalCode = AppRefusalCode | 'app_suspended';

/** The spec of `delist` or `relist`. */
export function createListingSpec(
  command: ListingTransition,
): CommandSpec<
  AppIdInput,
  WithParsedIds<AppIdInput>,
  WithParsedIds<AppIdInput>,
  AppView,
  DelistRefusalCode
> {
  return createAppCommandSpec<AppIdInput, WithParsedIds<AppIdInput>, 'app_suspended'>({
    action: `app.${command}`,
    schema: appIdInputSchema,
    permission: 'apps:publish',
    guardsOrganization: command === 'relist',

    decide({ now }, { app }) {
      const after = changeListing(app.value, command, now);
      if (!after.ok) return after;
      const { id: appId, organizationId } = after.value;
      return ok({
        app: after.value,
        events: [{ type: 'app_listing_changed', organizationId, appId, command }],
      });
    },
  });
}
