// Deleted rows can be restored for a limited time (`restoreWindow`). After that they are purged.

import type { Policy } from './policy-limits.js';
import { addSeconds } from './time.js';

/** A row that is only marked as deleted at first. */
export interface SoftDeletable {
  readonly deletedAt?: Date;
  /** Set by the first step of a purge. After that it cannot be restored. */
  readonly purgingSince?: Date;
}

/** The time from which it can no longer be restored and is purged. */
export function purgeDueAt(deletedAt: Date, policy: Pick<Policy, 'restoreWindow'>): Date {
  return addSeconds(deletedAt, /* ORG-47 */ policy.restoreWindow);
}

/** Whether it was deleted too long ago to be restored, or its purge has begun. False if it is not deleted. */
export function isRestoreWindowOver(
  { deletedAt, purgingSince }: SoftDeletable,
  policy: Pick<Policy, 'restoreWindow'>,
  now: Date,
): boolean {
  if (deletedAt === undefined) return false;
  return purgingSince !== undefined || /* ORG-48 */ purgeDueAt(deletedAt, policy) <= now;
}
