// Loads a submission of the actor's own organization. An actor who may not see it gets `submission_not_found`.

import type { Permission } from '../../domain/organization/role-permissions.js';
import type { Submission } from '../../domain/review/submission.js';
import type { SubmissionId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import {
  type AppAuthorization,
  type AppRefusalCode,
  authorizeForAppDespiteDeletion,
} from '../app-authorization/app-authorization.js';
import { refuseMissing, type TimedAuthorizationContext } from '../use-case/authorization.js';
import { type SubmissionView, submissionView } from './views.js';

export type SubmissionRefusalCode =
  | Exclude<AppRefusalCode, 'app_not_found' | 'app_deleted'>
  | 'submission_not_found';

export interface AuthorizedSubmission extends AppAuthorization {
  readonly submission: Versioned<Submission>;
}

/** Reads in three waves: the submission, its app, and the app's organization with the actor's membership. */
export async function loadSubmission(
  context: TimedAuthorizationContext,
  id: SubmissionId,
  permission: Permission,
): Promise<Result<AuthorizedSubmission, RefusalOf<SubmissionRefusalCode>>> {
  const submission = await context.storage.submissions.findById(id);
  if (submission === null) return refuseMissing(context, refuseSubmissionNotFound());
  const authorization = await authorizeForAppDespiteDeletion(
    context,
    submission.value.appId,
    permission,
  );
  if (authorization.ok) return ok({ ...authorization.value, submission });
  const { code, path = [] } = authorization.refusal;
  if (code === 'app_not_found' || code === 'app_deleted') return refuseSubmissionNotFound();
  return refuse({ code, path: code === 'organization_deleted' ? ['submissionId'] : path });
}

export function refuseSubmissionNotFound(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'submission_not_found'>;
} {
  return refuse({ code: 'submission_not_found', path: ['submissionId'] });
}

/** Answers a repeated command with the submission as it is now. */
export async function replaySubmission(
  context: TimedAuthorizationContext,
  id: SubmissionId | null,
): Promise<Result<SubmissionView, RefusalOf<SubmissionRefusalCode>>> {
  if (id === null) return refuseSubmissionNotFound();
  const managed = await loadSubmission(context, id, 'apps:read');
  return managed.ok ? ok(submissionView(managed.value.submission.value)) : managed;
}
