// Loads an app with its newest and its live submission, for the available-actions query.

import type { App } from '../../domain/app/app.js';
import type { Submission } from '../../domain/review/submission.js';
import type { AppId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import {
  type AppRefusalCode,
  authorizeForAppDespiteDeletion,
  refuseAppNotFound,
} from '../app-authorization/app-authorization.js';
import { requireActiveActor } from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';

/** The app, its newest submission, and the submission that is live. */
export interface ActionTarget {
  readonly app: App;
  readonly submission: Submission | null;
  readonly released: Submission | null;
}

export async function loadActionTarget(
  context: CommandContext,
  appId: AppId,
): Promise<Result<ActionTarget, RefusalOf<AppRefusalCode>>> {
  const app = await loadAppForActions(context, appId);
  if (!app.ok) return app;
  const { submissions } = context.storage;
  const { live } = app.value;
  const [newest, released] = await Promise.all([
    submissions.findNewest(appId),
    live === undefined ? null : submissions.findById(live.submissionId),
  ]);
  return ok({
    app: app.value,
    submission: newest?.value ?? null,
    released: released?.value ?? null,
  });
}

/** Members need read access. The platform can load any app, since it can enforce on apps of deleted organizations too. */
async function loadAppForActions(
  context: CommandContext,
  appId: AppId,
): Promise<Result<App, RefusalOf<AppRefusalCode>>> {
  const { storage, actor } = context;
  if (actor.kind !== 'reviewer' && actor.kind !== 'system') {
    const authorization = await authorizeForAppDespiteDeletion(context, appId, 'apps:read');
    return authorization.ok ? ok(authorization.value.app.value) : authorization;
  }
  if (!(await isPlatformActor(context))) return refuseAppNotFound();
  const [active, app] = await Promise.all([
    requireActiveActor(storage, actor),
    storage.apps.findById(appId),
  ]);
  if (!active.ok) return active;
  return app === null || app.value.archivedAt !== undefined ? refuseAppNotFound() : ok(app.value);
}

async function isPlatformActor({ deps, actor }: CommandContext): Promise<boolean> {
  if (actor.kind !== 'reviewer') return actor.kind === 'system';
  return (await deps.reviewers.capabilitiesOf(actor.userId)).length > 0;
}
