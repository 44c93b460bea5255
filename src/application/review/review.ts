import type { QueueFigures } from '../../domain/review/queue.js';
import type { Page } from '../../domain/shared/result.js';
import type { AppView, ReviewView } from '../apps/views.js';
import type { Context } from '../context.js';
import type { OfSubmissionInput } from '../submissions/release.js';
import { command, type Verb } from '../use-case/command.js';
import type { Query } from '../use-case/query.js';
import {
  type ClaimRefusal,
  claimSpec,
  type OfClaimInput,
  type ReleaseClaimRefusal,
  type RenewClaimRefusal,
  releaseClaimSpec,
  renewClaimSpec,
} from './claims.js';
import {
  type ApproveInput,
  type ApproveRefusal,
  approveSpec,
  type NegativeInput,
  type NegativeRefusal,
  type OnSnapshotInput,
  rejectSpec,
  requestChangesSpec,
  type SecondApproveRefusal,
  type SendBackInput,
  type SendBackRefusal,
  type SetLaneInput,
  type SetLaneRefusal,
  secondApproveSpec,
  sendBackSpec,
  setLaneSpec,
} from './decisions.js';
import {
  type Case,
  claimed,
  type DeskRefusal,
  figures,
  type GetCaseRefusal,
  getCase,
  type QueueInput,
  queue,
} from './desk.js';
import {
  type EnforceInput,
  type EnforceRefusal,
  enforcementSpec,
  type RevokeReleaseInput,
  type RevokeReleaseRefusal,
  revokeSpec,
  type SetTierInput,
  type SetTierRefusal,
  setTierSpec,
} from './enforce.js';

/** What the platform's reviewers do. Who is one, and may do what, the directory says: `review` decides, `enforce` imposes. */
export interface Review {
  /** Submissions in the order in which they are due: security, updates, new apps. */
  readonly queue: Query<QueueInput, Page<ReviewView>, DeskRefusal>;
  /** How it stands with what waits for a decision; at most 10,000 are counted. */
  readonly figures: Query<object, QueueFigures, DeskRefusal>;
  /** A submission with what it would change for users. */
  readonly get: Query<OfSubmissionInput, Case, GetCaseRefusal>;
  /** The submissions under the reviewer's own claim. */
  readonly claimed: Query<object, readonly ReviewView[], DeskRefusal>;
  /**
   * For an hour nobody else decides; the answer's `lease.token` is needed for that. Refused: `not_claimable`,
   * `claim_limit_reached` with three, `conflict_of_interest` for who has submitted, or belongs or belonged to the organization.
   */
  readonly claim: Verb<OfSubmissionInput, ReviewView, ClaimRefusal>;
  /** Another hour. Refused: `lease_lost`, and `claim_limit_reached` and `conflict_of_interest` as `claim`. */
  readonly renewClaim: Verb<OfClaimInput, ReviewView, RenewClaimRefusal>;
  /** Back into the queue, at the place that it had. Refused: `lease_lost`. */
  readonly releaseClaim: Verb<OfClaimInput, ReviewView, ReleaseClaimRefusal>;
  /** Into another lane, and why. Refused: `reason_required`. */
  readonly setLane: Verb<SetLaneInput, ReviewView, SetLaneRefusal>;
  /**
   * Of exactly the snapshot that was seen. A new app, and one that asks for more of what is sensitive, waits for a second
   * reviewer. Refused: `lease_lost`, `digest_mismatch`, `conflict_of_interest`, `already_decided` with who was faster.
   */
  readonly approve: Verb<ApproveInput, ReviewView, ApproveRefusal>;
  /** By another reviewer, who needs no claim. Refused: `second_reviewer_required`, and as `approve`. */
  readonly secondApprove: Verb<OnSnapshotInput, ReviewView, SecondApproveRefusal>;
  /** The second reviewer does not agree: back into the queue. Refused: `reason_required`, and as `secondApprove`. */
  readonly sendBack: Verb<SendBackInput, ReviewView, SendBackRefusal>;
  /** The organization may resubmit in the same case. Refused: `reason_required`, and as `approve`. */
  readonly requestChanges: Verb<NegativeInput, ReviewView, NegativeRefusal>;
  /** Ends the case. Refused: `reason_required`, and as `approve`. */
  readonly reject: Verb<NegativeInput, ReviewView, NegativeRefusal>;
  /** Takes an approval or a release back; where it was live, the release before it is live again. With `enforce`. */
  readonly revoke: Verb<RevokeReleaseInput, ReviewView, RevokeReleaseRefusal>;
  /** A mark on the app that its organization sees; nothing else. With `enforce`, or by the embedding service. */
  readonly warn: Verb<EnforceInput, AppView, EnforceRefusal>;
  /** Out of the store, and its keys open nothing, until it is reinstated. As `warn`. */
  readonly suspend: Verb<EnforceInput, AppView, EnforceRefusal>;
  /** As `suspend`, for good unless it is reinstated. */
  readonly takeDown: Verb<EnforceInput, AppView, EnforceRefusal>;
  /** Nothing is imposed any more. As `warn`. */
  readonly reinstate: Verb<EnforceInput, AppView, EnforceRefusal>;
  /** How far the platform vouches for an app. As `warn`. */
  readonly setTier: Verb<SetTierInput, AppView, SetTierRefusal>;
}

export function review(context: Context): Review {
  return {
    queue: queue(context),
    figures: figures(context),
    get: getCase(context),
    claimed: claimed(context),
    claim: command(claimSpec)(context),
    renewClaim: command(renewClaimSpec)(context),
    releaseClaim: command(releaseClaimSpec)(context),
    setLane: command(setLaneSpec)(context),
    approve: command(approveSpec)(context),
    secondApprove: command(secondApproveSpec)(context),
    sendBack: command(sendBackSpec)(context),
    requestChanges: command(requestChangesSpec)(context),
    reject: command(rejectSpec)(context),
    revoke: command(revokeSpec)(context),
    warn: command(enforcementSpec('warn', 'app.warn'))(context),
    suspend: command(enforcementSpec('suspend', 'app.suspend'))(context),
    takeDown: command(enforcementSpec('takeDown', 'app.take_down'))(context),
    reinstate: command(enforcementSpec('reinstate', 'app.reinstate'))(context),
    setTier: command(setTierSpec)(context),
  };
}
