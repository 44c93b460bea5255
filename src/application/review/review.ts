// The service `review`: what the platform's reviewers do.

import type { QueueStats } from '../../domain/review/review-queue.js';
import type { Page } from '../../domain/shared/result.js';
import type { AppView } from '../apps/views.js';
import type { Dependencies } from '../dependencies.js';
import type { SubmissionIdInput } from '../submissions/submission-input.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { Query } from '../use-case/query.js';
import { type ApproveInput, type ApproveRefusalCode, approveSpec } from './approve.js';
import {
  type ClaimSubmissionRefusalCode,
  claimSpec,
  type HeldClaimInput,
  type ReleaseClaimRefusalCode,
  type RenewClaimRefusalCode,
  releaseClaimSpec,
  renewClaimSpec,
} from './claims.js';
import type { ReviewedSnapshotInput } from './decision-input.js';
import { createEnforcementSpec, type EnforceInput, type EnforceRefusalCode } from './enforce.js';
import {
  type NegativeDecisionInput,
  type NegativeDecisionRefusalCode,
  rejectSpec,
  requestChangesSpec,
} from './request-changes-reject.js';
import {
  type GetReviewDetailsRefusalCode,
  getReviewCaseQuery,
  listClaimedQuery,
  listQueueQuery,
  type QueueInput,
  queueStatsQuery,
  type ReviewDetailsView,
  type ReviewQueryRefusalCode,
} from './review-queries.js';
import {
  type RevokeReleaseInput,
  type RevokeReleaseRefusalCode,
  revokeReleaseSpec,
} from './revoke-release.js';
import {
  type SecondApproveRefusalCode,
  type SendBackInput,
  type SendBackRefusalCode,
  secondApproveSpec,
  sendBackSpec,
} from './second-review.js';
import { type SetLaneInput, type SetLaneRefusalCode, setLaneSpec } from './set-lane.js';
import { type SetTierInput, type SetTierRefusalCode, setTierSpec } from './set-tier.js';
import type { ReviewerSubmissionSummary, ReviewerSubmissionView } from './views.js';

/**
 * What the platform's reviewers do. The reviewer directory says who has which capability: `review` for the queue and
 * decisions, `enforce` for actions on apps and releases. All others are refused with `permission_denied`.
 */
