// Who reviews, and what reviewers must not decide on.

import type { ReviewerCapability } from '../../../ports/reviewer-directory.js';
import { requireActiveUser } from './access.js';
import type { ModelSubmission } from './app-rows.js';
import type { Caller } from './calls.js';
import { type ReferenceModel, rowsWhere, throwRefusal } from './reference-model.js';

/** Marks a caller who acts as a reviewer, such as `reviewer user 3`. */
export const reviewerCallerPrefix = 'reviewer ';

/** The id of a caller who is a reviewer with this capability. */
export function requireCapability(
  model: ReferenceModel,
  caller: Caller,
  capability: ReviewerCapability,
): string {
  const id = reviewerIdOf(caller);
  const isAble = model.reviewers.get(id)?.includes(capability) === true;
  return isAble ? id : throwRefusal('permission_denied');
}

/** The id of a caller who acts as a reviewer; `reviewer` alone has no account. Empty for other callers. */
export function reviewerIdOf(caller: Caller): string {
  if (caller === 'reviewer') return 'user 0';
  return caller.startsWith(reviewerCallerPrefix) ? caller.slice(reviewerCallerPrefix.length) : '';
}

/** The id of a reviewer who may use the queue. */
export function requireActiveReviewer(model: ReferenceModel, caller: Caller): string {
  const reviewer = requireCapability(model, caller, 'review');
  requireActiveUser(model, reviewer);
  return reviewer;
}

export type Reviewed = Pick<ModelSubmission, 'authors' | 'enteredAt' | 'organization'>;

/** Whether the reviewer is an author, or a member of the organization, or was one shortly before the case. */
export function hasConflict(model: ReferenceModel, reviewer: string, reviewed: Reviewed): boolean {
  const since = reviewed.enteredAt - model.policy.reviewCoolingOffPeriod * 1000;
  const ties = rowsWhere(
    model.memberships,
    ({ user, organization, leftAt }) =>
      user === reviewer &&
      organization === reviewed.organization &&
      (leftAt === null || leftAt >= since),
  );
  return ties.length > 0 || reviewed.authors.includes(reviewer);
}

export function refuseConflict(model: ReferenceModel, reviewer: string, reviewed: Reviewed): void {
  if (hasConflict(model, reviewer, reviewed)) throwRefusal('conflict_of_interest');
}

/** A text that people can read, trimmed. */
export function requireReasonText(text: string | null | undefined): string {
  const words = (text ?? '').trim();
  return /[\p{L}\p{N}]/u.test(words) ? words : throwRefusal('reason_required');
}

interface ReasonInput {
  readonly reasons?: readonly string[] | null | undefined;
  readonly text?: string | null | undefined;
}

/** At least one reason, and a text. */
export function requireReasons({ reasons, text }: ReasonInput): {
  readonly reasons: readonly string[];
  readonly text: string;
} {
  if (reasons == null || reasons.length === 0) return throwRefusal('reason_required');
  return { reasons: [...new Set(reasons)], text: requireReasonText(text) };
}
