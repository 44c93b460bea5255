// Runs every command of a submission as an actor who may do it.
import type { App } from '../../../../src/domain/app/app.js';
import { expireApproval } from '../../../../src/domain/review/approval-expiry.js';
import {
  claimSubmission,
  releaseClaim,
  renewClaim,
} from '../../../../src/domain/review/claim-submission.js';
import type { Reviewer } from '../../../../src/domain/review/conflict-of-interest.js';
import {
  approveSubmission,
  rejectSubmission,
  requestChanges,
} from '../../../../src/domain/review/decide-submission.js';
import type { ReviewDecisionContext } from '../../../../src/domain/review/record-decision.js';
import { releaseSubmission } from '../../../../src/domain/review/release-submission.js';
import { revokeSubmission } from '../../../../src/domain/review/revoke-submission.js';
import { secondApprove, sendBack } from '../../../../src/domain/review/second-approval.js';
import { setLane } from '../../../../src/domain/review/set-lane.js';
import type { Submission, SubmissionTransition } from '../../../../src/domain/review/submission.js';
import { resubmitApp } from '../../../../src/domain/review/submit-app.js';
import { withdrawSubmission } from '../../../../src/domain/review/withdraw-submission.js';
import type { RefusalOf } from '../../../../src/domain/shared/refusal.js';
import type { Result } from '../../../../src/domain/shared/result.js';
import { addSeconds } from '../../../../src/domain/shared/time.js';
import {
  ada,
  appOf,
  bo,
  cy,
  developer,
  digestOf,
  leaseEnd,
  liveOf,
  policy,
  sampleReasons,
  snapshotOf,
  submissionIdOf,
  submissionInState,
} from './review-samples.js';

type SubmissionCommandResult = Result<
  Submission,
  RefusalOf<'already_decided' | 'invalid_transition'> | OtherRefusal
>;
type OtherRefusal = { readonly code: string };

type SubmissionCommandFunction = (submission: Submission, at: Date) => SubmissionCommandResult;

function holderOf({ lease }: Submission): Reviewer {
  return { userId: lease?.holder ?? ada.userId, memberships: [] };
}

export function decisionInputFor(submission: Submission, now: Date): ReviewDecisionContext {
  const { digest, claimCount: leaseToken } = submission;
  return { reviewer: holderOf(submission), policy, digest, leaseToken, now };
}

/** An app with this submission as its live release. */
export function appWithLiveSubmission(submission: Submission): App {
  return appOf({
    id: submission.appId,
    organizationId: submission.organizationId,
    submissionCount: submission.revision,
    live: liveOf(submission),
  });
}

export function appWithoutLiveSubmission({ appId, organizationId, revision }: Submission): App {
  return appOf({ id: appId, organizationId, submissionCount: revision });
}

/** Another submission of the app that can still be released. */
const anotherSubmission = (state: 'approved' | 'released', at: Date) =>
  submissionInState(state, { approvedUntil: addSeconds(at, 1) }, 0x77);

