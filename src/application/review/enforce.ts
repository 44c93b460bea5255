// Enforcement on apps: warn, suspend, take down and reinstate.

import * as z from 'zod';
import type { Action } from '../../domain/journal/journal-entry.js';
import { parseReasonText } from '../../domain/review/decision-reason.js';
import {
  changeEnforcement,
  type EnforcementTransition,
} from '../../domain/review/enforcement-and-listing.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { type AppView, appView } from '../apps/views.js';
import { updateChange } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import { appIdSchema, type WithParsedIds } from '../use-case/input.js';
import { decisionTextSchema } from './decision-input.js';
import {
  loadAppForEnforcement,
  replayEnforcement,
  requireEnforcer,
  type WithEnforcer,
} from './enforcer.js';

/** The app, and why the platform acts on it. */
export interface EnforceInput {
  readonly appId: string;
  /** For the organization; 1 to 4,000 characters. */
  readonly reason: string;
}

export type EnforceRefusalCode =
  | 'permission_denied'
  | 'account_inactive'
  | 'app_not_found'
  | 'conflict_of_interest'
  | 'reason_required'
  | 'invalid_transition';

type EnforceSpec = CommandSpec<
  EnforceInput,
  WithParsedIds<EnforceInput>,
  WithParsedIds<EnforceInput> & WithEnforcer,
  AppView,
  EnforceRefusalCode
>;

export function createEnforcementSpec(command: EnforcementTransition, action: Action): EnforceSpec {
  return {
    action,
    schema: z.lazy(() => z.strictObject({ appId: appIdSchema, reason: decisionTextSchema })),

    async prepare(context, { appId, reason: text }) {
      const by = await requireEnforcer(context);
      if (!by.ok) return by;
      const reason = /* REV-80 */ parseReasonText(text);
      if (reason === null) return refuse({ code: 'reason_required', path: ['reason'] });
      return ok({ appId, reason, by: by.value });
    },

    async attempt(context, { appId, reason, by }) {
      const target = await loadAppForEnforcement(context, appId, by);
      if (!target.ok) return target;
      const { app, guards } = target.value;
      const after = changeEnforcement(app.value, command, reason, context.now);
      if (!after.ok) return after;
      const { organizationId } = after.value;
      return ok({
        value: appView(after.value),
        changeSet: {
          changes: [...guards, updateChange('apps', app, after.value)],
          events: [{ type: 'app_enforcement_changed', organizationId, appId, command }],
          subject: { kind: 'app', id: appId },
          auditOrganizationIds: [organizationId],
          subscribers: [after.value],
        },
      });
    },

    replay: replayEnforcement,
  };
}