export interface Review {
  /** Lists summaries of submissions by lane (security, updates, new apps), then by due time. `conflictOfInterest` marks those that this reviewer may not decide on. */
  readonly queue: Query<QueueInput, Page<ReviewerSubmissionSummary>, ReviewQueryRefusalCode>;
  /** Returns statistics of the submissions that wait for a decision; counts at most 10,000. */
  readonly stats: Query<object, QueueStats, ReviewQueryRefusalCode>;
  /** Returns a submission with what it changes for users. */
  readonly get: Query<SubmissionIdInput, ReviewDetailsView, GetReviewDetailsRefusalCode>;
  /** Lists summaries of the submissions that the reviewer has claimed. */
  readonly listClaimed: Query<object, readonly ReviewerSubmissionSummary[], ReviewQueryRefusalCode>;
  /**
   * Claims a submission for `policy.reviewLeaseDuration` (1 hour by default), in which no other reviewer can decide on it.
   * Decisions need the `lease.leaseToken` that it returns. Refused: `not_claimable`, `claim_limit_reached` for a reviewer
   * who holds `policy.maxClaimsPerReviewer` claims (3 by default), and `conflict_of_interest`, as in every command and in
   * `get`: for who created the app, changed its draft last or submitted it, and for whoever is a member of its
   * organization or was one since `policy.reviewCoolingOffPeriod` (90 days by default) before the case.
   */
  readonly claim: Command<SubmissionIdInput, ReviewerSubmissionView, ClaimSubmissionRefusalCode>;
  /** Extends the claim: it lasts `policy.reviewLeaseDuration` from now. Refused: `lease_lost`, `claim_limit_reached`. */
  readonly renewClaim: Command<HeldClaimInput, ReviewerSubmissionView, RenewClaimRefusalCode>;
  /** Gives up the claim. The submission keeps its place in the queue. Refused: `lease_lost`. */
  readonly releaseClaim: Command<HeldClaimInput, ReviewerSubmissionView, ReleaseClaimRefusalCode>;
  /** Moves the submission to another lane. Refused: `reason_required`. */
  readonly setLane: Command<SetLaneInput, ReviewerSubmissionView, SetLaneRefusalCode>;
  /**
   * Approves exactly the snapshot of the given digest. A new app then needs a second reviewer, and so does an update that
   * changes the name, the publisher or a server, or adds sensitive permissions; not if `policy.secondApproval` is `never`.
   * Refused: `lease_lost`, `digest_mismatch`, `already_decided` with the reviewer who decided.
   */
  readonly approve: Command<ApproveInput, ReviewerSubmissionView, ApproveRefusalCode>;
  /** Gives the second approval, without a claim. Refused: `second_reviewer_required` for the first reviewer, and the refusals of `approve` except `lease_lost`. */
  readonly secondApprove: Command<
    ReviewedSnapshotInput,
    ReviewerSubmissionView,
    SecondApproveRefusalCode
  >;
  /** As second reviewer, puts the submission back into the queue. Refused: `reason_required`, and the refusals of `secondApprove`. */
  readonly sendBack: Command<SendBackInput, ReviewerSubmissionView, SendBackRefusalCode>;
  /** Asks the organization for changes; it can resubmit. Refused: `reason_required`, and the refusals of `approve`. */
  readonly requestChanges: Command<
    NegativeDecisionInput,
    ReviewerSubmissionView,
    NegativeDecisionRefusalCode
  >;
  /** Rejects the submission for good. Refused: `reason_required`, and the refusals of `approve`. */
  readonly reject: Command<
    NegativeDecisionInput,
    ReviewerSubmissionView,
    NegativeDecisionRefusalCode
  >;
  /** Revokes an approval or a release. If it was live, the release before it becomes live again. Needs `enforce`. Refused: `conflict_of_interest`. */
  readonly revoke: Command<RevokeReleaseInput, ReviewerSubmissionView, RevokeReleaseRefusalCode>;
  /** Marks the app with a warning that its organization sees; it has no other effect. Needs `enforce`, or the embedding service. Refused: `conflict_of_interest` for a reviewer with ties to the app. */
  readonly warn: Command<EnforceInput, AppView, EnforceRefusalCode>;
  /** Takes the app out of the store and disables its own keys, until it is reinstated. Needs the same as `warn`. */
  readonly suspend: Command<EnforceInput, AppView, EnforceRefusalCode>;
  /** Like `suspend`, but meant to be permanent; `reinstate` can still undo it. */
  readonly takeDown: Command<EnforceInput, AppView, EnforceRefusalCode>;
  /** Ends a warning, a suspension or a takedown. Needs the same as `warn`. */
  readonly reinstate: Command<EnforceInput, AppView, EnforceRefusalCode>;
  /** Sets how far the platform has verified an app. Needs the same as `warn`. */
  readonly setTier: Command<SetTierInput, AppView, SetTierRefusalCode>;
}

export function createReviewService(deps: Dependencies): Review {
  return {
    queue: listQueueQuery(deps),
    stats: queueStatsQuery(deps),
    get: getReviewCaseQuery(deps),
    listClaimed: listClaimedQuery(deps),
    claim: defineCommand(claimSpec)(deps),
    renewClaim: defineCommand(renewClaimSpec)(deps),
    releaseClaim: defineCommand(releaseClaimSpec)(deps),
    setLane: defineCommand(setLaneSpec)(deps),
    approve: defineCommand(approveSpec)(deps),
    secondApprove: defineCommand(secondApproveSpec)(deps),
    sendBack: defineCommand(sendBackSpec)(deps),
    requestChanges: defineCommand(requestChangesSpec)(deps),
    reject: defineCommand(rejectSpec)(deps),
    revoke: defineCommand(revokeReleaseSpec)(deps),
    warn: defineCommand(createEnforcementSpec('warn', 'app.warn'))(deps),
    suspend: defineCommand(createEnforcementSpec('suspend', 'app.suspend'))(deps),
    takeDown: defineCommand(createEnforcementSpec('takeDown', 'app.take_down'))(deps),
    reinstate: defineCommand(createEnforcementSpec('reinstate', 'app.reinstate'))(deps),
    setTier: defineCommand(setTierSpec)(deps),
  };
}
