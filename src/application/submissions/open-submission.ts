// Finds the open submission of an app. An expired approval counts as closed, even if its row still says that it is open.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import { expireApproval, isApprovalExpired } from '../../domain/review/approval-expiry.js';
import type { Submission } from '../../domain/review/submission.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';

import type { Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { updateChange } from '../use-case/changes.js';
import type { CommandContext } from '../use-case/command.js';
import { submissionStateChangedEvent } from './submission-events.js';

export interface OpenSubmissionLookup {
  readonly open: Versioned<Submission> | null;
  /** An expired approval whose row still says that it is open. */
  readonly expiredApproval: Versioned<Submission> | null;
}

/** One read. Read the app first: it is the guard. */
export async function findOpenSubmission(
  { storage, now }: Pick<CommandContext, 'storage' | 'now'>,
  appId: AppId,
): Promise<OpenSubmissionLookup> {
  const found = await storage.submissions.findOpen(appId);
  const isOver = found !== null && isApprovalExpired(found.value, now);
  return isOver ? { open: null, expiredApproval: found } : { open: found, expiredApproval: null };
}

export interface ApprovalExpiry {
  readonly changes: readonly Change[];
  readonly events: readonly DomainEvent[];
}

/** The changes that store an expired approval, when a new submission takes its place, or the app moves to another organization. */
export function approvalExpiryChanges(
  expiredApproval: Versioned<Submission> | null,
  organizationId: OrganizationId,
  now: Date,
): ApprovalExpiry {
  const expired = expiredApproval === null ? null : expireApproval(expiredApproval.value, now);
  if (expiredApproval === null || expired === null || !expired.ok)
    return { changes: [], events: [] };
  return {
    changes: [updateChange('submissions', expiredApproval, expired.value)],
    events: [submissionStateChangedEvent(expired.value, 'expireApproval', organizationId)],
  };
}
