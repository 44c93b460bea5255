// The second review of a submission that has one of two approvals: approve it too, or send it back.

import * as z from 'zod';
import { secondApprove, sendBack } from '../../domain/review/second-approval.js';
import type { ReviewReasonCode } from '../../domain/review/submission.js';
import { ok } from '../../domain/shared/result.js';
import type { CommandSpec } from '../use-case/command.js';
import {
  addDecisionReason,
  decisionReasonFields,
  type ParsedReviewedSnapshot,
  type ReviewedSnapshotInput,
  type ReviewTransitionRefusalCode,
  reviewedSnapshotFields,
  type WithDecisionReason,
} from './decision-input.js';
import {
  type AnyReviewRefusalCode,
  createReviewCommandSpec,
  type PreparedReview,
} from './review-command.js';
import type { ReviewerSubmissionView } from './views.js';

/** The snapshot to send back, and why. A second reviewer needs no claim. */
export interface SendBackInput extends ReviewedSnapshotInput {
  readonly reasons?: readonly ReviewReasonCode[] | null | undefined;
  /** For the other reviewers; 1 to 4,000 characters. */
  readonly text?: string | null | undefined;
}

export interface ParsedSendBack extends ParsedReviewedSnapshot {
  readonly reasons?: readonly ReviewReasonCode[] | null | undefined;
  readonly text?: string | null | undefined;
}

type SecondReviewRefusalCode =
  | ReviewTransitionRefusalCode
  | 'lease_lost'
  | 'digest_mismatch'
  | 'conflict_of_interest'
  | 'second_reviewer_required';

export type SecondApproveRefusalCode = SecondReviewRefusalCode | AnyReviewRefusalCode;

export const secondApproveSpec: CommandSpec<
  ReviewedSnapshotInput,
  ParsedReviewedSnapshot,
  PreparedReview<ParsedReviewedSnapshot>,
  ReviewerSubmissionView,
  SecondApproveRefusalCode
> = createReviewCommandSpec({
  action: 'review.second_approve',
  command: 'secondApprove',
  schema: z.lazy(() => z.strictObject(reviewedSnapshotFields)),
  completeInput: ok,
  guardsReviewer: true,
  decide({ deps, now }, { submission, reviewer }, { digest: seenDigest }) {
    const decision = { reviewer, policy: deps.policy, digest: seenDigest, now };
    const after = secondApprove(submission.value, decision);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});

export type SendBackRefusalCode =
  | SecondReviewRefusalCode
  | 'reason_required'
  | AnyReviewRefusalCode;

export const sendBackSpec: CommandSpec<
  SendBackInput,
  ParsedSendBack,
  PreparedReview<ParsedSendBack & WithDecisionReason>,
  ReviewerSubmissionView,
  SendBackRefusalCode
> = createReviewCommandSpec({
  action: 'review.send_back',
  command: 'sendBack',
  schema: z.lazy(() => z.strictObject({ ...reviewedSnapshotFields, ...decisionReasonFields })),
  completeInput: addDecisionReason<ParsedSendBack>,
  guardsReviewer: true,
  decide({ deps, now }, { submission, reviewer }, { digest: seenDigest, decisionReason }) {
    const decision = { reviewer, policy: deps.policy, digest: seenDigest, now };
    const after = sendBack(submission.value, decision, decisionReason);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});
