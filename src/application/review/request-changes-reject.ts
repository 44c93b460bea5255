// The negative decisions on a submission: request changes, or reject it.

import * as z from 'zod';
import { rejectSubmission, requestChanges } from '../../domain/review/decide-submission.js';
import type { ReviewReasonCode } from '../../domain/review/submission.js';
import { ok } from '../../domain/shared/result.js';
import type { CommandSpec } from '../use-case/command.js';
import type { ApprovalRefusalCode, ApproveInput, ParsedApprove } from './approve.js';
import {
  addDecisionReason,
  decisionReasonFields,
  leaseTokenSchema,
  reviewedSnapshotFields,
  type WithDecisionReason,
} from './decision-input.js';
import {
  type AnyReviewRefusalCode,
  createReviewCommandSpec,
  type PreparedReview,
} from './review-command.js';
import type { ReviewerSubmissionView } from './views.js';

/** The snapshot to decide on, with the reasons for the organization. */
export interface NegativeDecisionInput extends ApproveInput {
  /** At least one reason. */
  readonly reasons?: readonly ReviewReasonCode[] | null | undefined;
  /** For the organization; 1 to 4,000 characters. */
  readonly text?: string | null | undefined;
}

interface ParsedNegativeDecision extends ParsedApprove {
  readonly reasons?: readonly ReviewReasonCode[] | null | undefined;
  readonly text?: string | null | undefined;
}

export type NegativeDecisionRefusalCode =
  | ApprovalRefusalCode
  | 'reason_required'
  | AnyReviewRefusalCode;

function createNegativeDecisionSpec(
  action: 'review.request_changes' | 'review.reject',
  command: 'requestChanges' | 'reject',
  applyDecision: typeof rejectSubmission,
): CommandSpec<
  NegativeDecisionInput,
  ParsedNegativeDecision,
  PreparedReview<ParsedNegativeDecision & WithDecisionReason>,
  ReviewerSubmissionView,
  NegativeDecisionRefusalCode
> {
  return createReviewCommandSpec({
    action,
    command,
    schema: z.lazy(() =>
      z.strictObject({
        ...reviewedSnapshotFields,
        leaseToken: leaseTokenSchema,
        ...decisionReasonFields,
      }),
    ),
    completeInput: addDecisionReason<ParsedNegativeDecision>,
    guardsReviewer: true,
    decide(
      { deps, now },
      { submission, reviewer },
      { digest: seenDigest, leaseToken, decisionReason },
    ) {
      const { policy } = deps;
      const decision = { reviewer, policy, digest: seenDigest, leaseToken, now };
      const after = applyDecision(submission.value, decision, decisionReason);
      return after.ok ? ok({ submission: after.value }) : after;
    },
  });
}

export const requestChangesSpec: ReturnType<typeof createNegativeDecisionSpec> =
  createNegativeDecisionSpec('review.request_changes', 'requestChanges', requestChanges);

export const rejectSpec: ReturnType<typeof createNegativeDecisionSpec> = createNegativeDecisionSpec(
  'review.reject',
  'reject',
  rejectSubmission,
);
