// The open submission of an app. An approval that time has ended is open to nobody, whether or not that was written down.

import type { Fact } from '../../domain/journal/fact.js';
import { expireApproval, isOverdue } from '../../domain/review/lifecycle.js';
import type { Submission } from '../../domain/review/submission.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { updated } from '../use-case/changes.js';
import type { Unit } from '../use-case/command.js';
import { movedFact } from './moves.js';

export interface Open {
  readonly open: Versioned<Submission> | null;
  /** Stored as open, and over. */
  readonly overdue: Versioned<Submission> | null;
}

/** One read, after the app, which is the guard. */
export async function openSubmission(
  { storage, now }: Pick<Unit, 'storage' | 'now'>,
  appId: AppId,
): Promise<Open> {
  const found = await storage.submissions.findOpen(appId);
  const isOver = found !== null && isOverdue(found.value, now);
  return isOver ? { open: null, overdue: found } : { open: found, overdue: null };
}

export interface Ended {
  readonly changes: readonly Change[];
  readonly facts: readonly Fact[];
}

/** Writes down that time has ended an approval, where another submission needs its place, or another organization gets the app. */
export function ending(
  overdue: Versioned<Submission> | null,
  organizationId: OrganizationId,
  now: Date,
): Ended {
  const expired = overdue === null ? null : expireApproval(overdue.value, now);
  if (overdue === null || expired === null || !expired.ok) return { changes: [], facts: [] };
  return {
    changes: [updated('submissions', overdue, expired.value)],
    facts: [movedFact(expired.value, 'expireApproval', organizationId)],
  };
}