/** All commands. The approval needs no second one, because all permissions of the snapshot are live already. */
export const commandFunctions: Readonly<Record<SubmissionTransition, SubmissionCommandFunction>> = {
  claim: (submission, at) =>
    claimSubmission(submission, { ...ada, activeClaimCount: 0 }, policy, at),
  renewClaim: (submission, at) =>
    renewClaim(
      submission,
      { ...holderOf(submission), activeClaimCount: 1 },
      submission.claimCount,
      policy,
      at,
    ),
  releaseClaim: (submission, at) =>
    releaseClaim(submission, holderOf(submission), submission.claimCount, policy, at),
  setLane: (submission, at) =>
    setLane(submission, { lane: 'security', reason: 'A hole.' }, bo, policy, at),
  requestChanges: (submission, at) =>
    requestChanges(submission, decisionInputFor(submission, at), sampleReasons),
  resubmit: (submission, at) => {
    const submitting = {
      id: submissionIdOf(0x78),
      snapshot: snapshotOf(),
      digest: digestOf(0x78),
      issues: [],
      by: developer,
      now: at,
    };
    return pickSubmissionOf(
      resubmitApp(appWithoutLiveSubmission(submission), submission, submitting),
      ({ replaced }) => replaced,
    );
  },
  approve: (submission, at) =>
    approveSubmission(
      submission,
      appWithLiveSubmission(submission),
      decisionInputFor(submission, at),
    ),
  secondApprove: (submission, at) =>
    secondApprove(submission, { ...decisionInputFor(submission, at), reviewer: bo }),
  sendBack: (submission, at) =>
    sendBack(submission, { ...decisionInputFor(submission, at), reviewer: bo }, sampleReasons),
  reject: (submission, at) =>
    rejectSubmission(submission, decisionInputFor(submission, at), sampleReasons),
  withdraw: (submission, at) => withdrawSubmission(submission, developer, at),
  release: (submission, at) =>
    pickSubmissionOf(
      releaseSubmission(appWithoutLiveSubmission(submission), submission, null, developer, at),
      (released) => released.submission,
    ),
  expireApproval: (submission, at) => expireApproval(submission, at),
  revoke: (submission, at) =>
    pickSubmissionOf(
      revokeSubmission(
        appWithoutLiveSubmission(submission),
        submission,
        null,
        sampleReasons,
        cy.userId,
        at,
      ),
      (revoked) => revoked.submission,
    ),
  supersede: (submission, at) =>
    pickSubmissionOf(
      releaseSubmission(
        appWithLiveSubmission(submission),
        anotherSubmission('approved', at),
        submission,
        developer,
        at,
      ),
      ({ superseded }) => superseded,
    ),
  fallBack: (submission, at) => {
    const live = anotherSubmission('released', at);
    return pickSubmissionOf(
      revokeSubmission(appWithLiveSubmission(live), live, submission, sampleReasons, cy.userId, at),
      ({ fallback }) => fallback,
    );
  },
};

/** All commands for an app without a live release, which needs two approvals. */
export const newAppCommandFunctions: Readonly<
  Record<SubmissionTransition, SubmissionCommandFunction>
> = {
  ...commandFunctions,
  approve: (submission, at) =>
    approveSubmission(
      submission,
      appWithoutLiveSubmission(submission),
      decisionInputFor(submission, at),
    ),
};

type CommandUnderLease = 'renewClaim' | 'releaseClaim' | 'requestChanges' | 'approve' | 'reject';

/** The commands that need a claim, sent by this reviewer with this lease token. */
export function commandFunctionsOf(
  reviewer: Reviewer,
  token: number,
): Readonly<Record<CommandUnderLease, SubmissionCommandFunction>> {
  const decisionContextFor = (submission: Submission, at: Date) => ({
    ...decisionInputFor(submission, at),
    reviewer,
    leaseToken: token,
  });
  return {
    renewClaim: (submission, at) =>
      renewClaim(submission, { ...reviewer, activeClaimCount: 1 }, token, policy, at),
    releaseClaim: (submission, at) => releaseClaim(submission, reviewer, token, policy, at),
    requestChanges: (submission, at) =>
      requestChanges(submission, decisionContextFor(submission, at), sampleReasons),
    approve: (submission, at) =>
      approveSubmission(
        submission,
        appWithLiveSubmission(submission),
        decisionContextFor(submission, at),
      ),
    reject: (submission, at) =>
      rejectSubmission(submission, decisionContextFor(submission, at), sampleReasons),
  };
}

function pickSubmissionOf<T, R extends OtherRefusal>(
  result: Result<T, R>,
  of: (value: T) => Submission | null,
): Result<Submission, R> {
  if (!result.ok) return result;
  const value = of(result.value);
  if (value === null) throw new Error('the submission was left out');
  return { ok: true, value };
}

/** A time at which a command can succeed. A second claim can succeed only after the first one expires. */
export function commandTimeOf(
  command: SubmissionTransition,
  submission: Submission,
  usual: Date,
): Date {
  if (command === 'claim') return submission.lease?.until ?? leaseEnd;
  if (command === 'expireApproval') return submission.approvedUntil ?? usual;
  return usual;
}
