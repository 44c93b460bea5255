// Checks who acts for the platform, and loads the app to enforce on.

import type { App } from '../../domain/app/app.js';
import type { AppId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, type Versioned } from '../../domain/shared/result.js';
import { refuseAppNotFound } from '../app-authorization/app-authorization.js';
import { type AppView, appView } from '../apps/views.js';
import { requireActiveUser } from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import { requireReviewerCapability } from './reviewer-capability.js';

/** The reviewer who acts for the platform; null if the embedding service acts. */
export interface WithEnforcer {
  readonly by: UserId | null;
}

export async function requireEnforcer({
  deps,
  actor,
}: CommandContext): Promise<Result<UserId | null, RefusalOf<'permission_denied'>>> {
  return actor.kind === 'system'
    ? ok(null)
    : requireReviewerCapability(deps, actor, /* REV-81 */ 'enforce');
}

/** Reads the app and the reviewer's account in one wave. The account must be able to sign in. */
export async function loadAppForEnforcement(
  { storage }: CommandContext,
  appId: AppId,
  by: UserId | null,
): Promise<Result<Versioned<App>, RefusalOf<'account_inactive' | 'app_not_found'>>> {
  const [app, account] = await Promise.all([
    storage.apps.findById(appId),
    by === null ? null : storage.users.findById(by),
  ]);
  const active = /* REV-27 */ by === null ? ok(null) : requireActiveUser(account);
  if (!active.ok) return active;
  return app === null || app.value.archivedAt !== undefined ? refuseAppNotFound() : ok(app);
}

export async function replayEnforcement(
  context: CommandContext,
  { appId, by }: WithEnforcer & { readonly appId: AppId },
): Promise<Result<AppView, RefusalOf<'account_inactive' | 'app_not_found'>>> {
  const app = await loadAppForEnforcement(context, appId, by);
  return app.ok ? ok(appView(app.value.value)) : app;
}
