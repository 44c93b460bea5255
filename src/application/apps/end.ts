// An app's end and its return, its place in the store, and its way to another organization.

import * as z from 'zod';
import { deleteApp, moveApp as moved, restoreApp } from '../../domain/app/app.js';
import { type DelistingCommand, delist as marked } from '../../domain/review/enforcement.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { ending, openSubmission } from '../submissions/open.js';
import { type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import { touched, updated } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import { appIdSchema, organizationIdSchema } from '../use-case/input.js';
import { appCommand, type OfApp } from './app-command.js';
import {
  type AppRefusal,
  appNotFound,
  authorityDespiteAppDeletion,
  authorityIn,
} from './authority.js';
import { type AppView, appView } from './views.js';

/** One app, by its id. */
export interface OfAppInput {
  readonly appId: string;
}

export const ofAppSchema: z.ZodType<OfApp, OfAppInput> = z.strictObject({ appId: appIdSchema });

export type DeleteAppRefusal = AppRefusal | 'submission_already_open';

export const deleteAppSpec: CommandSpec<OfAppInput, OfApp, OfApp, AppView, DeleteAppRefusal> =
  appCommand<OfAppInput, OfApp, 'submission_already_open'>({
    action: 'app.delete',
    schema: ofAppSchema,
    permission: /* APP-70 */ 'apps:manage',
    isOfDeleted: true,

    async decide(unit, { app }) {
      const /* APP-71 */ { open } = await openSubmission(unit, app.value.id);
      if (open !== null) {
        return refuse({ code: 'submission_already_open', submissionId: open.value.id });
      }
      const after = deleteApp(app.value, unit.now);
      const { id: appId, organizationId } = after;
      return ok({ app: after, facts: [{ type: 'app_deleted', organizationId, appId }] });
    },
  });

export type RestoreAppRefusal = AppRefusal | 'restore_window_over';

export const restoreAppSpec: CommandSpec<OfAppInput, OfApp, OfApp, AppView, RestoreAppRefusal> =
  appCommand<OfAppInput, OfApp, 'restore_window_over'>({
    action: 'app.restore',
    schema: ofAppSchema,
    permission: 'apps:manage',
    isOfDeleted: true,
    isLasting: true,

    decide({ context, now }, { app }) {
      const after = restoreApp(app.value, context.policy, now);
      if (!after.ok) return after;
      const { id: appId, organizationId } = after.value;
      return ok({ app: after.value, facts: [{ type: 'app_restored', organizationId, appId }] });
    },
  });

export type DelistRefusal = AppRefusal | 'app_suspended';

/** Out of the store, or back into it. */
export function listingSpec(
  command: DelistingCommand,
): CommandSpec<OfAppInput, OfApp, OfApp, AppView, DelistRefusal> {
  return appCommand<OfAppInput, OfApp, 'app_suspended'>({
    action: `app.${command}`,
    schema: ofAppSchema,
    permission: 'apps:publish',
    isLasting: command === 'relist',

    decide({ now }, { app }) {
      const after = marked(app.value, command, now);
      if (!after.ok) return after;
      const { id: appId, organizationId } = after.value;
      return ok({
        app: after.value,
        facts: [{ type: 'app_listed', organizationId, appId, command }],
      });
    },
  });
}

/** Which app, and whose it is to be. */
export interface MoveAppInput {
  readonly appId: string;
  readonly toOrganizationId: string;
}

interface MoveApp {
  readonly appId: AppId;
  readonly toOrganizationId: OrganizationId;
}

export type MoveAppRefusal = AppRefusal | AuthorityRefusal | 'submission_already_open';

/** Both organizations are touched: neither may be left, deleted or lost by the actor meanwhile. An approval that is over stays behind, and is written down. */
export const moveAppSpec: CommandSpec<MoveAppInput, MoveApp, MoveApp, AppView, MoveAppRefusal> = {
  action: 'app.move',
  schema: z.strictObject({ appId: appIdSchema, toOrganizationId: organizationIdSchema }),
  prepare: (_unit, input) => ok(input),

  async attempt({ storage, actor, now }, { appId, toOrganizationId }) {
    const app = await storage.apps.findById(appId);
    if (app === null || app.value.archivedAt !== undefined) return appNotFound();
    const [from, to, { open, overdue }] = await Promise.all([
      authorityIn({ storage, actor }, app, 'apps:manage'),
      authorityOver(storage, /* APP-66 */ actor, toOrganizationId, 'apps:manage'),
      openSubmission({ storage, now }, appId),
    ]);
    if (!from.ok) return from;
    if (app.value.deletedAt !== undefined) return refuse({ code: 'app_deleted', path: ['appId'] });
    if (!to.ok) return refuse({ ...to.refusal, path: ['toOrganizationId'] });
    if (/* APP-67 */ open !== null) {
      return refuse({ code: 'submission_already_open', submissionId: open.value.id });
    }
    const { organizationId } = app.value;
    if (organizationId === toOrganizationId) return ok({ value: appView(app.value), write: null });
    const after = moved(app.value, toOrganizationId, now);
    const ended = ending(overdue, organizationId, now);
    return ok({
      value: appView(after),
      write: {
        changes: [
          touched('organizations', from.value.organization),
          touched('organizations', to.value.organization),
          updated('apps', app, after),
          ...ended.changes,
        ],
        facts: [
          ...ended.facts,
          { type: 'app_moved_out', organizationId, appId },
          { type: 'app_moved_in', organizationId: toOrganizationId, appId },
        ],
        subject: { kind: 'app', id: appId },
        organizations: [organizationId, /* APP-68 */ toOrganizationId],
        subscribers: [after],
      },
    });
  },

  async recall(unit, { appId }) {
    const authority = await authorityDespiteAppDeletion(unit, appId, 'apps:read');
    return authority.ok ? ok(appView(authority.value.app.value)) : authority;
  },
};
