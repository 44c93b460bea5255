// Moves an app to another organization.

import * as z from 'zod';
import { moveApp } from '../../domain/app/move-app.js';
import { ok, refuse } from '../../domain/shared/result.js';
import {
  type AppRefusalCode,
  authorizeForAppDespiteDeletion,
  authorizeForLoadedApp,
  refuseAppNotFound,
} from '../app-authorization/app-authorization.js';
import { approvalExpiryChanges, findOpenSubmission } from '../submissions/open-submission.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  refuseMissing,
} from '../use-case/authorization.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import { appIdSchema, organizationIdSchema, type WithParsedIds } from '../use-case/input.js';
import { type AppView, appView } from './views.js';

/** The app to move, and its new organization. */
export interface MoveAppInput {
  readonly appId: string;
  readonly toOrganizationId: string;
}

export type MoveAppRefusalCode =
  | AppRefusalCode
  | AuthorizationRefusalCode
  | 'submission_already_open';

/**
 * Guards both organizations, so that the move fails if one is deleted, or the actor leaves or loses the role, at the
 * same time. An expired approval stays with the old organization and gets its final state.
 */
export const moveAppSpec: CommandSpec<
  MoveAppInput,
  WithParsedIds<MoveAppInput>,
  WithParsedIds<MoveAppInput>,
  AppView,
  MoveAppRefusalCode
> = {
  action: 'app.move',
  schema: z.lazy(() =>
    z.strictObject({ appId: appIdSchema, toOrganizationId: organizationIdSchema }),
  ),
  prepare: (_context, input) => ok(input),

  async attempt({ storage, actor, now }, { appId, toOrganizationId }) {
    const app = await storage.apps.findById(appId);
    if (app === null || app.value.archivedAt !== undefined)
      return refuseMissing({ storage, actor }, refuseAppNotFound());
    const [from, to, { open, expiredApproval }] = await Promise.all([
      authorizeForLoadedApp({ storage, actor }, app, 'apps:manage'),
      authorizeForOrganization(storage, /* APP-66 */ actor, toOrganizationId, 'apps:manage'),
      findOpenSubmission({ storage, now }, appId),
    ]);
    if (!from.ok) return from;
    if (app.value.deletedAt !== undefined) return refuse({ code: 'app_deleted', path: ['appId'] });
    if (!to.ok) return refuse({ ...to.refusal, path: ['toOrganizationId'] });
    const moved = moveApp(app.value, toOrganizationId, open?.value ?? null, now);
    if (!moved.ok) return moved;
    const after = moved.value;
    if (after === app.value) return ok({ value: appView(after), changeSet: null });
    const { organizationId } = app.value;
    const expiry = approvalExpiryChanges(expiredApproval, organizationId, now);
    return ok({
      value: appView(after),
      changeSet: {
        changes: [
          guardChange('organizations', from.value.organization),
          guardChange('organizations', to.value.organization),
          updateChange('apps', app, after),
          ...expiry.changes,
        ],
        events: [
          ...expiry.events,
          { type: 'app_moved_out', organizationId, appId },
          { type: 'app_moved_in', organizationId: toOrganizationId, appId },
        ],
        subject: { kind: 'app', id: appId },
        auditOrganizationIds: [organizationId, /* APP-68 */ toOrganizationId],
        subscribers: [after],
      },
    });
  },

  async replay(context, { appId }) {
    const authorization = await authorizeForAppDespiteDeletion(context, appId, 'apps:read');
    return authorization.ok ? ok(appView(authorization.value.app.value)) : authorization;
  },
};
