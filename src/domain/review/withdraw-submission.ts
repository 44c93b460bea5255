// How an organization withdraws its submission.

import type { UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result } from '../shared/result.js';
import { nextStateUnlessExpired } from './approval-expiry.js';
import type { Submission } from './submission.js';
import {
  recordLastTransition,
  setStateAndEndClaim,
  type TransitionRefusal,
} from './submission-transitions.js';

/** The organization withdraws its open submission. This ends the reviewer's claim. Refused: `approval_expired`. */
export function withdrawSubmission(
  submission: Submission,
  by: UserId | null,
  now: Date,
): Result<Submission, TransitionRefusal | RefusalOf<'approval_expired'>> {
  const to = nextStateUnlessExpired(submission, 'withdraw', now);
  return to.ok
    ? ok(
        recordLastTransition(
          /* REV-22 */ setStateAndEndClaim(submission, to.value, now),
          'withdraw',
          by,
          now,
        ),
      )
    : to;
}
