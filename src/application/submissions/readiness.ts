// The query for the issues that prevent an app's draft from being submitted.

import type { Issue } from '../../domain/shared/refusal.js';
import { ok } from '../../domain/shared/result.js';
import { type AppRefusalCode, authorizeForApp } from '../app-authorization/app-authorization.js';
import { type AppIdInput, appIdInputSchema } from '../app-authorization/app-input.js';
import type { Dependencies } from '../dependencies.js';
import type { WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { buildCandidateSnapshot } from './snapshot.js';

export const readinessQuery: (
  deps: Dependencies,
) => Query<AppIdInput, readonly Issue[], AppRefusalCode> = defineQuery<
  AppIdInput,
  WithParsedIds<AppIdInput>,
  readonly Issue[],
  AppRefusalCode
>(appIdInputSchema, async ({ deps, storage, actor }, { appId }) => {
  const context = { deps, storage, actor, now: await deps.clock.now() };
  const authorization = await authorizeForApp(context, appId, 'apps:read');
  if (!authorization.ok) return authorization;
  const { app, organization } = authorization.value;
  const open = await storage.submissions.findOpen(appId);
  const sentBack = open?.value.state === 'changes_requested' ? open.value.digest : null;
  const { issues } = await buildCandidateSnapshot(
    { deps, storage },
    app.value,
    organization.value,
    sentBack,
  );
  return ok(issues);
});
