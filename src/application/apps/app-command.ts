// The frame of a command on one app: authorization, the change set, and the replay.

import type { z } from 'zod';
import type { App } from '../../domain/app/app.js';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Action } from '../../domain/journal/journal-entry.js';
import type { Permission } from '../../domain/organization/role-permissions.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import {
  type AppAuthorization,
  type AppRefusalCode,
  authorizeForApp,
  authorizeForAppDespiteDeletion,
} from '../app-authorization/app-authorization.js';
import type { AppIdInput } from '../app-authorization/app-input.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import type {
  AnyCommandRefusalCode,
  CommandContext,
  CommandSpec,
  Decision,
} from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type AppView, appView } from './views.js';

/** The app after the command, with the events. The same `app` object means that nothing changes. */
interface AppUpdate {
  readonly app: App;
  readonly events: readonly DomainEvent[];
}

interface AppCommandDefinition<I, O extends WithParsedIds<AppIdInput>, C extends RefusalCode> {
  readonly action: Action;
  readonly schema: z.ZodType<O, I>;
  readonly permission: Permission;
  /** True if the command also works on a deleted app. */
  readonly allowsDeletedApp?: boolean;
  /**
   * True if the commit must fail when the organization, or a membership in it, changes at the same time. Commands that
   * give lasting access need this, such as access for a tester or an app in the store.
   */
  readonly guardsOrganization?: boolean;
  decide(
    context: CommandContext,
    authorization: AppAuthorization,
    input: O,
  ):
    | Promise<Result<AppUpdate, RefusalOf<C | AnyCommandRefusalCode>>>
    | Result<AppUpdate, RefusalOf<C | AnyCommandRefusalCode>>;
}

/** Builds the spec of a command on one app. The app's version is its guard: the commit fails if the app has changed since it was read. */
export function createAppCommandSpec<
  I,
  O extends WithParsedIds<AppIdInput>,
  C extends RefusalCode,
>({
  action,
  schema,
  permission,
  allowsDeletedApp = false,
  guardsOrganization = false,
  decide,
}: AppCommandDefinition<I, O, C>): CommandSpec<I, O, O, AppView, C | AppRefusalCode> {
  const authorize = allowsDeletedApp ? authorizeForAppDespiteDeletion : authorizeForApp;
  return {
    action,
    schema,
    prepare: (_context, input) => ok(input),

    async attempt(context, input) {
      const authorization = await authorize(context, input.appId, permission);
      if (!authorization.ok) return authorization;
      const decision = await decide(context, authorization.value, input);
      return decision.ok
        ? ok(appDecision(authorization.value, decision.value, guardsOrganization))
        : decision;
    },

    async replay(context, { appId }) {
      const authorization = await authorizeForAppDespiteDeletion(context, appId, 'apps:read');
      return authorization.ok ? ok(appView(authorization.value.app.value)) : authorization;
    },
  };
}

function appDecision(
  { app: before, organization }: AppAuthorization,
  { app, events }: AppUpdate,
  guardsOrganization: boolean,
): Decision<AppView> {
  if (app === before.value) return { value: appView(app), changeSet: null };
  return {
    value: appView(app),
    changeSet: {
      changes: [
        ...(guardsOrganization ? [guardChange('organizations', organization)] : []),
        updateChange('apps', before, app),
      ],
      events,
      subject: { kind: 'app', id: app.id },
      auditOrganizationIds: [app.organizationId],
      subscribers: [app],
    },
  };
}
