// Checks who acts for the platform, and loads the app to enforce on.

import type { App } from '../../domain/app/app.js';
import { authorsOf } from '../../domain/review/conflict-of-interest.js';
import type { Submission } from '../../domain/review/submission.js';
import type { AppId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { refuseAppNotFound } from '../app-authorization/app-authorization.js';
import { type AppView, appView } from '../apps/views.js';
import { requireActiveUser } from '../use-case/authorization.js';
import { guardChange } from '../use-case/changes.js';
import type { CommandContext } from '../use-case/command.js';
import { findConflictOfInterest } from './find-conflict.js';
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

export type EnforcementTargetRefusalCode =
  | 'account_inactive'
  | 'app_not_found'
  | 'conflict_of_interest';

/** The app, and the guard of the reviewer's account: the reviewer cannot join the organization between the read and the commit. */
export interface EnforcementTarget {
  readonly app: Versioned<App>;
  readonly guards: readonly Change[];
}

/**
 * Reads the app and the reviewer's account, then the reviewer's memberships in the organization. The account must be
 * able to sign in, and have no ties to the app; nor to `submission`, if the command is about one.
 */
export async function loadAppForEnforcement(
  { deps, storage, now }: CommandContext,
  appId: AppId,
  by: UserId | null,
  submission?: Submission,
): Promise<Result<EnforcementTarget, RefusalOf<EnforcementTargetRefusalCode>>> {
  const [app, account] = await Promise.all([
    storage.apps.findById(appId),
    by === null ? null : storage.users.findById(by),
  ]);
  const active = /* REV-27 */ by === null ? ok(null) : requireActiveUser(account);
  if (!active.ok) return active;
  if (app === null || app.value.archivedAt !== undefined) return refuseAppNotFound();
  if (active.value === null) return ok({ app, guards: [] });
  const { organizationId } = app.value;
  const underReview = submission ?? {
    authors: authorsOf(app.value),
    enteredAt: now,
    organizationId,
  };
  const { policy } = deps;
  const userId = active.value.value.id;
  const conflict = await findConflictOfInterest({ storage, policy }, userId, underReview);
  if (/* REV-96 */ conflict !== null) return refuse(conflict);
  return ok({ app, guards: [guardChange('users', active.value)] });
}

export async function replayEnforcement(
  context: CommandContext,
  { appId, by }: WithEnforcer & { readonly appId: AppId },
): Promise<Result<AppView, RefusalOf<EnforcementTargetRefusalCode>>> {
  const target = await loadAppForEnforcement(context, appId, by);
  return target.ok ? ok(appView(target.value.app.value)) : target;
}
