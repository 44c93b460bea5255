// The invariants of decisions: who makes them, and why.

import { isDeepStrictEqual } from 'node:util';
import type { AppPermission } from '../../../../src/domain/app/app-permission.js';
import type { Manifest } from '../../../../src/domain/app/manifest.js';
import type { ReviewDecision, Submission } from '../../../../src/domain/review/submission.js';
import { coolingOffStart } from './environment.js';
import {
  type CommandCommit,
  type StepObservation,
  type SubmissionChange,
  submissionChanges,
} from './step-observation.js';
import { type Violations, violationsWhere } from './violations.js';

export interface SubmissionDecision extends SubmissionChange {
  readonly decision: ReviewDecision;
}

/** The decisions of a step. */
export function submissionDecisions(observation: StepObservation): readonly SubmissionDecision[] {
  return submissionChanges(observation).flatMap((moved) => {
    const fresh = moved.after.decisions.slice(moved.before.decisions.length);
    return fresh.map((decision) => ({ ...moved, decision }));
  });
}

/** Each decision has an allowed reviewer, and earlier decisions do not change. */
export function findReviewerViolations(observation: StepObservation): Violations {
  const reviewers = observation.participants.reviewers.map(({ id }) => id);
  const rewritten = submissionChanges(observation).filter(({ before: { decisions }, after }) => {
    return !isDeepStrictEqual(after.decisions.slice(0, decisions.length), decisions);
  });
  const faults = submissionDecisions(observation).flatMap((decided) => {
    const { commit, before, decision } = decided;
    const says = `${decision.kind} of ${before.id} by ${decision.by}`;
    const { actor } = commit.entry;
    const isActor = actor.kind === 'reviewer' && actor.userId === decision.by;
    return [
      ...violationsWhere(
        [!reviewers.includes(decision.by), `${says}, who is no reviewer`],
        [!isActor, `${says}, who did not act`],
      ),
      ...findConflictViolations(decided).map((why) => `${says}, ${why}`),
    ];
  });
  return [
    ...faults,
    ...rewritten.map(({ before: { id } }) => `the decisions on ${id} have changed`),
  ];
}

function findConflictViolations({
  commit,
  before,
  after,
  decision: { kind, by },
}: SubmissionDecision): Violations {
  const isSecond = kind === 'secondApprove' || kind === 'sendBack';
  const first = before.decisions.findLast((one) => one.kind === 'approve')?.by;
  const isAlone = kind === 'approve' && after.state === 'approved';
  return violationsWhere(
    [before.authors.includes(by), 'who is an author'],
    [wasMemberSinceEntry(commit, before, by), 'who is or was a member of the organization'],
    [isSecond && (first === undefined || first === by), 'who made the first decision'],
    [isAlone && needsTwoApprovals(commit, before), 'alone, but two approvals are needed'],
  );
}

/** Whether the reviewer is a member now, or was one since the cooling-off period before the case. */
export function wasMemberSinceEntry(
  { before }: CommandCommit,
  { organizationId, enteredAt }: Submission,
  by: string,
): boolean {
  return [...before.memberships.values()].some(({ value }) => {
    const isOne = value.organizationId === organizationId && value.userId === by;
    return isOne && (value.leftAt === undefined || value.leftAt >= coolingOffStart(enteredAt));
  });
}

const sensitivePermissionTypes = new Set<AppPermission['type']>([
  'MICROPHONE',
  'CAMERA',
  'LOCATION',
  'BACKGROUND_LOCATION',
  'READ_NOTIFICATIONS',
]);

function needsTwoApprovals({ before }: CommandCommit, { appId, snapshot }: Submission): boolean {
  const live = before.apps.get(appId)?.value.live;
  if (live === undefined) return true;
  const { manifest, publisher } = snapshot;
  const had = new Set(live.listing.permissions.map(({ type }) => type));
  const isNewlyAsked = manifest.permissions.some(
    ({ type }) => sensitivePermissionTypes.has(type) && !had.has(type),
  );
  const known = before.submissions.get(live.submissionId)?.value.snapshot.manifest;
  const isOther = manifest.name !== live.listing.name;
  const { organizationId, name } = live.listing.publisher;
  const isOthers = publisher.organizationId !== organizationId || publisher.name !== name;
  const isElsewhere = hostsOf(manifest).some((host) => !hostsOf(known ?? {}).includes(host));
  return isNewlyAsked || isOther || isOthers || isElsewhere;
}

function hostsOf({ publicUrl, webviewUrl }: Pick<Partial<Manifest>, 'publicUrl' | 'webviewUrl'>) {
  return [publicUrl, webviewUrl].flatMap((url) => (url === undefined ? [] : [new URL(url).host]));
}

const negativeDecisions = new Set(['requestChanges', 'reject', 'sendBack', 'revoke']);

/** Every negative decision has a reason and a text, and so has every enforcement. */
export function findReasonViolations({ after: { rows } }: StepObservation): Violations {
  const decisions = [...rows.submissions.values()].flatMap(({ value }) =>
    value.decisions.flatMap(({ kind, reasons, text }) => {
      const isBare = reasons.length === 0 || isBlank(text);
      return violationsWhere([
        negativeDecisions.has(kind) && isBare,
        `${kind} of ${value.id} has no reason`,
      ]);
    }),
  );
  const imposed = [...rows.apps.values()].flatMap(({ value: { id, enforcement } }) => {
    const { state, reason } = enforcement;
    return violationsWhere([
      state !== 'none' && isBlank(reason),
      `${id} is ${state}, without a reason`,
    ]);
  });
  return [...decisions, ...imposed];
}

function isBlank(text: string | undefined): boolean {
  return (text ?? '').trim() === '';
}
