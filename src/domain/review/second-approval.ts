// The second approval: which submissions need it, who may give it, and what it decides.

import type { App, AppSnapshot, LiveRelease } from '../app/app.js';
import { newSensitivePermissionTypes } from '../app/app-permission.js';
import { serverHostsOf } from '../app/server-hosts.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { conflictOfInterestRefusal } from './conflict-of-interest.js';
import type { DecisionReason } from './decision-reason.js';
import {
  type DecideRefusal,
  type DecisionContextWithoutClaim,
  digestMismatchRefusal,
  recordApproval,
  recordNegativeDecision,
} from './record-decision.js';
import type { Submission, SubmissionState } from './submission.js';
import { nextSubmissionState } from './submission-transitions.js';

/** Whether two reviewers must approve: for a new app and for a big update, unless the policy says `never`. */
export function needsSecondApproval(
  { snapshot }: Pick<Submission, 'snapshot'>,
  { live }: Pick<App, 'live'>,
  { secondApproval }: Pick<Policy, 'secondApproval'>,
): boolean {
  if (secondApproval === 'never') return false; // REV-95
  return live === undefined ? /* REV-45 */ true : isBigUpdate(snapshot, live);
}

/** Whether users would get what they know as another app: another name, publisher or server, or a new sensitive permission. */
function isBigUpdate(
  { manifest, publisher }: AppSnapshot,
  { listing, serverHosts }: Pick<LiveRelease, 'listing' | 'serverHosts'>,
): boolean {
  return (
    /* REV-46 REV-47 */ newSensitivePermissionTypes(listing.permissions, manifest.permissions)
      .length > 0 ||
    /* REV-91 */ manifest.name !== listing.name ||
    /* REV-92 */ publisher.organizationId !== listing.publisher.organizationId ||
    /* REV-93 */ publisher.name !== listing.publisher.name ||
    /* REV-94 */ serverHostsOf(manifest).some((host) => !serverHosts.includes(host))
  );
}

/** The second approval. It needs no claim, but another reviewer than the first approval. */
export function secondApprove(
  submission: Submission,
  decisionContext: DecisionContextWithoutClaim,
): Result<Submission, DecideRefusal | RefusalOf<'second_reviewer_required'>> {
  const to = stateAfterSecondDecision(submission, 'secondApprove', decisionContext);
  return to.ok ? ok(recordApproval(submission, 'secondApprove', to.value, decisionContext)) : to;
}

/** The second reviewer disagrees. The submission goes back to its old place in the queue. */
export function sendBack(
  submission: Submission,
  decisionContext: DecisionContextWithoutClaim,
  decisionReason: DecisionReason,
): Result<Submission, DecideRefusal | RefusalOf<'second_reviewer_required'>> {
  const to = stateAfterSecondDecision(submission, 'sendBack', decisionContext);
  if (!to.ok) return to;
  return ok(
    recordNegativeDecision(
      submission,
      'sendBack',
      /* REV-50 */ to.value,
      decisionContext,
      decisionReason,
    ),
  );
}

/** Under the policy `never`, whoever gave the first approval before the policy changed may also give the second. */
function stateAfterSecondDecision(
  submission: Submission,
  command: 'secondApprove' | 'sendBack',
  { reviewer, policy, digest }: DecisionContextWithoutClaim,
): Result<SubmissionState, DecideRefusal | RefusalOf<'second_reviewer_required'>> {
  const conflict = /* REV-49 */ conflictOfInterestRefusal(submission, reviewer, policy);
  if (conflict !== null) return refuse(conflict);
  const to = nextSubmissionState(submission, command);
  if (!to.ok) return to;
  const first = submission.decisions.findLast(({ kind }) => kind === 'approve');
  const isFirst = first?.by === reviewer.userId && policy.secondApproval !== 'never';
  if (isFirst) return refuse({ code: 'second_reviewer_required', path: ['actor'] }); // REV-48
  const mismatch = digestMismatchRefusal(submission, digest);
  return mismatch === null ? to : refuse(mismatch);
}
