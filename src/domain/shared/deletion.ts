// What was deleted can be restored for a while, and is then purged.

import type { Policy } from './policy.js';
import { secondsAfter } from './time.js';

/** What is deleted softly. */
export interface Deletable {
  readonly deletedAt?: Date;
  /** Set by the first step of a purge, after which there is no way back. */
  readonly purgingSince?: Date;
}

/** From when on it is purged, and no longer restored. */
export function purgeFrom(deletedAt: Date, policy: Pick<Policy, 'restoreWindow'>): Date {
  return secondsAfter(deletedAt, policy.restoreWindow);
}

/** Whether something that was deleted can no longer be restored. */
export function isPastRestoring(
  { deletedAt, purgingSince }: Deletable,
  policy: Pick<Policy, 'restoreWindow'>,
  now: Date,
): boolean {
  if (deletedAt === undefined) return false;
  return purgingSince !== undefined || purgeFrom(deletedAt, policy) <= now;
}
