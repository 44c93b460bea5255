// Every command of a submission, done by whoever may do it, and in no other way than it is done.
import type { App } from '../../../../src/domain/app/app.js';
import {
  claim,
  type Reviewer,
  releaseClaim,
  renewClaim,
} from '../../../../src/domain/review/claims.js';
import {
  approve,
  reject,
  requestChanges,
  secondApprove,
  sendBack,
  setLane,
  type Verdict,
} from '../../../../src/domain/review/decisions.js';
import {
  expireApproval,
  release,
  resubmit,
  revoke,
  withdraw,
} from '../../../../src/domain/review/lifecycle.js';
import type { Submission, SubmissionCommand } from '../../../../src/domain/review/submission.js';
import type { RefusalOf } from '../../../../src/domain/shared/refusal.js';
import type { Result } from '../../../../src/domain/shared/result.js';
import { secondsAfter } from '../../../../src/domain/shared/time.js';
import {
  ada,
  appOf,
  bo,
  cy,
  developer,
  digestOf,
  grounds,
  leaseEnd,
  liveOf,
  policy,
  snapshotOf,
  submissionIdOf,
  submissionIn,
} from './review-samples.js';

type Performed = Result<Submission, RefusalOf<'already_decided' | 'invalid_transition'> | Other>;
type Other = { readonly code: string };

type Perform = (submission: Submission, at: Date) => Performed;

function holderOf({ lease }: Submission): Reviewer {
  return { userId: lease?.holder ?? ada.userId, memberships: [] };
}

export function verdictOn(submission: Submission, now: Date): Verdict {
  const { digest, claims: token } = submission;
  return { reviewer: holderOf(submission), digest, token, now };
}

/** The app with this submission live. */
export function appWith(submission: Submission): App {
  return appOf({
    id: submission.appId,
    organizationId: submission.organizationId,
    submissions: submission.revision,
    live: liveOf(submission),
  });
}

export function appWithout({ appId, organizationId, revision }: Submission): App {
  return appOf({ id: appId, organizationId, submissions: revision });
}

/** Another submission of the app, that can still be released. */
const another = (state: 'approved' | 'released', at: Date) =>
  submissionIn(state, { approvedUntil: secondsAfter(at, 1) }, 0x77);

/** An approval by which no second one is needed: all that it asks for is live already. */
export const perform: Readonly<Record<SubmissionCommand, Perform>> = {
  claim: (submission, at) => claim(submission, { ...ada, claims: 0 }, policy, at),
  renewClaim: (submission, at) =>
    renewClaim(submission, { ...holderOf(submission), claims: 1 }, submission.claims, policy, at),
  releaseClaim: (submission, at) =>
    releaseClaim(submission, holderOf(submission), submission.claims, at),
  setLane: (submission, at) =>
    setLane(submission, { lane: 'security', reason: 'A hole.' }, bo, policy, at),
  requestChanges: (submission, at) =>
    requestChanges(submission, verdictOn(submission, at), grounds),
  resubmit: (submission, at) => {
    const submitting = {
      id: submissionIdOf(0x78),
      snapshot: snapshotOf(),
      digest: digestOf(0x78),
      issues: [],
      by: developer,
      now: at,
    };
    return part(
      resubmit(appWithout(submission), submission, submitting),
      ({ replaced }) => replaced,
    );
  },
  approve: (submission, at) =>
    approve(submission, appWith(submission), verdictOn(submission, at), policy),
  secondApprove: (submission, at) =>
    secondApprove(submission, { ...verdictOn(submission, at), reviewer: bo }, policy),
  sendBack: (submission, at) =>
    sendBack(submission, { ...verdictOn(submission, at), reviewer: bo }, grounds),
  reject: (submission, at) => reject(submission, verdictOn(submission, at), grounds),
  withdraw: (submission, at) => withdraw(submission, developer, at),
  release: (submission, at) =>
    part(
      release(appWithout(submission), submission, null, developer, at),
      (released) => released.submission,
    ),
  expireApproval: (submission, at) => expireApproval(submission, at),
  revoke: (submission, at) =>
    part(
      revoke(appWithout(submission), submission, null, grounds, cy.userId, at),
      (revoked) => revoked.submission,
    ),
  supersede: (submission, at) =>
    part(
      release(appWith(submission), another('approved', at), submission, developer, at),
      ({ superseded }) => superseded,
    ),
  fallBack: (submission, at) => {
    const live = another('released', at);
    return part(
      revoke(appWith(live), live, submission, grounds, cy.userId, at),
      ({ fallback }) => fallback,
    );
  },
};

/** Of an app of which nothing is live, so that two must approve. */
export const performNew: Readonly<Record<SubmissionCommand, Perform>> = {
  ...perform,
  approve: (submission, at) =>
    approve(submission, appWithout(submission), verdictOn(submission, at), policy),
};

type Leased = 'renewClaim' | 'releaseClaim' | 'requestChanges' | 'approve' | 'reject';

/** What is done under a claim, by whoever says to have this one. */
export function performBy(reviewer: Reviewer, token: number): Readonly<Record<Leased, Perform>> {
  const verdict = (submission: Submission, at: Date) => ({
    ...verdictOn(submission, at),
    reviewer,
    token,
  });
  return {
    renewClaim: (submission, at) =>
      renewClaim(submission, { ...reviewer, claims: 1 }, token, policy, at),
    releaseClaim: (submission, at) => releaseClaim(submission, reviewer, token, at),
    requestChanges: (submission, at) =>
      requestChanges(submission, verdict(submission, at), grounds),
    approve: (submission, at) =>
      approve(submission, appWith(submission), verdict(submission, at), policy),
    reject: (submission, at) => reject(submission, verdict(submission, at), grounds),
  };
}

function part<T, R extends Other>(
  result: Result<T, R>,
  of: (value: T) => Submission | null,
): Result<Submission, R> {
  if (!result.ok) return result;
  const value = of(result.value);
  if (value === null) throw new Error('the submission was left out');
  return { ok: true, value };
}

/** When a command can succeed: a claim after another one only once that is over. */
export function momentOf(command: SubmissionCommand, submission: Submission, usual: Date): Date {
  if (command === 'claim') return submission.lease?.until ?? leaseEnd;
  if (command === 'expireApproval') return submission.approvedUntil ?? usual;
  return usual;
}
