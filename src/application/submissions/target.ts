// Reading a submission of one's own organization.

import type { Permission } from '../../domain/organization/role.js';
import type { Submission } from '../../domain/review/submission.js';
import type { SubmissionId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import {
  type AppAuthority,
  type AppRefusal,
  authorityDespiteAppDeletion,
} from '../apps/authority.js';
import { type SubmissionView, submissionView } from '../apps/views.js';
import type { Unit } from '../use-case/command.js';

export type SubmissionRefusal =
  | Exclude<AppRefusal, 'app_not_found' | 'app_deleted'>
  | 'submission_not_found';

export interface SubmissionTarget extends AppAuthority {
  readonly submission: Versioned<Submission>;
}

/** Three waves: the submission, its app, and the app's organization with what the actor is in it. */
export async function submissionOf(
  unit: Pick<Unit, 'storage' | 'actor' | 'now'>,
  id: SubmissionId,
  permission: Permission,
): Promise<Result<SubmissionTarget, RefusalOf<SubmissionRefusal>>> {
  const submission = await unit.storage.submissions.findById(id);
  if (submission === null) return submissionNotFound();
  const authority = await authorityDespiteAppDeletion(unit, submission.value.appId, permission);
  if (authority.ok) return ok({ ...authority.value, submission });
  const { code, path = [] } = authority.refusal;
  if (code === 'app_not_found' || code === 'app_deleted') return submissionNotFound();
  return refuse({ code, path: code === 'organization_deleted' ? ['submissionId'] : path });
}

export function submissionNotFound(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'submission_not_found'>;
} {
  return refuse({ code: 'submission_not_found', path: ['submissionId'] });
}

/** A submission as it is now, for the answer to a repeated command. */
export async function recallSubmission(
  unit: Unit,
  id: SubmissionId | null,
): Promise<Result<SubmissionView, RefusalOf<SubmissionRefusal>>> {
  if (id === null) return submissionNotFound();
  const target = await submissionOf(unit, id, 'apps:read');
  return target.ok ? ok(submissionView(target.value.submission.value)) : target;
}
