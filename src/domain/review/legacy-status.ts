// The four app statuses of the older system. They are computed and never stored, because one status cannot say "live, update in
// review, and warned".

import { isPublished } from '../app/store-listing.js';
import { isOpenSubmission, type Submission } from './submission.js';

/** All statuses of the older system. */
export const legacyStatuses = ['DEVELOPMENT', 'SUBMITTED', 'REJECTED', 'PUBLISHED'] as const;
/** The status of an app for older clients. */
export type LegacyStatus = (typeof legacyStatuses)[number];

/** The status of an app with this newest submission, or with none (null). */
export function legacyStatusOf(
  app: Parameters<typeof isPublished>[0],
  newestSubmission: Pick<Submission, 'state' | 'decisions'> | null,
): LegacyStatus {
  if (isPublished(app)) return 'PUBLISHED'; // REV-85
  if (newestSubmission === null) return 'DEVELOPMENT';
  if (isOpenSubmission(newestSubmission)) return 'SUBMITTED'; // REV-86
  return isLastDecisionNegative(newestSubmission) ? 'REJECTED' : 'DEVELOPMENT';
}

function isLastDecisionNegative({ decisions }: Pick<Submission, 'decisions'>): boolean {
  const kind = decisions.at(-1)?.kind;
  return kind === 'reject' || kind === 'requestChanges' || kind === 'revoke';
}
