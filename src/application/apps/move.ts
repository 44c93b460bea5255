// Moves an app to another organization. Its keys are revoked and its webhook is removed, unless the mover keeps them.

import * as z from 'zod';
import { type App, setAppWebhook } from '../../domain/app/app.js';
import { moveApp } from '../../domain/app/move-app.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import {
  type AppRefusalCode,
  authorizeForAppDespiteDeletion,
  authorizeForLoadedApp,
  refuseAppNotFound,
} from '../app-authorization/app-authorization.js';
import { listOwnerKeys } from '../keys/ended-keys.js';
import { keptAboveActorRefusal, planMovedKeyRevocations } from '../keys/revoke-moved-keys.js';
import { approvalExpiryChanges, findOpenSubmission } from '../submissions/open-submission.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  refuseMissing,
} from '../use-case/authorization.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import type { ChangeSet, CommandSpec, Decision } from '../use-case/command.js';
import {
  apiKeyIdSchema,
  appIdSchema,
  organizationIdSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import { findAppLimitRefusal } from './app-limit.js';
import { type AppView, appView } from './views.js';

/** The app to move, its new organization, and what moves with it. */
export interface MoveAppInput {
  readonly appId: string;
  readonly toOrganizationId: string;
  /** The keys of the app that stay valid. All others are revoked. Default none. */
  readonly keepKeyIds?: readonly string[] | undefined;
  /** Whether the webhook of the app moves with it. If not, it is removed with its secrets. Default false. */
  readonly keepWebhook?: boolean | undefined;
}

interface ParsedMoveApp extends Omit<WithParsedIds<MoveAppInput>, 'keepKeyIds'> {
  readonly keepKeyIds?: readonly ApiKeyId[] | undefined;
}

/** As many keys as one app can have: 1,000 valid ones (policy), and 1,000 that they replace. */
const maxKeptKeys = 2_000;

export type MoveAppRefusalCode =
  | AppRefusalCode
  | AuthorizationRefusalCode
  | 'app_limit_reached'
  | 'key_not_found'
  | 'key_invalid'
  | 'submission_already_open';

/**
 * Guards both organizations, so that the move fails if one is deleted, or the actor leaves or loses the role, at the
 * same time. An expired approval stays with the old organization and gets its final state.
 */
export const moveAppSpec: CommandSpec<
  MoveAppInput,
  ParsedMoveApp,
  ParsedMoveApp,
  AppView,
  MoveAppRefusalCode
> = {
  action: 'app.move',
  schema: z.lazy(() =>
    z.strictObject({
      appId: appIdSchema,
      toOrganizationId: organizationIdSchema,
      keepKeyIds: z.array(apiKeyIdSchema).max(maxKeptKeys).optional(),
      keepWebhook: z.boolean().optional(),
    }),
  ),
  prepare: (_context, input) => ok(input),

  async attempt(context, { appId, toOrganizationId, keepKeyIds = [], keepWebhook = false }) {
    const { storage, now } = context;
    const app = await storage.apps.findById(appId);
    if (app === null || app.value.archivedAt !== undefined)
      return refuseMissing(context, refuseAppNotFound());
    const { organizationId } = app.value;
    const [from, to, { open, expiredApproval }, keys] = await Promise.all([
      authorizeForLoadedApp(context, app, 'apps:manage'),
      authorizeForOrganization(/* APP-66 */ context, toOrganizationId, 'apps:manage'),
      findOpenSubmission({ storage, now }, appId),
      // Read after the app, which every command that creates or rotates a key guards: none is missing.
      organizationId === toOrganizationId ? [] : listOwnerKeys(storage, { kind: 'app', appId }),
    ]);
    if (!from.ok) return from;
    if (app.value.deletedAt !== undefined) return refuse({ code: 'app_deleted', path: ['appId'] });
    if (!to.ok) return refuse({ ...to.refusal, path: ['toOrganizationId'] });
    const moved = moveApp(app.value, toOrganizationId, open?.value ?? null, now);
    if (!moved.ok) return moved;
    if (moved.value === app.value) return ok({ value: appView(app.value), changeSet: null });
    const limited = await findAppLimitRefusal(context, toOrganizationId);
    if (limited !== null) return refuse({ ...limited, path: ['toOrganizationId'] });
    const above = keptAboveActorRefusal(context, to.value, keys, {
      keepKeyIds,
      keepWebhook,
    });
    if (above !== null) return refuse(above);
    const revocations = planMovedKeyRevocations(app.value, keys, keepKeyIds, now);
    if (!revocations.ok) return revocations;
    const expiry = approvalExpiryChanges(expiredApproval, organizationId, now);
    const after = keepWebhook ? moved.value : /* WEBHOOK-41 */ withoutWebhook(moved.value, now);
    const guards = [from.value.organization, to.value.organization];
    return ok(moveDecision(app, after, guards, [expiry, revocations.value]));
  },

  async replay(context, { appId }) {
    const authorization = await authorizeForAppDespiteDeletion(context, appId, 'apps:read');
    return authorization.ok ? ok(appView(authorization.value.app.value)) : authorization;
  },
};

function withoutWebhook(app: App, now: Date): App {
  return app.webhook === undefined ? app : setAppWebhook(app, null, now);
}

function moveDecision(
  before: Versioned<App>,
  after: App,
  organizations: readonly Versioned<Organization>[],
  others: readonly Pick<ChangeSet, 'changes' | 'events'>[],
): Decision<AppView> {
  const { id: appId, organizationId, webhook } = before.value;
  const losesWebhook = webhook !== undefined && after.webhook === undefined;
  return {
    value: appView(after),
    changeSet: {
      changes: [
        ...organizations.map((read) => guardChange('organizations', read)),
        updateChange('apps', before, after),
        ...others.flatMap(({ changes }) => changes),
      ],
      events: [
        ...others.flatMap(({ events }) => events),
        ...(losesWebhook ? [{ type: 'webhook_removed', organizationId, appId } as const] : []),
        { type: 'app_moved_out', organizationId, appId },
        { type: 'app_moved_in', organizationId: after.organizationId, appId },
      ],
      subject: { kind: 'app', id: appId },
      auditOrganizationIds: [organizationId, /* APP-68 */ after.organizationId],
      subscribers: [after],
    },
  };
}
