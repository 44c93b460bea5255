// Creates an app with a package name that no app has or had.

import * as z from 'zod';
import { createApp } from '../../domain/app/create-app.js';
import { type PackageName, parsePackageName } from '../../domain/app/package-name.js';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import { type AppId, type OrganizationId, parseAppId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { dayInSeconds } from '../../domain/shared/time.js';
import {
  type AppRefusalCode,
  authorizeForAppDespiteDeletion,
} from '../app-authorization/app-authorization.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  actingUserIdOrNull,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import { guardChange, insertChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import {
  maxInputTextLength,
  organizationIdSchema,
  textSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import { newId } from '../use-case/new-id.js';
import { chargeRateLimit } from '../use-case/rate-limits.js';
import { findAppLimitRefusal } from './app-limit.js';
import { mayUsePackageName, vendorNameRefusal } from './vendor-name.js';
import { type AppView, appView } from './views.js';

/** The organization of the new app, and its names. */
export interface CreateAppInput {
  readonly organizationId: string;
  /** It never changes. It is stored as given, or refused. */
  readonly packageName: string;
  /** The display name; it can be changed later. */
  readonly name: string;
}

interface PreparedCreateApp {
  readonly id: AppId;
  readonly organizationId: OrganizationId;
  readonly packageName: PackageName;
  readonly name: DisplayName;
}

export type CreateAppRefusalCode =
  | AuthorizationRefusalCode
  | AppRefusalCode
  | 'app_limit_reached'
  | 'name_invalid'
  | 'package_name_invalid'
  | 'package_name_taken'
  | 'rate_limited';

export const createAppCommand: (
  deps: Dependencies,
) => Command<CreateAppInput, AppView, CreateAppRefusalCode> = defineCommand<
  CreateAppInput,
  WithParsedIds<CreateAppInput>,
  PreparedCreateApp,
  AppView,
  CreateAppRefusalCode
>({
  action: 'app.create',
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      packageName: textSchema(maxInputTextLength),
      name: textSchema(maxInputTextLength),
    }),
  ),

  prepare({ deps }, { organizationId, packageName: text, name: typed }) {
    const packageName = parsePackageName(text, deps.reservedPackagePrefixes, ['packageName']);
    if (!packageName.ok) return packageName;
    const name = parseDisplayName(typed, ['name']);
    if (!name.ok) return name;
    const id = newId(deps.ids, parseAppId);
    return ok({ id, organizationId, packageName: packageName.value, name: name.value });
  },

  async attempt(context, { id, organizationId, packageName, name }) {
    const { storage, now } = context;
    const [authorization, known] = await Promise.all([
      authorizeForOrganization(context, organizationId, 'apps:publish'),
      storage.apps.findByPackageName(packageName),
    ]);
    if (!authorization.ok) return authorization;
    if (known !== null) return refuse({ code: 'package_name_taken', path: ['packageName'] }); // APP-5
    const { organization } = authorization.value;
    const [limited, mayUseName] = await Promise.all([
      findAppLimitRefusal(context, organizationId),
      mayUsePackageName(context, packageName, organization.value),
    ]);
    if (limited !== null) return refuse({ ...limited, path: ['organizationId'] });
    if (!mayUseName) return refuse(vendorNameRefusal);
    const app = createApp({
      id,
      packageName,
      organizationId,
      name,
      by: actingUserIdOrNull(context.actor),
      now,
    });
    return ok({
      value: appView(app),
      changeSet: {
        changes: [guardChange('organizations', organization), insertChange('apps', id, app)],
        events: [{ type: 'app_created', organizationId, appId: id }],
        subject: { kind: 'app', id },
        auditOrganizationIds: [organizationId],
        replayIds: { appId: id },
      },
    });
  },

  async chargeRateLimits(context) {
    const { actor, deps } = context;
    const userId = actingUserIdOrNull(actor);
    if (userId === null) return ok(null);
    const limit = /* APP-95 */ deps.policy.maxDailyAppsPerUser;
    const key = `apps by ${userId}`;
    return chargeRateLimit(context, { key, limit, window: dayInSeconds }, ['actor']);
  },

  async replay(context, _prepared, replayIds) {
    const appId = parseAppId(replayIds['appId'] ?? '');
    if (appId === null) return refuse({ code: 'app_not_found' });
    const authorization = await authorizeForAppDespiteDeletion(context, appId, 'apps:read');
    return authorization.ok ? ok(appView(authorization.value.app.value)) : authorization;
  },
});
