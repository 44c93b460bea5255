// Sets the tier of an app.

import * as z from 'zod';
import { type AppTier, appTiers, setAppTier } from '../../domain/app/app.js';
import { ok } from '../../domain/shared/result.js';
import { type AppView, appView } from '../apps/views.js';
import { updateChange } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import { appIdSchema, type WithParsedIds } from '../use-case/input.js';
import {
  loadAppForEnforcement,
  replayEnforcement,
  requireEnforcer,
  type WithEnforcer,
} from './enforcer.js';

/** The app, and its new tier. */
export interface SetTierInput {
  readonly appId: string;
  readonly tier: AppTier;
}

export type SetTierRefusalCode =
  | 'permission_denied'
  | 'account_inactive'
  | 'app_not_found'
  | 'conflict_of_interest';

export const setTierSpec: CommandSpec<
  SetTierInput,
  WithParsedIds<SetTierInput>,
  WithParsedIds<SetTierInput> & WithEnforcer,
  AppView,
  SetTierRefusalCode
> = {
  action: 'app.set_tier',
  schema: z.lazy(() => z.strictObject({ appId: appIdSchema, tier: z.enum(appTiers) })),

  async prepare(context, input) {
    const by = await requireEnforcer(context);
    return by.ok ? ok({ ...input, by: by.value }) : by;
  },

  async attempt(context, { appId, tier, by }) {
    const target = await loadAppForEnforcement(context, appId, by);
    if (!target.ok) return target;
    const { app, guards } = target.value;
    const after = setAppTier(app.value, tier, context.now);
    if (after === app.value) return ok({ value: appView(after), changeSet: null });
    const { organizationId } = after;
    return ok({
      value: appView(after),
      changeSet: {
        changes: [...guards, updateChange('apps', app, after)],
        events: [{ type: 'tier_set', organizationId, appId, tier }],
        subject: { kind: 'app', id: appId },
        auditOrganizationIds: [organizationId],
      },
    });
  },

  replay: replayEnforcement,
};
