// The invariants of claims, of the snapshots that commands name, and of expiry.

import { isDeepStrictEqual } from 'node:util';
import { submissionDecisions, wasMemberSinceEntry } from './decision-invariants.js';
import { leaseSeconds, policy } from './environment.js';
import type { PerformedCall } from './run-call.js';
import {
  commandCommits,
  journalActionOf,
  type StepObservation,
  type SubmissionChange,
  submissionChanges,
} from './step-observation.js';
import { type Violations, violationsWhere } from './violations.js';

const decisionsUnderClaim = new Set(['approve', 'requestChanges', 'reject']);
const claimActions = new Set<string>(['review.renew_claim', 'review.release_claim']);

export function findLeaseViolations(observation: StepObservation): Violations {
  const first = submissionDecisions(observation).filter(({ decision }) =>
    decisionsUnderClaim.has(decision.kind),
  );
  return [
    ...first.flatMap((decided) => findHeldLeaseViolations(decided, decided.decision.by)),
    ...submissionChanges(observation).flatMap(findClaimViolations),
    ...observation.performedCalls.flatMap((asked) => findStaleInputViolations(observation, asked)),
  ];
}

function findHeldLeaseViolations(
  { commit: { entry }, before }: SubmissionChange,
  by: string,
): Violations {
  const { lease: held, claimCount, id } = before;
  const what = `${entry.action} of ${id}`;
  if (held === undefined) return [`${what} without a lease`];
  return violationsWhere(
    [held.holder !== by, `${what} under the lease of another reviewer`],
    [held.leaseToken !== claimCount, `${what} under an old token`],
    [held.until <= entry.at, `${what} under an expired lease`],
  );
}

function findClaimViolations(moved: SubmissionChange): Violations {
  const { commit, before, after } = moved;
  const { action, actor } = commit.entry;
  const by = actor.kind === 'reviewer' ? actor.userId : '';
  if (action === 'review.claim') return findNewClaimViolations(moved, by);
  const isLeft = after.state !== 'in_review' && after.lease !== undefined;
  const isRenewal = action === 'review.renew_claim';
  return [
    ...(claimActions.has(action) ? findHeldLeaseViolations(moved, by) : []),
    ...violationsWhere(
      [after.claimCount !== before.claimCount, `${action} of ${after.id} changed the claim count`],
      [isLeft, `${action} of ${after.id} left a lease`],
      [
        isRenewal && wasMemberSinceEntry(commit, before, by),
        `${after.id} was renewed by a reviewer with a conflict`,
      ],
    ),
  ];
}

function findNewClaimViolations(
  { commit, before, after }: SubmissionChange,
  by: string,
): Violations {
  const { at } = commit.entry;
  const until = new Date(at.getTime() + leaseSeconds * 1_000);
  const isOwn = before.authors.some((id) => id === by) || wasMemberSinceEntry(commit, before, by);
  const held = [...commit.before.submissions.values()].filter(
    ({ value }) => value.lease?.holder === by && value.lease.until > at,
  );
  const expected = { holder: by, leaseToken: before.claimCount + 1, until };
  const isRight =
    isDeepStrictEqual(after.lease, expected) && after.claimCount === expected.leaseToken;
  return violationsWhere(
    [before.lease !== undefined && before.lease.until > at, `${before.id} was claimed twice`],
    [!isRight, `the lease of ${before.id} is ${JSON.stringify(after.lease)}`],
    [isOwn, `${before.id} was claimed by a reviewer with a conflict`],
    [held.length >= (policy.maxClaimsPerReviewer ?? 0), `${by} has claimed too many`],
  );
}

/** The lease token and the digest of a command match the stored ones. */
function findStaleInputViolations(
  observation: StepObservation,
  { call, outcome, firstRun }: PerformedCall,
): Violations {
  const { input } = call;
  if (!outcome.ok || firstRun !== null || !('submissionId' in input)) return [];
  const action = journalActionOf(call.method);
  const commit = commandCommits(observation).find(
    ({ entry }) => entry.action === action && entry.subject.id === input.submissionId,
  );
  const before = commit?.before.submissions.get(commit.entry.subject.id)?.value;
  if (before === undefined) return [];
  return violationsWhere(
    [
      'leaseToken' in input && input.leaseToken !== before.claimCount,
      `${call.method} by a stale token`,
    ],
    ['digest' in input && input.digest !== before.digest, `${call.method} of another snapshot`],
  );
}

/** No expired approval is released, none expires early, and maintenance leaves none that has expired. */
export function findDeadlineViolations(observation: StepObservation): Violations {
  return [
    ...submissionChanges(observation).flatMap(findEarlyOrLateViolations),
    ...findMaintenanceViolations(observation),
  ];
}

function findEarlyOrLateViolations({ commit, before, after }: SubmissionChange): Violations {
  const { action, at } = commit.entry;
  const isOver = before.approvedUntil !== undefined && before.approvedUntil <= at;
  const isReleased = before.state === 'approved' && after.state === 'released';
  const isExpired = after.state === 'approval_expired';
  const isWrittenDown = action === 'submission.expire_approval';
  return violationsWhere(
    [isReleased && isOver, `${before.id} was released after it expired`],
    [isExpired && !isOver, `${before.id} expired early`],
    [isWrittenDown && !isExpired, `${action} made ${before.id} ${after.state}`],
  );
}

function findMaintenanceViolations({
  performedCalls,
  now,
  after: { rows },
}: StepObservation): Violations {
  const [only, ...others] = performedCalls;
  const isKept = only?.call.method === 'maintenance.runOnce' && only.outcome.ok;
  if (!isKept || others.length > 0) return [];
  return [...rows.submissions.values()].flatMap(({ value: { id, state, approvedUntil } }) => {
    const isOver = approvedUntil !== undefined && approvedUntil <= now;
    return violationsWhere([
      state === 'approved' && isOver,
      `maintenance left ${id}, which has expired`,
    ]);
  });
}
