import type { UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result } from '../shared/result.js';
import { recordOutcome, setSubmissionState, type TransitionRefusal } from './apply-transition.js';
import { nextStateUnlessExpired } from './approval-expiry.js';
import type { Submission } from './submission.js';

/** The organization withdraws its open submission. This ends the reviewer's claim. Refused: `approval_expired`. */
export function withdrawSubmission(
  submission: Submission,
  by: UserId | null,
  now: Date,
): Result<Submission, TransitionRefusal | RefusalOf<'approval_expired'>> {
  const to = nextStateUnlessExpired(submission, 'withdraw', now);
  return to.ok
    ? ok(recordOutcome(setSubmissionState(submission, to.value, now), 'withdraw', by, now))
    : to;
}
