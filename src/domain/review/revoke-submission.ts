// Revocation: the platform takes an approval or a release back.

import type { App } from '../app/app.js';
import type { UserId } from '../shared/ids.js';
import { ok, type Result } from '../shared/result.js';
import type { DecisionReason } from './decision-reason.js';
import { withLiveRelease } from './release-submission.js';
import type { Submission } from './submission.js';
import {
  nextSubmissionState,
  recordDecision,
  recordLastTransition,
  setStateAndEndClaim,
  type TransitionRefusal,
} from './submission-transitions.js';

export interface RevokedRows {
  readonly submission: Submission;
  readonly app: App;
  /** The earlier release that is live again, or null. */
  readonly fallback: Submission | null;
}

/**
 * The platform revokes an approved or released submission. If it was live, the last superseded release becomes live again;
 * `lastSuperseded` is that one, or null.
 */
export function revokeSubmission(
  app: App,
  submission: Submission,
  lastSuperseded: Submission | null,
  decisionReason: DecisionReason,
  by: UserId,
  now: Date,
): Result<RevokedRows, TransitionRefusal> {
  const to = nextSubmissionState(submission, 'revoke');
  if (!to.ok) return to;
  const { reasons, text } = decisionReason;
  const decision = { kind: 'revoke', by, at: now, reasons, text } as const;
  const revoked = recordDecision(setStateAndEndClaim(submission, to.value, now), decision);
  if (/* REV-76 */ app.live?.submissionId !== submission.id)
    return ok({ submission: revoked, app, fallback: null });
  if (/* REV-74 */ lastSuperseded === null)
    return ok({
      submission: revoked,
      /* REV-75 */ app: withoutLiveRelease(app, now),
      fallback: null,
    });
  const back = nextSubmissionState(lastSuperseded, 'fallBack');
  if (!back.ok) return back;
  const fallback = recordLastTransition(
    setStateAndEndClaim(lastSuperseded, back.value, now),
    'fallBack',
    by,
    now,
  );
  return ok({ submission: revoked, app: withLiveRelease(app, fallback, now), fallback });
}

function withoutLiveRelease(app: App, now: Date): App {
  const { live: _live, ...rest } = app;
  return { ...rest, updatedAt: now };
}
