// The four statuses by which older clients know an app. One status cannot say "live, update in review, and warned"; it is read off, never stored.

import { isPublished } from '../app/app.js';
import { isOpen, type Submission } from './submission.js';

/** All statuses of the older system. */
export const legacyStatuses = ['DEVELOPMENT', 'SUBMITTED', 'REJECTED', 'PUBLISHED'] as const;
/** How an older client sees an app. */
export type LegacyStatus = (typeof legacyStatuses)[number];

/** `last` is the app's newest submission, or null. */
export function legacyStatus(
  app: Parameters<typeof isPublished>[0],
  last: Pick<Submission, 'state' | 'decisions'> | null,
): LegacyStatus {
  if (isPublished(app)) return 'PUBLISHED'; // REV-85
  if (last === null) return 'DEVELOPMENT';
  if (isOpen(last)) return 'SUBMITTED'; // REV-86
  return isNegative(last) ? 'REJECTED' : 'DEVELOPMENT';
}

function isNegative({ decisions }: Pick<Submission, 'decisions'>): boolean {
  const kind = decisions.at(-1)?.kind;
  return kind === 'reject' || kind === 'requestChanges' || kind === 'revoke';
}
